"""The pictures of an article that lie beside it: files of its folder, nothing else.

Promise: nothing is fetched, no file outside the article's folder is opened, and no camera data
comes along. A picture that can't be had is told, and its description stays.
"""

import base64
import logging
from dataclasses import dataclass
from urllib.parse import unquote

from boyin.article.article import STDIN
from boyin.episode.cover.cover import read_local_file
from boyin.episode.cover.pictures import as_book_picture, as_chapter_image, read_picture
from boyin.episode.read_along.document import Document, Image, blocks_within
from boyin.ground.errors import ArticleError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LocalPicture:
    """A picture that lies beside the article, made ready."""

    small: bytes
    """A JPEG of 100 kB."""
    full: bytes
    """A JPEG or PNG of 500 kB, for who can enlarge it."""

    @property
    def address(self) -> str:
        """The small one as an address that holds all of it."""
        return f"data:image/jpeg;base64,{base64.b64encode(self.small).decode()}"


def pictures_of(document: Document, article: str) -> dict[str, LocalPicture]:
    """The document's local pictures, by the addresses it gives them.

    article: its file. A warning for each that can't be used.
    """
    if article == STDIN:
        return {}
    blocks = blocks_within(document.blocks)
    found: dict[str, LocalPicture] = {}
    for address in dict.fromkeys(one.address for one in blocks if isinstance(one, Image)):
        if not address or "://" in address or address.startswith("data:"):
            continue
        try:
            data, path = read_local_file(unquote(address), article, "picture")
            picture = read_picture(data, str(path), "picture")
        except ArticleError as error:
            what = f"{error.place}: {error.message}"
            _log.warning("%s; book and page show the description of `%s` alone", what, address)
            continue
        found[address] = LocalPicture(as_chapter_image(picture), as_book_picture(picture, data))
    return found
