"""Whether a recording can be all of a text: neither empty, nor silent, nor broken off."""

import math

import numpy as np

from boyin.engines.base import Recording
from boyin.engines.durations import seconds_to_say
from boyin.ground.errors import EngineError
from boyin.sound.samples import Samples, speech_edges

_SILENCE = 1e-3


def check_recording(recording: Recording, spoken: str, speed: float) -> None:
    """Raises EngineError if `recording` can't be all of `spoken`: it is empty, silent, broken off.

    speed: as the voice was asked to speak.
    """
    samples = recording.samples
    if not samples.size:
        raise EngineError(f"nothing was recorded for “{spoken[:40]}”")
    # What is no number fails this comparison, too.
    if not np.abs(samples).max() <= 1:
        raise EngineError(f"the recording of “{spoken[:40]}” holds values that are no sound")
    start, end = speech_edges(samples, recording.rate)
    if _level(samples[start:end]) < _SILENCE:
        raise EngineError(f"the recording of “{spoken[:40]}” is silent")
    seconds = (end - start) / recording.rate * speed
    fewest, most = seconds_to_say(spoken)
    if not fewest <= seconds <= most:
        raise EngineError(
            f"the recording of “{spoken[:40]}” is {seconds:.1f} s long, which can't be all of it"
        )


def _level(samples: Samples) -> float:
    """The root of the mean square; 0.0 of nothing."""
    return math.sqrt(np.dot(samples, samples) / samples.size) if samples.size else 0.0
