"""The short sounds that stand between chapters, made here and nowhere recorded.

Turns the name of a style into samples. Promise: the same style and rate give the same samples on
every machine, a little softer than speech, and they come from silence and go back to it.
"""

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from boyin.errors import CastError
from boyin.sound import Samples
from boyin.voices import TRANSITIONS

if TYPE_CHECKING:
    from pydub import AudioSegment

CHIME_SECONDS = 1.2
CHIME = 1
"""Raised when the chime sounds different."""

_SECONDS = {"chime": CHIME_SECONDS, "none": 0.0}

# G5, then D6: an open fifth that rises, neither major nor minor, sounds neither glad nor sad.
_STRIKES = ((0, 783.99, 0.0), (170, 1174.66, -3.0))
"""Begin in milliseconds, pitch in hertz, gain in decibels."""
# Hum, prime and a faint inharmonic upper partial make a struck bar; more of them make a gong.
_PARTIALS = ((0.5, 0.25, 0.45), (1.0, 1.0, 0.30), (2.76, 0.12, 0.09))
"""Multiple of the pitch, strength, seconds until it has fallen to 1/e."""
_FADE_IN_MS = 8
_FADE_OUT_MS = 250
# Measured (ITU-R BS.1770): brings the whole chime to -20 LUFS, a little under speech.
_CHIME_GAIN_DB = 2.0
# Room for two strikes on top of each other before the gain brings them to their level.
_HEADROOM = 0.25


def transition(style: str, rate: int) -> Samples:
    """The sound between two chapters in this style; no samples at all for "none".

    Raises CastError if there is no such style.
    """
    return chime(rate) if transition_length(style, rate) else np.zeros(0, dtype=np.float32)


def transition_length(style: str, rate: int) -> int:
    """How many samples `transition` gives, known without making them; raises CastError as well."""
    if style not in _SECONDS:
        raise CastError(
            f"there is no transition “{style}”", remedy=f"Choose one of: {', '.join(TRANSITIONS)}."
        )
    return round(_SECONDS[style] * rate)


def transition_print(style: str) -> str:
    """What tells a style's sound from others', and from what it was in another version."""
    return f"{style} {CHIME}"


def chime(rate: int) -> Samples:
    """Two soft strokes on a metal bar, 1.2 seconds long, at -20 LUFS."""
    length = round(rate * CHIME_SECONDS)
    sound = _segment(np.zeros(length, dtype=np.float32), rate)
    for begin, pitch, gain in _STRIKES:
        stroke = _segment(_stroke(pitch, rate, length), rate).fade_in(_FADE_IN_MS)
        sound = sound.overlay(stroke.apply_gain(gain), position=begin)
    sound = sound.fade_out(_FADE_OUT_MS).apply_gain(_CHIME_GAIN_DB)
    return _samples(sound)


def _stroke(pitch: float, rate: int, length: int) -> Samples:
    """One stroke: its partials begin together and die away, the high ones first."""
    time = np.arange(length) / rate
    sound: npt.NDArray[np.float64] = np.zeros(length)
    for multiple, strength, decay in _PARTIALS:
        sound += strength * np.sin(2 * np.pi * pitch * multiple * time) * np.exp(-time / decay)
    return (_HEADROOM * sound).astype(np.float32)


def _segment(samples: Samples, rate: int) -> "AudioSegment":
    """The samples as 32-bit integers, which is how pydub edits sound."""
    whole = np.round(samples.astype(np.float64) * (2**31 - 1)).astype("<i4")
    return _pydub().AudioSegment(whole.tobytes(), sample_width=4, frame_rate=rate, channels=1)


def _samples(segment: "AudioSegment") -> Samples:
    whole = np.frombuffer(segment.raw_data, dtype="<i4")
    return (whole / 2.0**31).astype(np.float32)


def _pydub() -> Any:
    """pydub, without what it says on being imported.

    It looks for an ffmpeg program, which only its own reading and writing of files would need; its
    regular expressions and its use of audioop are older than the Pythons that complain of them.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Couldn't find ff", RuntimeWarning)
        warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
        warnings.filterwarnings("ignore", ".*invalid escape sequence", SyntaxWarning)
        import pydub
    return pydub
