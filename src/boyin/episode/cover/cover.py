"""The picture on an episode: the article's own file, checked by what it holds, and converted.

Promise: what comes out is a square JPEG as podcast apps want it, made of nothing but pixels, or an
error; no file outside the article's folder is opened, and nothing is fetched.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from boyin.episode.cover.pictures import as_cover, read_picture
from boyin.ground.errors import ArticleError
from boyin.ground.inputs import input_exists, note_input, read_input

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 8 * 1024 * 1024


def read_cover(cover: str, article: str) -> bytes | None:
    """The front matter's `cover` as a JPEG; None where it names none.

    The file lies in the article's folder or below it; nothing is ever fetched from a network.
    Raises ArticleError if it can't be used.
    """
    if not cover:
        return None
    picture, path = read_local_picture(cover, article, "cover")
    return as_cover(picture, str(path))


def read_local_picture(name: str, article: str, what: str) -> "tuple[Image, Path]":
    """The picture of that name beside the article or below its folder, and its real path.

    what: what it is for, as messages call it. Raises ArticleError if it can't be used.
    """
    data, path = read_local_file(name, article, what)
    return read_picture(data, str(path), what), path


def read_local_file(name: str, article: str, what: str) -> tuple[bytes, Path]:
    """The content of the file of that name beside the article or below its folder; its real path.

    what: what it is for, as messages call it. Raises ArticleError if it can't be read.
    """
    path = _local_file(name, article, what)
    data = _read(path, what)
    named = Path(article).parent / name
    if Path(os.path.abspath(named)) != path:
        # A link may lead elsewhere next time, while what it leads to now stays as it is.
        note_input(named)
    return data, path


def _local_file(name: str, article: str, what: str) -> Path:
    # Not Path.resolve, which has no BoyinError for links that lead in a circle.
    folder = Path(os.path.realpath(Path(article).parent))
    path = Path(os.path.realpath(folder / name))
    if "://" in name or not path.is_relative_to(folder):
        raise ArticleError(
            f"the {what} `{name}` is not a file beside the article",
            place=article,
            remedy="Put the picture into the article's folder and name it from there.",
        )
    return path


def _read(path: Path, what: str) -> bytes:
    try:
        if input_exists(path) and not path.is_file():
            raise ArticleError(f"the {what} is not a file", place=str(path))
        if path.stat().st_size > LARGEST:
            note_input(path)
            raise ArticleError(f"the {what} is larger than 8 MiB", place=str(path))
        return read_input(path)
    except OSError as error:
        raise ArticleError(
            f"the {what} can't be read: {error.strerror}", place=str(path)
        ) from error
