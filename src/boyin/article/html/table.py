"""Tables in HTML, as rows like those of Markdown."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from boyin.article.blocks import Piece
from boyin.article.table_row import CELL_BORDER

if TYPE_CHECKING:
    from boyin.article.html.elements import HtmlGathering

_END = regex.compile(r"</table\s*>", regex.IGNORECASE)
_NESTED = regex.compile(r"<table\b", regex.IGNORECASE)
_ROW = regex.compile(r"<tr\b", regex.IGNORECASE)
_CELL = regex.compile(r"<t[dh]\b[^>]*>", regex.IGNORECASE)
_TAGS = regex.compile(r"<[^<>]*>")
_SAYS_SOMETHING = regex.compile(r"[\p{L}\p{N}]")


def holds_data(text: str) -> bool:
    """Whether a table, whose tag stands before `text`, holds data: some only place pictures.

    It has two columns and two rows, and most of its cells say something.
    """
    end = _END.search(text)
    inner = text[: end.start()] if end else ""
    if not inner or _NESTED.search(inner):
        return False
    rows = [_CELL.split(row)[1:] for row in _ROW.split(inner)[1:]]
    cells = [cell for row in rows for cell in row]
    telling = sum(bool(_SAYS_SOMETHING.search(_TAGS.sub("", cell))) for cell in cells)
    return len(rows) > 1 and max(map(len, rows)) > 1 and telling * 2 > len(cells)


class HtmlTable:
    """The rows of one table, as its tags are met."""

    def __init__(self, gathering: "HtmlGathering") -> None:
        self.gathering = gathering
        self.in_cell = False
        self.at = 0
        self.is_first = True
        self.is_head = True
        self.pieces: list[Piece] = []
        self.cells: list[tuple[int, int]] = []

    def open(self, name: str, end: int) -> None:
        """Takes the opening tag of a row or a cell, which ends at `end`."""
        if name == "tr":
            self.end_row()
        elif name in ("td", "th"):
            self.end_cell()
            self.in_cell, self.at = True, end
            self.is_head &= name == "th"

    def close(self, name: str) -> None:
        """Takes a closing tag."""
        if name in ("td", "th"):
            self.end_cell()
        elif name in ("tr", "table", "thead", "tbody"):
            self.end_row()

    def add(self, text: Sequence[Piece]) -> None:
        """Takes text of the open cell."""
        kept = [piece for piece in text if piece.text]
        while kept and kept[0].text.isspace():
            kept.pop(0)
        while kept and kept[-1].text.isspace():
            kept.pop()
        if not kept:
            return
        if self.at < 0:
            # More text of the same cell, behind a tag that parts it.
            self.pieces.append(Piece(" ", kept[0].start, kept[0].start))
            self.cells[-1] = (self.cells[-1][0], kept[-1].end)
        else:
            if self.pieces:
                self.pieces.append(Piece(CELL_BORDER, kept[0].start, kept[0].start))
            self.cells.append((kept[0].start, kept[-1].end))
            self.at = -1
        self.pieces += kept

    def end_cell(self) -> None:
        """Ends the open cell, if there is one."""
        if self.in_cell and self.at >= 0:
            self.cells.append((self.at, self.at))
        self.in_cell = False

    def end_row(self) -> None:
        """Adds the row, if anything stands in it."""
        self.end_cell()
        if self.pieces:
            gathering = self.gathering
            is_head = self.is_first and self.is_head
            if is_head:
                gathering.containers.enter("head")
            gathering.add("row", self.pieces, gathering.lines_of_html)
            row = gathering.blocks[-1]
            gathering.blocks[-1] = replace(row, cells=tuple(self.cells))
            if is_head:
                gathering.containers.leave()
            self.is_first = False
        self.pieces, self.cells, self.is_head = [], [], True
