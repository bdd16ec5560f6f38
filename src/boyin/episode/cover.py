"""The picture on an episode: the article's own file, checked by what it holds, and converted.

Promise: what comes out is a square JPEG as podcast apps want it, made of nothing but pixels, or an
error; no file outside the article's folder is opened, and nothing is fetched.
"""

import os
from pathlib import Path

from boyin.episode.pictures import as_cover, read_picture
from boyin.errors import ArticleError

LARGEST = 8 * 1024 * 1024


def read_cover(cover: str, article: str) -> bytes | None:
    """The front matter's `cover` as a JPEG; None where it names none.

    The file lies in the article's folder or below it; nothing is ever fetched from a network.
    Raises ArticleError if it can't be used.
    """
    if not cover:
        return None
    path = local_file(cover, article)
    return as_cover(read_picture(_read(path), str(path)), str(path))


def local_file(name: str, article: str) -> Path:
    """The file of that name beside the article or below its folder, links followed.

    Raises ArticleError if it would lie elsewhere.
    """
    # Not Path.resolve, which has no BoyinError for links that lead in a circle.
    folder = Path(os.path.realpath(Path(article).parent))
    path = Path(os.path.realpath(folder / name))
    if "://" in name or not path.is_relative_to(folder):
        raise ArticleError(
            f"the cover `{name}` is not a file beside the article",
            place=article,
            remedy="Put the picture into the article's folder and name it from there.",
        )
    return path


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise ArticleError("the cover is not a file", place=str(path))
        if path.stat().st_size > LARGEST:
            raise ArticleError("the cover is larger than 8 MiB", place=str(path))
        return path.read_bytes()
    except OSError as error:
        raise ArticleError(f"the cover can't be read: {error.strerror}", place=str(path)) from error
