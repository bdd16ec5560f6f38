"""Draws in points of the finished picture on one that is larger: making it smaller smooths it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from boyin.episode.cover.lettering import font, in_font

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SCALE = 2
"""Everything is drawn so much larger."""
SMALLEST = 15
"""Points of the smallest letters that can be read."""

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Pen:
    """Lines, boxes and texts."""

    on: "ImageDraw"

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        corners = [left, top, max(right, left + 0.5), max(bottom, top + 0.5)]
        self.on.rectangle([round(one * SCALE) for one in corners], fill=colour)

    def line(self, points: Sequence[tuple[float, float]], colour: Colour, width: float) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.on.line(scaled, fill=colour, width=round(width * SCALE), joint="curve")

    def dashes(self, left: float, right: float, y: float, colour: Colour) -> None:
        for start in range(round(left), round(right), 14):
            self.line([(start, y), (min(start + 8, right), y)], colour, 2)

    def text(
        self, at: tuple[float, float], text: str, size: int, colour: Colour, anchor: str
    ) -> None:
        place = (at[0] * SCALE, at[1] * SCALE)
        self.on.text(place, in_font(text), font=font(size * SCALE), fill=colour, anchor=anchor)

    def fitted(self, text: str, size: int, width: float) -> str:
        """As much of the text as fits, `…` for the rest; nothing if not even two signs do."""
        if self.length(text, size) <= width:
            return text
        for end in range(len(text) - 1, 1, -1):
            shown = text[:end].rstrip() + "…"
            if self.length(shown, size) <= width:
                return shown
        return ""

    def size_for(self, text: str, largest: int, width: float) -> int:
        """The size at which the text fits, not smaller than can be read."""
        return next(
            (size for size in range(largest, SMALLEST, -1) if self.length(text, size) <= width),
            SMALLEST,
        )

    def length(self, text: str, size: int) -> float:
        return float(font(size * SCALE).getlength(in_font(text))) / SCALE
