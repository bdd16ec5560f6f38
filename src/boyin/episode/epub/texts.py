"""From a document to the texts of a book: a page for each chapter, with its overlay.

Promise: every sentence of the document has one element on one page, and its sound.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from boyin.episode.epub.blocks import Writer
from boyin.episode.epub.chapters import Page, footnotes_of, pages_of
from boyin.episode.epub.labels import Labels
from boyin.episode.epub.markup import page as page_of
from boyin.episode.epub.overlays import Overlay, clips_of, overlay_of
from boyin.episode.epub.pictures import Picture
from boyin.episode.epub.spans import Spans
from boyin.episode.read_along.document import Document
from boyin.ground.errors import BoyinError


@dataclass(frozen=True, slots=True)
class Text:
    """A page as files: its text, and when each sentence of it is heard."""

    page: Page
    data: bytes
    """XHTML."""
    overlay: Overlay


def texts_of(
    document: Document, pictures: Mapping[str, Picture], labels: Labels
) -> tuple[Text, ...]:
    """The texts, in order.

    pictures: by their address in the article.
    Raises BoyinError if a sentence would be without its place or without its sound.
    """
    pages = pages_of(document)
    writer = Writer(Spans(document, footnotes_of(pages)), pictures, labels)
    clips = clips_of(document)
    texts = []
    heard: list[int] = []
    for page in pages:
        body = writer.body(page)
        overlay = overlay_of(page, body, writer.spans.targets, clips)
        heard += overlay.sentences
        title = document.chapters[page.chapter].title
        if title != document.title:
            title = f"{title} – {document.title}"
        texts.append(Text(page, page_of(title, document.language, body), overlay))
    if sorted(heard) != list(range(len(document.sentences))):
        raise BoyinError(
            f"{len(document.sentences)} sentences are spoken, and the book has {len(heard)}",
            place=document.title,
            remedy="This is a fault of boyin, not of the article; please report it.",
        )
    return tuple(texts)
