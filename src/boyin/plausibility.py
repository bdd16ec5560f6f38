"""Whether a recording can be all of a text: neither empty, nor silent, nor broken off."""

import numpy as np

from boyin.engines.base import Recording
from boyin.errors import EngineError
from boyin.languages import HAN, LATIN_WORD
from boyin.sound import speech_edges

_SILENCE = 1e-3
_FEWEST_SECONDS, _MOST_SECONDS, _SPARE_SECONDS = 0.11, 1.0, 1.5
_LETTERS_PER_SYLLABLE = 4
_SYLLABLES_PER_DIGIT = 4


def check_recording(recording: Recording, spoken: str, speed: float) -> None:
    """Raises EngineError if `recording` can't be all of `spoken`: it is empty, silent, broken off.

    The bounds are wide: the fastest voice says 6 Chinese characters a second, the slowest reader 1.
    """
    samples = recording.samples
    if not samples.size:
        raise EngineError(f"nothing was recorded for “{spoken[:40]}”")
    if not np.isfinite(samples).all() or np.abs(samples).max() > 1:
        raise EngineError(f"the recording of “{spoken[:40]}” holds values that are no sound")
    start, end = speech_edges(samples, recording.rate)
    if np.sqrt(np.mean(samples[start:end] ** 2, dtype=np.float64) if end else 0.0) < _SILENCE:
        raise EngineError(f"the recording of “{spoken[:40]}” is silent")
    seconds = (end - start) / recording.rate * speed
    syllables = len(HAN.findall(spoken)) + sum(
        max(1, len(word) / _LETTERS_PER_SYLLABLE) for word in LATIN_WORD.findall(spoken)
    )
    # English keeps its digits: 2020 is four syllables, 100,000,000 as many as 9.
    digits = sum(map(str.isdigit, spoken))
    fewest = (syllables + digits / 2) * _FEWEST_SECONDS
    most = _SPARE_SECONDS + (syllables + digits * _SYLLABLES_PER_DIGIT) * _MOST_SECONDS
    if not fewest <= seconds <= most:
        raise EngineError(
            f"the recording of “{spoken[:40]}” is {seconds:.1f} s long, which can't be all of it"
        )
