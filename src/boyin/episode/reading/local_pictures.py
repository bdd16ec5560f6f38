"""The pictures of an article as data within the page: files of its folder, nothing else.

Promise: nothing is fetched, no file outside the article's folder is opened, and what comes out is
a JPEG made of nothing but points. A picture that can't be had is told, and its description stays.
"""

import base64
import logging
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from boyin.article import STDIN
from boyin.episode.cover import read_local_picture
from boyin.episode.pictures import as_chapter_image
from boyin.episode.reading.document import Block, Document, Image, List, Note, Quote
from boyin.errors import ArticleError

_log = logging.getLogger(__name__)


def pictures_of(document: Document, article: str) -> dict[str, str]:
    """`data:` addresses of the document's local pictures, by the addresses it gives them.

    article: its file. A warning for each that can't be used.
    """
    if article == STDIN:
        return {}
    found: dict[str, str] = {}
    for address in dict.fromkeys(one.address for one in _images(document.blocks)):
        if not address or "://" in address or address.startswith("data:"):
            continue
        try:
            picture, _ = read_local_picture(unquote(address), article, "picture")
        except ArticleError as error:
            what = f"{error.place}: {error.message}"
            _log.warning("%s; the page to read along shows its description alone", what)
            continue
        data = base64.b64encode(as_chapter_image(picture)).decode()
        found[address] = f"data:image/jpeg;base64,{data}"
    return found


def _images(blocks: Iterable[Block]) -> Iterator[Image]:
    for block in blocks:
        match block:
            case Image():
                yield block
            case Quote() | Note():
                yield from _images(block.blocks)
            case List():
                for item in block.items:
                    yield from _images(item.blocks)
            case _:
                pass
