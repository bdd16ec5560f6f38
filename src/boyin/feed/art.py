"""The show's picture: a file beside the show file becomes a file beside the feed."""

import io
import os
import warnings
from pathlib import Path

from boyin.feed.show import Show
from boyin.ground.errors import FeedError
from boyin.ground.inputs import open_input

SMALLEST_EDGE, LARGEST_EDGE = 1400, 3000
"""In points (Apple, "Podcast artwork")."""
LARGEST = 8 * 1024 * 1024
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png"}
_REMEDY = (
    f"Use a square JPEG or PNG, {SMALLEST_EDGE} to {LARGEST_EDGE} points, in RGB without "
    "transparency."
)


def read_art(show: Show) -> tuple[str, bytes]:
    """The name that the picture gets beside the feed, and its bytes; no bytes for an address.

    Raises FeedError if directories would refuse the picture.
    """
    if show.art.startswith(("https://", "http://")):
        return show.art, b""
    folder = Path(os.path.realpath(show.path.parent))
    path = Path(os.path.realpath(folder / show.art))
    if "://" in show.art or not path.is_relative_to(folder):
        raise FeedError(
            f"the art `{show.art}` is not a file beside the show file",
            place=str(show.path),
            remedy="Put the picture beside it, or write its https:// address.",
        )
    data = _read(path)
    return f"show{_ending_of(data, path)}", data


def _read(path: Path) -> bytes:
    try:
        with open_input(path) as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise FeedError(f"the art can't be read: {error.strerror}", place=str(path)) from error
    if len(data) > LARGEST:
        raise FeedError("the art is larger than 8 MiB", place=str(path), remedy=_REMEDY)
    return data


def _ending_of(data: bytes, path: Path) -> str:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # The size is judged below, before a point is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=tuple(_ENDINGS)) as picture:
                kind, (width, height), mode = picture.format or "", picture.size, picture.mode
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise FeedError("the art is no JPEG or PNG", place=str(path), remedy=_REMEDY) from error
    if width != height or not SMALLEST_EDGE <= width <= LARGEST_EDGE or mode != "RGB":
        raise FeedError(
            f"the art is {width} by {height} points, {mode}", place=str(path), remedy=_REMEDY
        )
    return _ENDINGS[kind]
