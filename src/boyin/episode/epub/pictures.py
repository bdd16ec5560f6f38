"""The pictures of an article as files of a book: those that lie beside the article.

Promise: nothing is fetched, and no camera data comes along; a picture that can't be used is told
of, and its description stands in its place.
"""

import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from boyin.episode.cover import read_local_file
from boyin.episode.pictures import fitted, read_picture
from boyin.errors import ArticleError

if TYPE_CHECKING:
    from PIL.Image import Image

EDGES = (1600, 1200, 900, 600)
"""Points of the longer side: the most that a page has room for, and less if need be."""
MOST_BYTES = 500_000
_PLAIN = frozenset(
    {
        *("adobe", "adobe_transform", "chromaticity", "dpi", "gamma", "icc_profile", "interlace"),
        *("jfif", "jfif_density", "jfif_unit", "jfif_version", "progression", "progressive"),
        *("srgb", "transparency"),
    }
)
"""What a decoder finds in a file that only says how its points are shown."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a book."""

    name: str
    """Its path from the book's folder."""
    media_type: str
    data: bytes


def read_pictures(addresses: Iterable[str], article: str) -> dict[str, Picture]:
    """The pictures at these addresses that lie beside the article or below its folder.

    article: its file. What lies elsewhere, or is neither JPEG nor PNG, is left out with a warning.
    """
    found: dict[str, Picture] = {}
    for address in dict.fromkeys(addresses):
        if not address or "://" in address:
            continue
        try:
            found[address] = _read(unquote(address), article, len(found) + 1)
        except ArticleError as error:
            what = f"{error.place}: {error.message}"
            _log.warning("%s; book and page show the description of `%s` alone", what, address)
    return found


def _read(name: str, article: str, number: int) -> Picture:
    data, path = read_local_file(name, article, "picture")
    picture = read_picture(data, str(path), "picture")
    if not _is_plain(data):
        data = _made_again(picture, data)
    ending, media_type = ("png", "image/png") if _is_png(data) else ("jpg", "image/jpeg")
    return Picture(f"images/picture-{number}.{ending}", media_type, data)


def _is_png(data: bytes) -> bool:
    return data.startswith(b"\x89PNG")


def _is_plain(data: bytes) -> bool:
    """Whether a picture that can be decoded may go into a book as it is."""
    from PIL import Image

    if len(data) > MOST_BYTES:
        return False
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        # What a PNG says of itself may stand behind its points.
        picture.load()
        small = max(picture.size) <= EDGES[0]
        return small and not getattr(picture, "is_animated", False) and set(picture.info) <= _PLAIN


def _made_again(picture: "Image", data: bytes) -> bytes:
    """The picture's points and nothing else, no larger than a page has room for."""
    if _is_png(data):
        small = picture.copy()
        small.thumbnail((EDGES[0], EDGES[0]))
        small.info.clear()
        file = io.BytesIO()
        small.save(file, "PNG")
        if file.tell() <= MOST_BYTES:
            return file.getvalue()
    return fitted(picture, EDGES, MOST_BYTES)
