"""Which stretches of a block's text are links, and which are code."""

from bisect import bisect_left
from collections.abc import Iterable

from boyin.article.blocks import Override, Style, StyleKind
from boyin.script.piece_index import PieceIndex

_LONGEST_OPENING = 8
"""Marks before the first character of a block: `***[`."""


class Styles:
    """How the text of an article is set, to be asked block by block."""

    def __init__(self, styles: Iterable[Style]) -> None:
        self.styles = sorted(styles)
        self.starts = [style.start for style in self.styles]

    def within(self, index: PieceIndex, kind: StyleKind) -> tuple[tuple[int, int], ...]:
        """Where in the text of these pieces a style of this kind holds, in order."""
        written = [piece for piece in index.pieces if piece.start < piece.end]
        if not written:
            return ()
        first = bisect_left(self.starts, min(piece.start for piece in written) - _LONGEST_OPENING)
        end = bisect_left(self.starts, max(piece.end for piece in written))
        spans: list[tuple[int, int]] = []
        for style in self.styles[first:end]:
            if style.kind != kind:
                continue
            if parts := list(index.overlaps(Override(style.start, style.end, ""))):
                spans.append((parts[0][0], parts[-1][1]))
        return tuple(spans)
