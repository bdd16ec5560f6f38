"""Characters whose neighbours tell how they are read: surnames, and words that stand beside them.

The words stand in voices/mandarin: surnames, followed, exceptions, neighbours.

Promise: an answer depends on the text alone; without one it is None.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import regex

from boyin.ground.once import once
from boyin.ground.settings import voices_folder
from boyin.ground.tables import Row, WordLists, read_table
from boyin.pronunciation.syllables import syllable_in

WORDS = WordLists("mandarin", "neighbours.tsv")


class _Exception(NamedTuple):
    """What a word stands between, and which of its characters is then read otherwise."""

    before: regex.Pattern[str]
    behind: regex.Pattern[str]
    place: int
    pinyin: str


def reading_by_neighbours(text: str, i: int) -> str | None:
    """The reading of the character at `i` that a title or the words behind it decide."""
    surname = _surnames().get(text[i])
    if surname and _is_surname(text, i):
        return surname
    for following, pinyin in _followed().get(text[i], ()):
        if text.startswith(following, i + 1):
            return pinyin
    return None


def _is_surname(text: str, i: int) -> bool:
    if text[i - 1 : i] == "姓" and text[i - 2 : i] not in ("百姓", "同姓"):
        return True
    behind_post = text.endswith(WORDS.words("posts"), 0, i)
    opens = i == 0 or text[i - 1] in "和与对说跟向" or behind_post
    if opens and text.startswith(WORDS.words("titles"), i + 1):
        return True
    named = any(text.startswith(WORDS.words("saying"), i + size) for size in (2, 3))
    whole = len(text) - i in (2, 3)
    verb = text[i] in WORDS.members("surnames that are verbs")
    return behind_post and (named or whole) and not verb


def word_exception(word: str, before: str, following: str) -> tuple[int, str] | None:
    """Which character of a word is read otherwise between these, and how: 一行|字 is háng."""
    for exception in _exceptions().get(word, ()):
        if exception.before.search(before) and exception.behind.match(following):
            return exception.place, exception.pinyin
    return None


@once
def _surnames() -> Mapping[str, str]:
    rows = read_table(_folder() / "surnames.tsv", "surname", "reading")
    return {row.cells[0]: syllable_in(row, row.cells[1]) for row in rows}


@once
def _followed() -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """By character: what may follow, and the reading."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in read_table(_folder() / "followed.tsv", "character", "reading", "what may follow"):
        character, pinyin, following = row.cells
        reading = (tuple(following.split()), syllable_in(row, pinyin))
        found.setdefault(character, []).append(reading)
    return found


@once
def _exceptions() -> Mapping[str, Sequence[_Exception]]:
    found: dict[str, list[_Exception]] = {}
    columns = ("word", "before", "behind", "which character", "reading")
    for row in read_table(_folder() / "exceptions.tsv", *columns):
        found.setdefault(row.cells[0], []).append(_exception(row))
    return found


def _exception(row: Row) -> _Exception:
    word, before, behind, which, pinyin = row.cells
    if which not in map(str, range(1, len(word) + 1)):
        raise row.wrong(f"“{word}” has no character {which}", "The first one is 1.")
    return _Exception(
        row.pattern(f"(?:{before})$"), row.pattern(behind), int(which) - 1, syllable_in(row, pinyin)
    )


def _folder() -> Path:
    return voices_folder() / "mandarin"
