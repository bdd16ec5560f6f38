"""One row of a Markdown table in the making: its cells, and what of its line no cell holds."""

from boyin.article.blocks import Mark, Piece
from boyin.article.inline import Inline
from boyin.article.places import Place, SourceLines

CELL_BORDER = "，"
"""What stands between the cells of a row when it is read."""


class Row:
    """The cells of one row, as they are met from left to right."""

    def __init__(self, lines: SourceLines, number: int) -> None:
        self.lines = lines
        self.number = number
        self.column = 0
        self.pieces: list[Piece] = []
        self.cells: list[tuple[int, int]] = []
        self.notes: list[tuple[Piece, ...]] = []

    def place(self, content: str) -> Place:
        """Where the next cell, which holds `content`, stands."""
        place, self.column = self.lines.place_cell(content, self.number, self.column)
        self.cells.append((place.source(0), place.source(len(content) - 1) + 1))
        return place

    def skip(self) -> None:
        """Takes an empty cell."""
        end = self.lines.starts[self.number] + self.column
        self.cells.append((end, end))

    def add(self, cell: Inline) -> None:
        """Takes the cell last placed."""
        pieces = cell.pieces
        self.notes += cell.notes
        if self.pieces and pieces:
            self.pieces.append(Piece(CELL_BORDER, pieces[0].start, pieces[0].start))
        self.pieces += pieces

    def marks(self) -> list[Mark]:
        """What stands behind the last cell: Markdown shows no more cells than the header has."""
        rest = self.lines.lines[self.number][self.column :]
        if not rest.strip(" \t|"):
            return []
        end = self.lines.starts[self.number + 1] - 1
        return [Mark(end - len(rest), end, "table cell without a column")]
