"""A cover for an article that brings none: its title, large enough to be read at 100 points.

Promise: the same title gives the same picture on every machine, because the font comes along. A
character that the font lacks is shown as 〓, and a warning names it.
"""

import hashlib
import logging
from collections.abc import Iterable
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

import regex

from boyin.episode.cover.lettering import MISSING, characters, font, in_font
from boyin.episode.cover.pictures import SMALLEST_EDGE, jpeg
from boyin.episode.escapes import clean_line
from boyin.episode.transcripts.captions import line_breaks

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

INK = (0xF8, 0xF5, 0xEC)
PAPERS = (
    ((0x1F, 0x2A, 0x44), (0xF2, 0xB1, 0x34)),
    ((0x23, 0x3D, 0x36), (0xE9, 0xC4, 0x6A)),
    ((0x5A, 0x1F, 0x2B), (0xF4, 0xA2, 0x61)),
    ((0x3A, 0x2A, 0x5C), (0x7F, 0xD1, 0xC7)),
    ((0x12, 0x3B, 0x4F), (0xF2, 0x84, 0x82)),
    ((0x3D, 0x30, 0x26), (0x9A, 0xD1, 0x8B)),
)
"""Colours of the ground and of the sound drawn on it."""

_MARGIN, _TOP, _BOTTOM = 110, 110, 1080
_WIDTH = SMALLEST_EDGE - 2 * _MARGIN
_MEASURE = 1000
"""The size at which characters are measured: the font's own units."""
_SIZES = range(300, 100, -10)
_LEADING = 1.2
_BARS = 30
_LONGEST = 250
"""More than fits at the smallest size, so that what is too long still ends in `…`."""

_DECORATION = regex.compile(
    r"[\p{Extended_Pictographic}--©®™]\p{M}*|\p{EMod}|\u200d|\ufe0f", regex.V1
)

_log = logging.getLogger(__name__)


def draw_cover(title: str) -> bytes:
    """A JPEG of 1400 points square with the title on it."""
    from PIL import Image, ImageDraw

    digest = hashlib.sha256(title.encode()).digest()
    paper, accent = PAPERS[digest[0] % len(PAPERS)]
    picture = Image.new("RGB", (SMALLEST_EDGE, SMALLEST_EDGE), paper)
    draw = ImageDraw.Draw(picture)
    lines, size = fit_title(showable(title)[:_LONGEST])
    letters = font(size)
    for number, line in enumerate(lines):
        draw.text((_MARGIN, _TOP + number * size * _LEADING), line, font=letters, fill=INK)
    _draw_sound(draw, digest, accent)
    return jpeg(picture, 90)


def showable(title: str) -> str:
    """The title in characters that the font has; emoji only decorate, and are left out."""
    text = clean_line(_DECORATION.sub("", clean_line(title)))
    known = characters()
    missing = sorted({sign for sign in text if ord(sign) not in known})
    if missing:
        _log.warning(
            "the font of the cover has no %s: %s stands there", "、".join(missing), MISSING
        )
    return in_font(text) or MISSING


def fit_title(title: str) -> tuple[list[str], int]:
    """The title in lines, and the largest size at which they fit; a very long one ends in `…`."""
    for size in _SIZES:
        lines = _fill(title, _WIDTH / size)
        if len(lines) <= _most_lines(size):
            return _evened(title, len(lines), _WIDTH / size), size
    lines = lines[: _most_lines(size)]
    while _length(lines[-1] + "…") > _WIDTH / size:
        lines[-1] = lines[-1][:-1]
    return [*lines[:-1], lines[-1] + "…"], size


def _most_lines(size: int) -> int:
    return int((_BOTTOM - _TOP) / (size * _LEADING))


def _evened(text: str, count: int, width: float) -> list[str]:
    """The text in `count` lines that are as short as they can be, so that none is left alone."""
    lines = _fill(text, width)
    while len(narrower := _fill(text, width := width * 0.97)) == count and len(text) > 1:
        lines = narrower
    return lines


def _fill(text: str, width: float) -> list[str]:
    """The text in lines, broken where Chinese and English allow it if they do.

    width: in multiples of the font's size.
    """
    lines = []
    while _length(text) > width:
        cut = _last_fitting(text, line_breaks(text), width)
        cut = cut or _last_fitting(text, range(1, len(text)), width) or 1
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*lines, text] if text else lines


def _last_fitting(text: str, places: Iterable[int], width: float) -> int:
    """The last of the places up to which the text fits; 0 if it fits up to none."""
    return max(takewhile(lambda place: _length(text[:place].rstrip()) <= width, places), default=0)


def _length(text: str) -> float:
    """How long a line is, in multiples of the font's size."""
    return sum(map(_advance, text))


@cache
def _advance(sign: str) -> float:
    return float(font(_MEASURE).getlength(sign)) / _MEASURE


def _draw_sound(draw: "ImageDraw", digest: bytes, colour: tuple[int, int, int]) -> None:
    """Bars like those of a sound, above the fifth that players cover with their buttons."""
    step = _WIDTH / _BARS
    for number in range(_BARS):
        height = 14 + digest[number] * 86 // 255
        left = _MARGIN + number * step
        box = (left, 1215 - height, left + step * 0.5, 1215 + height)
        draw.rounded_rectangle(box, radius=step * 0.25, fill=colour)
