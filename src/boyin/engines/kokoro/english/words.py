"""Misaki's dictionaries of English, of which only the words that are asked for are taken apart.

They are JSON of 3 MB each, made twice as large on loading, which takes a third of a second and
70 MB; the reading of one sentence needs a few hundred entries.

Promise: an entry is what misaki itself would have for the word.
"""

import json
from functools import cache
from importlib import resources

from boyin.ground.importing import lazily

with lazily("spacy"):
    # What misaki does with spaCy when it is made, boyin does itself.
    from misaki import en

__all__ = ["EnglishWords", "Words", "en", "english_words"]

Entry = str | dict[str, str | None]
"""Phonemes, or phonemes by part of speech."""

_KEY = b'\n  "'
"""Before every word: the entries are indented once, sorted, one a line or more."""
_STRESS_OF_CAPITALS = (0.5, 2)
"""Of a word with some capitals, and of one with nothing else."""


class Words:
    """One dictionary: `word in words`, `words[word]`, `words.get(word)`."""

    def __init__(self, name: str) -> None:
        self._data = resources.files("misaki.data").joinpath(f"{name}.json").read_bytes()
        self._found: dict[str, Entry | None] = {}

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.get(word) is not None

    def __getitem__(self, word: str) -> Entry:
        entry = self.get(word)
        if entry is None:
            raise KeyError(word)
        return entry

    def get(self, word: str) -> Entry | None:
        """The entry of `word`, else that of it with another first letter: apple for Apple."""
        if word not in self._found:
            self._found[word] = self._listed(word) or self._in_other_case(word)
        return self._found[word]

    def _in_other_case(self, word: str) -> Entry | None:
        lower, capitalized = word.lower(), word.capitalize()
        if len(word) < 2 or lower == capitalized:
            return None
        if word == lower:
            return self._listed(capitalized)
        return self._listed(lower) if word == capitalized else None

    def _listed(self, word: str) -> Entry | None:
        """The entry that the file itself has for `word`, found by bisection."""
        data, wanted = self._data, word.encode()
        low, high = 0, len(data)
        while low < high:
            place = data.rfind(_KEY, low, (low + high) // 2 + len(_KEY))
            if place < 0:
                place = data.find(_KEY, low, high)
            if place < 0:
                return None
            start = place + len(_KEY)
            end = data.index(b'"', start)
            if data[start:end] == wanted:
                return self._entry(end)
            if data[start:end] < wanted:
                low = end
            else:
                high = place
        return None

    def _entry(self, place: int) -> Entry:
        start = place + len(b'": ')
        after = self._data.find(_KEY, start)
        text = self._data[start : after if after > 0 else self._data.rindex(b"}")]
        entry: Entry = json.loads(text.strip().removesuffix(b","))
        return entry


class EnglishWords(en.Lexicon):  # type: ignore[misc]
    """Misaki's rules of reading, over its two dictionaries: checked words, and all others."""

    def __init__(self, *, british: bool) -> None:
        # Not super().__init__(): it loads the dictionaries whole.
        accent = "gb" if british else "us"
        self.british = british
        self.cap_stresses = _STRESS_OF_CAPITALS
        self.golds = Words(f"{accent}_gold")
        self.silvers = Words(f"{accent}_silver")


@cache
def english_words(british: bool) -> EnglishWords:
    """The dictionaries of an accent, one for all readers."""
    return EnglishWords(british=british)
