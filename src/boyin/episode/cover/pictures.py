"""From the bytes of a picture to a square JPEG, with limits on what is decoded.

Apple asks for 1400 to 3000 points, RGB, no transparency; other hosts for at most 512 kB.
"""

import io
import logging
import warnings
from typing import TYPE_CHECKING

from boyin.ground.errors import ArticleError

if TYPE_CHECKING:
    from PIL.Image import Image

SMALLEST_EDGE, LARGEST_EDGE = 1400, 3000
MOST_POINTS = 50_000_000
"""Decoded, they take 200 MB; a file of a few kilobytes can hold thousands of millions."""
_LONGEST_EDGE = 7000
"""Points of a side that is kept: what is not square becomes so, and takes its square of memory."""
MOST_BYTES = 512_000
MOST_EMBEDDED_BYTES = 200_000
"""The tag stands before the sound, and a player loads it first."""
MOST_CHAPTER_BYTES = 100_000

MOST_BOOK_BYTES = 500_000
_BOOK_EDGES = (1600, 1200, 900, 600)
"""Points of the longer side: the most that a page has room for, and less if need be."""
_PLAIN = frozenset(
    {
        *("adobe", "adobe_transform", "chromaticity", "dpi", "gamma", "icc_profile", "interlace"),
        *("jfif", "jfif_density", "jfif_unit", "jfif_version", "progression", "progressive"),
        *("srgb", "transparency"),
    }
)
"""What a decoder finds in a file that only says how its points are shown."""

_KINDS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_QUALITIES = (90, 82, 74)

_log = logging.getLogger(__name__)


def read_picture(data: bytes, place: str, what: str = "cover") -> "Image":
    """The JPEG or PNG in `data`, upright, in RGB, on white where it is transparent.

    Raises ArticleError, with `place`, if it is neither, is broken, or too large to be decoded.
    """
    from PIL import Image, ImageOps

    # By content: a name can say anything, and Pillow knows formats that run other programs.
    if not data.startswith(_KINDS):
        raise ArticleError(f"the {what} is neither a JPEG nor a PNG", place=place)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        if picture.width * picture.height > MOST_POINTS:
            raise Image.DecompressionBombError
        return _opaque(_shrunk(ImageOps.exif_transpose(picture)))
    except Image.DecompressionBombError as error:
        raise ArticleError(
            f"the {what} has too many points",
            place=place,
            remedy=f"{LARGEST_EDGE} × {LARGEST_EDGE} are all that players show.",
        ) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise ArticleError(f"the {what} is broken: it can't be decoded", place=place) from error


def as_cover(picture: "Image", place: str) -> bytes:
    """The picture as a cover: a JPEG of 1400 to 3000 points square, and at most 512 kB.

    What is not square gets borders in its own colour, so nothing is cut off.
    """
    edge = max(picture.size)
    if edge < SMALLEST_EDGE:
        _log.warning("%s: the cover has %d points, %d are wanted", place, edge, SMALLEST_EDGE)
    edge = min(max(edge, SMALLEST_EDGE), LARGEST_EDGE)
    edges = [one for one in (edge, 2000, SMALLEST_EDGE) if one <= edge]
    return smallest_that_fits(_square(picture), edges, MOST_BYTES)


def embedded(cover: bytes) -> bytes:
    """A cover as it goes into the tag: at most 1400 points square and 200 kB."""
    if len(cover) <= MOST_EMBEDDED_BYTES:
        return cover
    return smallest_that_fits(
        read_picture(cover, "the cover"), (SMALLEST_EDGE, 1000, 700, 500), MOST_EMBEDDED_BYTES
    )


def as_chapter_image(picture: "Image") -> bytes:
    """The picture as a JPEG of at most 1200 points a side and 100 kB, its shape kept."""
    return fitted(picture, (1200, 900, 600, 300), MOST_CHAPTER_BYTES)


def fitted(picture: "Image", edges: tuple[int, ...], limit: int) -> bytes:
    """The picture as a JPEG of at most `limit` bytes, its shape kept.

    edges: points of its longer side, the most first; it is never enlarged.
    Where even the last is larger than that, the last.
    """
    small = picture.copy()
    for edge in edges:
        small.thumbnail((edge, edge))
        for quality in _QUALITIES:
            data = jpeg(small, quality)
            if len(data) <= limit:
                return data
    return data


def as_book_picture(picture: "Image", data: bytes) -> bytes:
    """The picture for a book: its file if that is small and holds nothing but points.

    data: the file. Else a PNG or JPEG of at most 1600 points a side and 500 kB, its shape kept.
    """
    if _is_plain(data):
        return data
    if is_png(data):
        small = picture.copy()
        small.thumbnail((_BOOK_EDGES[0], _BOOK_EDGES[0]))
        small.info.clear()
        file = io.BytesIO()
        small.save(file, "PNG")
        if file.tell() <= MOST_BOOK_BYTES:
            return file.getvalue()
    return fitted(picture, _BOOK_EDGES, MOST_BOOK_BYTES)


def is_png(data: bytes) -> bool:
    """Whether a picture that can be decoded is a PNG; else it is a JPEG."""
    return data.startswith(b"\x89PNG")


def _is_plain(data: bytes) -> bool:
    from PIL import Image

    if len(data) > MOST_BOOK_BYTES:
        return False
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        # What a PNG says of itself may stand behind its points.
        picture.load()
        small = max(picture.size) <= _BOOK_EDGES[0]
        return small and not getattr(picture, "is_animated", False) and set(picture.info) <= _PLAIN


def smallest_that_fits(picture: "Image", edges: "list[int] | tuple[int, ...]", limit: int) -> bytes:
    """The picture as a JPEG of at most `limit` bytes: the largest edge, then the best quality.

    Where even the last is larger than that, the last.
    """
    data = b""
    for edge in edges:
        sized = _resized(picture, edge)
        for quality in _QUALITIES:
            data = jpeg(sized, quality)
            if len(data) <= limit:
                return data
    return data


def jpeg(picture: "Image", quality: int) -> bytes:
    """The points as a baseline JPEG and nothing else: no EXIF, no profile, no thumbnail."""
    for optimize in (True, False):
        file = io.BytesIO()
        try:
            picture.save(file, "JPEG", quality=quality, optimize=optimize, subsampling=0)
            break
        except OSError:
            # To optimise, Pillow keeps a byte for each point, and what is mostly noise needs more.
            if not optimize:
                raise
    return file.getvalue()


def _shrunk(picture: "Image") -> "Image":
    """A picture whose square is no larger than what may be decoded; its shape is kept."""
    if max(picture.size) ** 2 > MOST_POINTS:
        picture.thumbnail((_LONGEST_EDGE, _LONGEST_EDGE))
    return picture


def _opaque(picture: "Image") -> "Image":
    from PIL import Image

    if picture.mode.startswith("I") or picture.mode == "F":
        # 16 bits of grey, which Pillow would cut off rather than scale.
        picture = picture.point(lambda value: value / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")


def _square(picture: "Image") -> "Image":
    from PIL import Image

    if picture.width == picture.height:
        return picture
    edge = max(picture.size)
    # One point of it stands for all: the average colour.
    colour = picture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    whole = Image.new("RGB", (edge, edge), colour)
    whole.paste(picture, ((edge - picture.width) // 2, (edge - picture.height) // 2))
    return whole


def _resized(picture: "Image", edge: int) -> "Image":
    from PIL import Image

    if picture.size == (edge, edge):
        return picture
    return picture.resize((edge, edge), Image.Resampling.LANCZOS)
