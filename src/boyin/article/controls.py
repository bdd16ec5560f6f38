"""Control sequences in a text: what a terminal would obey and nobody hears.

Turns a source into one of the same length that the parser reads, and takes what it stood for out of
the blocks again. Promise: every sequence is in the marks, with its place.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from boyin.article.blocks import Layout, Mark, Piece, cut

SEQUENCE = "control sequence"

_SEQUENCE = regex.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]{0,500}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b(?:[()*+#%][0-9A-Z]|[78=>c])"
    r"|[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+"
)
"""ECMA-48: control sequences, control strings, escapes, and what controls alone.

A string that never ends is none: the words behind its beginning are said.
"""
_STAND_IN = "\u2060"
"""Says nothing, is no space and no mark of Markdown (WORD JOINER)."""


def stood_in(source: str) -> tuple[str, tuple[Mark, ...]]:
    """The source with as many silent characters for every control sequence, and where those are."""
    marks = tuple(Mark(*found.span(), SEQUENCE) for found in _SEQUENCE.finditer(source))
    if not marks:
        return source, ()
    return _SEQUENCE.sub(lambda found: _STAND_IN * len(found.group()), source), marks


def without_controls(layout: Layout, marks: Sequence[Mark]) -> Layout:
    """The layout of what `stood_in` made, without the characters that stood in."""
    if not marks:
        return layout
    ends = [mark.end for mark in marks]
    blocks = tuple(
        replace(block, pieces=tuple(one for p in block.pieces for one in _parts(p, marks, ends)))
        for block in layout.blocks
    )
    return replace(layout, blocks=blocks, marks=(*layout.marks, *marks))


def _parts(piece: Piece, marks: Sequence[Mark], ends: Sequence[int]) -> Iterator[Piece]:
    """What of a piece lies outside the marks, which are in order."""
    if len(piece.text) != piece.end - piece.start:
        # It stands for its span as a whole.
        yield piece._replace(text=piece.text.replace(_STAND_IN, ""))
        return
    position = piece.start
    number = bisect_right(ends, piece.start)
    while number < len(marks) and marks[number].start < piece.end:
        yield from cut([piece], position - piece.start, marks[number].start - piece.start)
        position = marks[number].end
        number += 1
    yield from cut([piece], position - piece.start, len(piece.text))
