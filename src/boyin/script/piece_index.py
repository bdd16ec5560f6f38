"""The pieces of one block, found by their place: a sentence costs the same in any block."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from boyin.article.blocks import Override, Piece, cut, overlaps, told_apart


class PieceIndex:
    """Answers as `cut`, `told_apart` and `overlaps` do, and looks at no other pieces."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = tuple(pieces)
        self.ends = list(accumulate(len(piece.text) for piece in self.pieces))
        self.starts_in_source = [piece.start for piece in self.pieces]
        self.ends_in_source = [piece.end for piece in self.pieces]
        # What is gathered from elsewhere, such as a note, stands out of order.
        self.ordered = all(one.end <= other.start for one, other in pairwise(self.pieces))

    def cut(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces of `text[start:end]`."""
        pieces, offset = self._between(start, end)
        return cut(pieces, start - offset, end - offset)

    def told_apart(self, start: int, end: int) -> tuple[str, tuple[tuple[int, str], ...]]:
        """What is written in `text[start:end]`, and what is added to it."""
        pieces, offset = self._between(start, end)
        return told_apart(pieces, start - offset, end - offset)

    def overlaps(self, override: Override) -> Iterator[tuple[int, int]]:
        """Where in the text the override holds."""
        if not self.ordered:
            yield from overlaps(self.pieces, override)
            return
        low = bisect_right(self.ends_in_source, override.start)
        high = bisect_left(self.starts_in_source, override.end)
        offset = self.ends[low - 1] if low else 0
        for start, end in overlaps(self.pieces[low:high], override):
            yield start + offset, end + offset

    def _between(self, start: int, end: int) -> tuple[tuple[Piece, ...], int]:
        """The pieces that `text[start:end]` touches, and where the first of them begins."""
        low = bisect_right(self.ends, start)
        high = bisect_left(self.ends, end, low) + 1
        return self.pieces[low:high], self.ends[low - 1] if low else 0
