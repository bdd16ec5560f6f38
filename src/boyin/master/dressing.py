"""What is done to every clip: its rate, its ends, its gain, its peaks.

Turns speech as an engine made it into sound as it stands in an episode. Promise: what happens to a
clip depends on nothing but the clip and its voice, and its length on the timeline is exact.
"""

import numpy as np

from boyin.master.levels import amplify
from boyin.sound.samples import Samples, fade, resample
from boyin.timeline.timeline import RATE

PREPARED = 1
"""Raised when what is done before the gain changes."""
FADE_SECONDS = 0.004


def dress(speech: Samples, rate: int, *, gain: float) -> Samples:
    """Speech at the master's rate and the programme's loudness, its ends softened.

    gain: decibels, from the level of its voice.
    """
    return amplify(prepare(speech, rate), RATE, gain=gain)


def prepare(speech: Samples, rate: int) -> Samples:
    """Speech at the master's rate, without an offset, rising from silence and falling back to it.

    An offset (Kokoro's is -70 dBFS) would be a thump at both ends, however soft.
    """
    resampled = resample(speech, rate, RATE)
    offset = np.mean(resampled, dtype=np.float64) if resampled.size else 0.0
    return fade(resampled - np.float32(offset), RATE, FADE_SECONDS)
