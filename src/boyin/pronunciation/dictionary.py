"""From a word to the readings that the dictionary gives its characters.

Promise: a reading for every character, or a ReadingError that names the one nobody knows.
"""

from collections.abc import Mapping
from typing import NamedTuple

from boyin.ground.errors import ReadingError
from boyin.ground.once import once
from boyin.ground.settings import voices_folder
from boyin.pronunciation.word_list import Vocabulary, WordList

LONGEST = 8
"""Characters in the longest word of the dictionary."""


class Reading(NamedTuple):
    """How one character is read."""

    pinyin: str
    source: str
    """`lexicon`, `word`, `grammar`, `network` or `character`."""
    uncertain: bool = False
    citation: str = ""
    """How it is read alone, before sandhi; "" where that is not known yet."""


def usual_reading(word: str) -> tuple[str, ...]:
    """How the dictionary alone reads a word, one numbered syllable for each character."""
    return tuple(reading.pinyin for reading in look_up(word))


def character_reading(character: str) -> str:
    """The commonest reading of one character."""
    pinyin = _dictionary().knowing(character).get(character)
    if pinyin is None:
        raise ReadingError(
            f"nobody knows how to read “{character}” (U+{ord(character):04X})",
            remedy=f"Say in the lexicon how it is read: `{character}: ` and its pinyin with the "
            "number of its tone; or write another character.",
        )
    return pinyin


def look_up(text: str) -> list[Reading]:
    """Readings of a word: its own, or those of the longest words in it."""
    readings: list[Reading] = []
    dictionary = _dictionary().knowing(text)
    start = 0
    while start < len(text):
        for end in range(min(len(text), start + LONGEST), start + 1, -1):
            pinyin = dictionary.get(text[start:end])
            if pinyin is not None:
                readings += [Reading(one, "word") for one in pinyin.split()]
                start = end
                break
        else:
            readings.append(Reading(character_reading(text[start]), "character"))
            start += 1
    return readings


class _Dictionary:
    """Readings by word; what has been asked for so far."""

    def __init__(self) -> None:
        self._readings: dict[str, str] = {}
        words = WordList.in_file(voices_folder() / "mandarin" / "words.txt.gz")
        self._vocabulary = Vocabulary(words, self._readings.__setitem__)

    def knowing(self, text: str) -> Mapping[str, str]:
        """The readings, with those of every word that begins like some place in `text`."""
        self._vocabulary.meet(text)
        return self._readings


@once
def _dictionary() -> _Dictionary:
    return _Dictionary()
