"""The font that comes along, and what it has: text in pictures looks alike on every machine."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONT = Path(__file__).parent / "fonts" / "NotoSansSC-Bold-common.woff"
MISSING = "〓"
"""Stands where the font lacks a character."""


@cache
def font(size: int) -> "FreeTypeFont":
    """The font at a size in points."""
    from PIL import ImageFont

    # The basic layout is the same whatever libraries Pillow was built with.
    return ImageFont.truetype(str(FONT), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def characters() -> frozenset[int]:
    """The characters that the font has, read from the list that was made with it."""
    text = FONT.with_suffix(".txt").read_text(encoding="ascii")
    ranges = (line.split("-") for line in text.split())
    return frozenset(
        code for low, high in ranges for code in range(int(low, 16), int(high, 16) + 1)
    )


def in_font(text: str) -> str:
    """The text with 〓 for every character that the font lacks."""
    return "".join(sign if ord(sign) in characters() else MISSING for sign in text)
