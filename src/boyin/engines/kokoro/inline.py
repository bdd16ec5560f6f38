"""English words within a Chinese text: where among its phonemes, and how fast they are said.

Promise: a text that holds no Chinese, or no English, is said at the voice's one speed; so is every
Chinese word.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import regex

from boyin.engines.kokoro.mandarin import ALONE, FINALS, INITIALS, TONES
from boyin.engines.kokoro.tokens import SILENT
from boyin.sound import Samples

PACE = 0.75
"""Of the voice's speed. Among Chinese syllables the model hurries English: a t or an r in 25 ms."""

_TONE_MARKS = frozenset("".join(TONES.values()))
_ONLY_CHINESE = _TONE_MARKS | frozenset("ɤɕʨʦꭧʂɻɨɥɚʰ")
_PLAIN = SILENT - _TONE_MARKS - frozenset("ˈˌː")
"""What parts words."""


def _any_of(symbols: Iterable[str]) -> str:
    return "|".join(sorted(map(regex.escape, symbols), key=lambda one: (-len(one), one)))


_FINALS = _any_of({*FINALS.values(), *ALONE.values()}).replace("0", "")
_NEUTRAL = regex.compile(rf"(?:(?:{_any_of(INITIALS.values())})?(?:{_FINALS}))+")
_WORD = regex.compile(f"[^{regex.escape(''.join(sorted(_PLAIN)))}]+")


def token_speeds(phonemes: str, speed: float) -> Samples:
    """The speed of each token of `phonemes`, the zero at both ends included, shape (n + 2,); or one
    for all, shape (1,).
    """
    places = english_places(phonemes)
    if not places.any():
        return np.array([speed], np.float32)
    return np.where(np.pad(places, 1), speed * PACE, speed).astype(np.float32)


def english_places(phonemes: str) -> npt.NDArray[np.bool_]:
    """For each of the phonemes whether it is of an English word within Chinese, shape (n,).

    A word without a tone that could be a Chinese one in the neutral tone (的, tɤ) is taken for it.
    """
    places = np.zeros(len(phonemes), np.bool_)
    if _TONE_MARKS.isdisjoint(phonemes):
        return places
    for word in _WORD.finditer(phonemes):
        if _ONLY_CHINESE.isdisjoint(word.group()) and not _NEUTRAL.fullmatch(word.group()):
            places[word.start() : word.end()] = True
    for place, symbol in enumerate(phonemes[1:-1], 1):
        if symbol == " ":
            places[place] = places[place - 1] and places[place + 1]
    return places
