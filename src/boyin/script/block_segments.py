"""From one block to its segments in the making: who reads which stretch of its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

import regex

from boyin.ground.languages import Language
from boyin.script.emoji import ANSWERS, WARNINGS
from boyin.script.passages import Role, Routing, Text, find_passages
from boyin.script.sentences import split_long, split_sentences

Border = Literal[
    "clause",
    "voice",
    "sentence",
    "item",
    "paragraph",
    "subheading",
    "heading",
    "title",
    "section",
    "chapter",
]
"""What a segment ends with, from the shortest pause to the longest."""

_Reader = tuple[Role, Language]

_SPEAKABLE = regex.compile(rf"[\p{{L}}\p{{N}}\p{{Sc}}%‰℃{''.join(WARNINGS | ANSWERS)}]")
_FOLLOWS = regex.compile(r"[\s，。；：、！？…,.;:!?”’」』》）)\]】]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A segment as positions in its block: marks before it, what is read, marks after it."""

    opening: int
    start: int
    end: int
    closing: int
    role: Role
    language: Language
    border: Border


def draft_segments(block: Text, routing: Routing) -> tuple[Draft, ...]:
    """The segments of one block in order; empty if nothing in it can be said."""
    readers = _readers(block, routing)
    drafts: list[Draft] = []
    opening = 0
    for _, end in split_sentences(block.text):
        parts = list(_parts(block, readers, opening, end))
        for part in parts:
            drafts.extend(_breaths(block.text, part))
        if parts:
            drafts[-1] = replace(drafts[-1], border="sentence")
        # Marks that make no sentence close the one before, or open the first that is spoken.
        elif drafts:
            drafts[-1] = replace(drafts[-1], closing=end)
        opening = end if drafts else opening
    return tuple(drafts)


def _readers(block: Text, routing: Routing) -> list[_Reader]:
    """For every character who reads it."""
    readers: list[_Reader] = [(block.role, "zh")] * len(block.text)
    for passage in (
        *find_passages(block, routing),
        *block.overrides,
    ):
        length = passage.end - passage.start
        readers[passage.start : passage.end] = [(passage.role, passage.language)] * length
    return readers


def _parts(block: Text, readers: Sequence[_Reader], start: int, end: int) -> Iterator[Draft]:
    """The parts of one sentence, each in one voice; marks that nobody reads join a neighbour."""
    part: Draft | None = None
    opening = start
    for low, high, reader in _runs(readers, start, end):
        if not _SPEAKABLE.search(block.text, low, high):
            if part is not None:
                part, opening = replace(part, closing=high), high
        else:
            begin = low
            if part is not None:
                begin = opening = _end_of(_FOLLOWS, block.text, low, high)
                yield replace(part, closing=begin)
            part, opening = _undress(block, opening, (begin, high), reader), high
    if part is not None:
        yield part


def _runs(readers: Sequence[_Reader], start: int, end: int) -> Iterator[tuple[int, int, _Reader]]:
    position = start
    for reader, run in groupby(readers[start:end]):
        low, position = position, position + sum(1 for _ in run)
        yield low, position, reader


def _end_of(pattern: regex.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.match(text, start, end)
    return found.end() if found else start


def _undress(block: Text, opening: int, span: tuple[int, int], reader: _Reader) -> Draft:
    """A part without the marks that enclose it as a passage of another voice."""
    role, language = reader
    start, end = span
    while role == "quotation" or language == "en":
        start += len(block.text[start:end]) - len(block.text[start:end].lstrip())
        end = start + len(block.text[start:end].rstrip())
        opens = any(pair.start == start and pair.end >= end - 1 for pair in block.pairs)
        closes = any(pair.end == end - 1 and pair.start <= start for pair in block.pairs)
        if not (opens or closes):
            break
        start, end = start + opens, end - closes
    return Draft(
        opening=opening,
        start=start,
        end=end,
        closing=span[1],
        role=role,
        language=language,
        border="voice",
    )


def _breaths(text: str, part: Draft) -> Iterator[Draft]:
    """A part as sentences, and as clauses where a sentence is too long for one breath."""
    cuts: list[tuple[int, int, Border]] = []
    for start, end in split_sentences(text[part.start : part.end]):
        offset = part.start + start
        breaths = split_long(text[offset : part.start + end])
        cuts.extend((offset + low, offset + high, "clause") for low, high in breaths)
        cuts[-1] = (*cuts[-1][:2], "sentence")
    spoken = [cut for cut in cuts if _SPEAKABLE.search(text, cut[0], cut[1])]
    for index, (start, end, border) in enumerate(spoken):
        last = index == len(spoken) - 1
        yield replace(
            part,
            opening=part.opening if index == 0 else start,
            start=start,
            end=part.end if last else end,
            closing=part.closing if last else spoken[index + 1][0],
            border=part.border if last else border,
        )
