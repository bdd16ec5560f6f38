"""Verbs of one character that are read otherwise than in most words: 把肉切成片, 撒点盐, 藏在门后.

The contexts stand in voices/mandarin/verbs.tsv.

Promise: an answer depends on the text alone; without one it is None.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import regex

from boyin.ground.once import once
from boyin.ground.settings import voices_folder
from boyin.ground.tables import Row, WordLists, read_table
from boyin.pronunciation.syllables import syllable_in

_GROUPS = WordLists("mandarin", "groups.tsv")
_GROUP = regex.compile(r"\{([a-z ]+)\}")


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


@once
def _rows() -> Mapping[str, Sequence[Row]]:
    """The lines of the table, by character."""
    rows: dict[str, list[Row]] = {}
    path = voices_folder() / "mandarin" / "verbs.tsv"
    for row in read_table(path, "character", "before", "behind", "reading"):
        rows.setdefault(row.cells[0], []).append(row)
    return rows


@cache
def _patterns(character: str) -> tuple[_Pattern, ...]:
    """Made when the character is met: all of them take a while."""
    return tuple(map(_pattern, _rows().get(character, ())))


def _pattern(row: Row) -> _Pattern:
    character, before, after, pinyin = row.cells
    before, after = _with_groups(before), _with_groups(after)
    behind = before if before[:4] in ("", "(?<!") else f"(?<={before})"
    following = after if after[:3] in ("", "(?!") else f"(?={after})"
    needed = behind.startswith("(?<=") or following.startswith("(?=")
    around = row.pattern(f"{behind}{character}{following}")
    return _Pattern(around, not needed, syllable_in(row, pinyin))


def _with_groups(pattern: str) -> str:
    return _GROUP.sub(lambda name: "".join(_GROUPS.words(name[1])), pattern)
