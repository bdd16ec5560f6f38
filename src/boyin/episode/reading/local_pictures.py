"""The pictures of an article as data within the page: files of its folder, nothing else.

Promise: nothing is fetched, no file outside the article's folder is opened, and what comes out is
a JPEG made of nothing but points. Of a picture that can't be had the description stays; the book,
which wants the same pictures, tells of it.
"""

import base64
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from boyin.article import STDIN
from boyin.episode.cover import read_local_picture
from boyin.episode.pictures import as_chapter_image
from boyin.episode.reading.document import Block, Document, Image, List, Note, Quote
from boyin.errors import ArticleError


def pictures_of(document: Document, article: str) -> dict[str, str]:
    """`data:` addresses of the document's local pictures, by the addresses it gives them.

    article: its file.
    """
    if article == STDIN:
        return {}
    found: dict[str, str] = {}
    for address in dict.fromkeys(one.address for one in _images(document.blocks)):
        if not address or "://" in address or address.startswith("data:"):
            continue
        try:
            picture, _ = read_local_picture(unquote(address), article, "picture")
        except ArticleError:
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
