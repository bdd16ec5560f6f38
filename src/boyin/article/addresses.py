"""Lines that hold an address and nothing else: a listener learns nothing from them.

Turns the items of a block into items without such lines, and marks for what is left out.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

import regex

from boyin.article.blocks import Mark, Piece

ALONE = "address alone"

_ADDRESS = regex.compile(r"\s*(?:(?:https?|ftp)://|www\.)[!-~]+\s*")

Item = TypeVar("Item")


def is_address(text: str) -> bool:
    """Whether a text is the address of a page and nothing else."""
    return _ADDRESS.fullmatch(text) is not None


def without_lone_addresses(
    items: Sequence[Item], breaks: Iterable[int]
) -> tuple[list[Item], list[Mark]]:
    """The items without lines that are an address, and the marks of those.

    breaks: which of the items are the ends of lines.
    """
    kept: list[Item] = []
    marks: list[Mark] = []
    for start, end in pairwise([0, *(at + 1 for at in breaks), len(items)]):
        line = items[start:end]
        pieces = [one for one in line if isinstance(one, Piece)]
        if is_address("".join(piece.text for piece in pieces)):
            marks += [Mark(piece.start, piece.end, ALONE) for piece in pieces]
            line = [one for one in line if not isinstance(one, Piece)]
            # The line above and the one below stay two.
            line += [piece._replace(text="\n") for piece in pieces[-1:] if piece.text.isspace()]
        kept += line
    return kept, marks
