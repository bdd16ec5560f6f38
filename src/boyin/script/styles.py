"""Which stretches of a block's text are links or code, and what the author says who reads."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

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


class Overrides:
    """The overrides of an article: a block looks at those about it, not at all."""

    def __init__(self, overrides: Iterable[Override]) -> None:
        self.overrides = sorted(overrides, key=lambda one: one.start)
        self.starts = [one.start for one in self.overrides]
        self.reached = list(accumulate((one.end for one in self.overrides), max))
        """How far the overrides up to each one hold."""

    def near(self, index: PieceIndex) -> list[Override]:
        """Those that may hold in these pieces, wider ones first."""
        if not self.overrides or not index.pieces:
            return []
        first = bisect_left(self.reached, min(index.starts_in_source))
        end = bisect_right(self.starts, max(index.ends_in_source))
        return sorted(self.overrides[first:end], key=lambda one: one.start - one.end)
