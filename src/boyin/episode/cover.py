"""The picture on an episode: the article's own file, checked by what it holds."""

import os
from pathlib import Path

from boyin.errors import ArticleError

LARGEST = 8 * 1024 * 1024
_KINDS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def read_cover(cover: str, article: str) -> bytes | None:
    """The JPEG or PNG that the front matter's `cover` names; None where it names none.

    The file lies in the article's folder or below it; nothing is ever fetched from a network.
    Raises ArticleError if it can't be used.
    """
    if not cover:
        return None
    # Not Path.resolve, which has no BoyinError for links that lead in a circle.
    folder = Path(os.path.realpath(Path(article).parent))
    path = Path(os.path.realpath(folder / cover))
    if "://" in cover or not path.is_relative_to(folder):
        raise ArticleError(
            f"the cover `{cover}` is not a file beside the article",
            place=article,
            remedy="Put the picture into the article's folder and name it from there.",
        )
    try:
        if path.exists() and not path.is_file():
            raise ArticleError("the cover is not a file", place=str(path))
        if path.stat().st_size > LARGEST:
            raise ArticleError("the cover is larger than 8 MiB", place=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"the cover can't be read: {error.strerror}", place=str(path)) from error
    if not data.startswith(_KINDS):
        raise ArticleError("the cover is neither a JPEG nor a PNG", place=str(path))
    return data
