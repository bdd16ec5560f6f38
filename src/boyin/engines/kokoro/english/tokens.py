"""From English text to the tokens that spaCy's English tokenizer would make of it.

The patterns and special cases (don't → do n't) are spaCy's own, from `scripts/build-tagger`; what
they mean is told in https://spacy.io/usage/linguistic-features#how-tokenizer-works.

Promise: the tokens with the spaces behind them are the text.
"""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

from boyin.ground.settings import voices_folder

_PIECE = re.compile(r"\s+|\S+")


class Token(NamedTuple):
    """A word, a part of one, or a mark."""

    text: str
    norm: str = ""
    """How a special case would be written out: not for n't; "" where it is nothing special."""
    space: bool = False
    """Whether a space follows, which is no token then."""


_Tokens = tuple[Token, ...]


class Tokenizer:
    """Cuts texts by the rules of one file."""

    def __init__(self, rules: dict[str, Any]) -> None:
        self._rules = rules
        self._specials: dict[str, _Tokens] = {
            text: tuple(Token(orth, norm or "") for orth, norm in parts)
            for text, parts in rules["specials"].items()
        }
        self._cut = {tuple(texts) for texts in rules["cut"]}
        self._longest = max(map(len, self._cut))

    def tokens(self, text: str) -> list[Token]:
        """The tokens of `text`, in order."""
        found: list[Token] = []
        for match in _PIECE.finditer(text):
            piece = match.group()
            if found and piece[0] == " ":
                found[-1] = found[-1]._replace(space=True)
                piece = piece[1:]
            if piece:
                found += self._specials.get(piece) or self._split(piece)
        return self._with_cut_specials(found)

    def _split(self, piece: str) -> Iterator[Token]:
        """A piece without spaces: marks in front and behind, and what stands between them."""
        if piece.isascii() and piece.isalpha():
            # None of the patterns cuts plain letters, and they take long to compile.
            yield Token(piece)
            return
        front, core, behind = self._without_affixes(piece)
        yield from map(Token, front)
        if core in self._specials:
            yield from self._specials[core]
        elif core:
            yield from map(Token, self._by_infixes(core))
        yield from map(Token, reversed(behind))

    def _without_affixes(self, piece: str) -> tuple[list[str], str, list[str]]:
        """What is cut off in front, what is left, and what is cut off behind, the last first."""
        front: list[str] = []
        behind: list[str] = []
        size = 0
        while piece and len(piece) != size and piece not in self._specials:
            size = len(piece)
            first = _length(self._prefix.search(piece))
            if first and piece[first:] in self._specials:
                return [*front, piece[:first]], piece[first:], behind
            last = _length(self._suffix.search(piece[first:]))
            if last and piece[:-last] in self._specials:
                return front, piece[:-last], [*behind, piece[-last:]]
            if first + last > size:
                last = 0
            if first:
                front.append(piece[:first])
            if last:
                behind.append(piece[-last:])
            piece = piece[first : size - last]
        return front, piece, behind

    def _by_infixes(self, core: str) -> Iterator[str]:
        """What has no affixes left, cut at the marks inside; an address stays whole."""
        if (core.isascii() and core.isalpha()) or self._address.match(core):
            yield core
            return
        start = 0
        for match in self._infix.finditer(core):
            if match.start() == 0:
                continue
            if match.start() != start:
                yield core[start : match.start()]
            if match.group():
                yield match.group()
            start = match.end()
        if core[start:]:
            yield core[start:]

    def _with_cut_specials(self, tokens: list[Token]) -> list[Token]:
        """Special cases that were cut, by affixes or with their neighbours, put together again."""
        texts = [token.text for token in tokens]
        spans = [
            (start, start + size)
            for start in range(len(texts))
            for size in range(1, min(self._longest, len(texts) - start) + 1)
            if tuple(texts[start : start + size]) in self._cut
        ]
        for start, end in sorted(_apart(spans), reverse=True):
            spelled = "".join(t.text + " " * t.space for t in tokens[start:end]).rstrip(" ")
            special = self._specials.get(spelled)
            if special:
                last = special[-1]._replace(space=tokens[end - 1].space)
                tokens[start:end] = [*special[:-1], last]
        return tokens

    @cached_property
    def _prefix(self) -> re.Pattern[str]:
        return re.compile(self._rules["prefix"])

    @cached_property
    def _suffix(self) -> re.Pattern[str]:
        return re.compile(self._rules["suffix"])

    @cached_property
    def _infix(self) -> re.Pattern[str]:
        return re.compile(self._rules["infix"])

    @cached_property
    def _address(self) -> re.Pattern[str]:
        return re.compile(self._rules["address"])


def _length(match: re.Match[str] | None) -> int:
    return match.end() - match.start() if match else 0


def _apart(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The longest spans, the first of those of one length, none of which begins or ends in another.

    A span that gives way to a longer one still keeps shorter ones out.
    """
    taken: set[int] = set()
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if start not in taken and end - 1 not in taken:
            yield start, end
        taken |= set(range(start, end))


@cache
def shipped_rules() -> dict[str, Any]:
    """The rules that came with this boyin."""
    data = (voices_folder() / "english" / "tokens.json.gz").read_bytes()
    rules: dict[str, Any] = json.loads(gzip.decompress(data))
    return rules
