"""Verbs of one character that are read otherwise than in most words: 把肉切成片, 撒点盐, 藏在门后.

Promise: an answer depends on the text alone; without one it is None.
"""

from functools import cache
from typing import NamedTuple

import regex

from boyin.pronunciation.verb_contexts import CONTEXTS


class _Pattern(NamedTuple):
    around: regex.Pattern[str]
    opens_word: bool
    """Whether nothing around it has to be there, so that it must be the first of its word."""
    pinyin: str


def verb_reading(text: str, i: int, start: int, end: int) -> str | None:
    """The reading of the character at `i`, a verb in the word from `start` to `end`."""
    # Longer words are names mostly: 切罗基.
    opens_word = i == start and end - start <= 2
    for pattern in _patterns(text[i]):
        if (opens_word or not pattern.opens_word) and pattern.around.match(text, i):
            return pattern.pinyin
    return None


@cache
def _patterns(character: str) -> tuple[_Pattern, ...]:
    """Made when the character is met: all of them take a while."""
    return tuple(_pattern(character, *row) for row in CONTEXTS.get(character, ()))


def _pattern(character: str, before: str, after: str, pinyin: str) -> _Pattern:
    behind = before if before[:4] in ("", "(?<!") else f"(?<={before})"
    following = after if after[:3] in ("", "(?!") else f"(?={after})"
    needed = behind.startswith("(?<=") or following.startswith("(?=")
    return _Pattern(regex.compile(f"{behind}{character}{following}"), not needed, pinyin)
