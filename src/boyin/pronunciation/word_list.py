"""A sorted list of words, of which only what is asked for is taken apart.

A file of 300,000 lines takes a quarter of a second to turn into a dictionary, and memory for all of
it; a sentence needs a few dozen of them, which are found by bisection.

Promise: what begins with the same characters comes back whole, in the order of the file.
"""

import gzip
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

_ABOVE_ALL = b"\xff"
"""Sorts behind every character: no byte of UTF-8 is as large."""


def starts_of(text: str) -> set[str]:
    """How the line of any word can begin that stands somewhere in `text`."""
    return {f"{one} " for one in text} | {one + two for one, two in pairwise(text)}


class WordList:
    """Lines in UTF-8, `word rest`, sorted by the code points of the whole line."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._spans: dict[str, tuple[int, int]] = {}

    @classmethod
    def in_file(cls, path: Path) -> "WordList":
        """The lines of a gzipped file."""
        return cls(gzip.decompress(path.read_bytes()))

    def get(self, word: str) -> str | None:
        """The rest of the line of `word`; None where there is no such line."""
        found = self.beginning(f"{word} ")
        return found[0][1] if found else None

    def beginning(self, start: str) -> list[tuple[str, str]]:
        """The entries, word and rest, whose line begins with `start`, at least one character."""
        span = self._spans.get(start[0])
        if span is None:
            span = self._spans[start[0]] = self._span(start[0], 0, len(self._lines))
        first, end = self._span(start, *span) if len(start) > 1 else span
        lines = self._lines[first:end].decode().split("\n")
        return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines[:-1])]

    def _span(self, start: str, low: int, high: int) -> tuple[int, int]:
        key = start.encode()
        first = self._bisect(key, low, high)
        return first, self._bisect(key + _ABOVE_ALL, first, high)

    def _bisect(self, key: bytes, low: int, high: int) -> int:
        """Where the first line begins that is not below `key`; `low` and `high` begin lines."""
        lines, size = self._lines, len(key)
        while low < high:
            middle = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if lines[middle : middle + size] < key:
                low = lines.index(b"\n", middle) + 1
            else:
                high = middle
        return low


class Vocabulary:
    """The words of a list that stand, or might, in the texts met so far.

    learn: told of each of them once, word and rest of its line.
    """

    def __init__(self, words: WordList, learn: Callable[[str, str], None]) -> None:
        self._words = words
        self._learn = learn
        self._met: set[str] = set()
        self._learning = threading.Lock()

    def meet(self, text: str) -> None:
        """Learns every word that begins like some place in `text`, unless that was done."""
        starts = starts_of(text)
        if starts <= self._met:
            return
        with self._learning:
            for start in starts - self._met:
                for word, rest in self._words.beginning(start):
                    self._learn(word, rest)
            # Only now: what is met is known whole, in other threads, too.
            self._met |= starts
