"""How English words are said: two lists an accent, in which only words that are met are looked up.

The first list was checked by hand, the second was not (https://github.com/hexgrad/misaki).

Promise: an entry is what the list has for the word, whatever the case of its first letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from boyin.ground.settings import voices_folder
from boyin.pronunciation.word_list import WordList

Entry = str | Mapping[str, str]
"""Phonemes, or phonemes by part of speech; "" where the word is said by its letters."""


class Words:
    """One list: `word in words`, `words.get(word)`."""

    def __init__(self, words: WordList) -> None:
        self._words = words
        self._met: dict[str, Entry | None] = {}

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.get(word) is not None

    def get(self, word: str) -> Entry | None:
        """The entry of `word`, else that of it with another first letter: apple for Apple."""
        if word not in self._met:
            self._met[word] = self._listed(word) or self._in_other_case(word)
        return self._met[word]

    def _in_other_case(self, word: str) -> Entry | None:
        lower, capitalized = word.lower(), word.capitalize()
        if len(word) < 2 or lower == capitalized:
            return None
        if word == lower:
            return self._listed(capitalized)
        return self._listed(lower) if word == capitalized else None

    def _listed(self, word: str) -> Entry | None:
        said = self._words.get(word) if word else None
        if said is None or ":" not in said:
            return said
        tagged = (one.partition(":") for one in said.split(" "))
        return {tag: phonemes for tag, _, phonemes in tagged}


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The lists of one accent."""

    checked: Words
    others: Words

    def __contains__(self, word: object) -> bool:
        return word in self.checked or word in self.others


@cache
def shipped_dictionary(british: bool) -> Dictionary:
    """The lists that came with this boyin, shared by all readers."""
    folder = voices_folder() / "english"
    accent = "gb" if british else "us"
    names = (f"{accent}_gold.txt.gz", f"{accent}_silver.txt.gz")
    return Dictionary(*(Words(WordList.in_file(folder / name)) for name in names))
