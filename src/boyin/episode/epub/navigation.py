"""From the pages of a book to its table of contents: `nav.xhtml`.

(https://www.w3.org/TR/epub-33/#sec-nav) Promise: every chapter that the episode has, with the
headings below it, in order; each leads to the sentence it begins with.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from boyin.episode.epub.chapters import pages_of
from boyin.episode.epub.labels import Labels
from boyin.episode.epub.markup import EPUB_TYPE, element, lines, page
from boyin.episode.epub.package import ABOUT
from boyin.episode.escapes import clean_line
from boyin.episode.read_along.document import Document, Heading, blocks_within, runs_of

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(slots=True)
class Entry:
    """An entry of the contents, and those below it."""

    title: str
    href: str
    level: int
    below: "list[Entry]" = field(default_factory=list)


def contents_of(document: Document) -> list[Entry]:
    """The chapters, each with the headings below its own."""
    pages = pages_of(document)
    places = {
        run.sentence: page.file
        for page in pages
        for run in runs_of(page.blocks)
        if run.sentence is not None
    }
    firsts: dict[int, int] = {}
    for number, sentence in enumerate(document.sentences):
        firsts.setdefault(sentence.chapter, number)
    begins = {number: chapter for chapter, number in firsts.items()}
    headings = dict(_headings(document))
    entries: list[Entry] = []
    opened: list[Entry] = []
    for number in sorted(headings.keys() | begins.keys()):
        href = f"{places[number]}#{document.sentences[number].id}"
        if number in begins:
            entry = Entry(document.chapters[begins[number]].title, href, 0)
            opened = [entry]
            entries.append(entry)
            continue
        heading = headings[number]
        entry = Entry(clean_line("".join(run.text for run in heading.runs)), href, heading.level)
        while opened[-1].level >= heading.level:
            opened.pop()
        opened[-1].below.append(entry)
        opened.append(entry)
    return entries


def navigation(document: Document, labels: Labels) -> bytes:
    """The table of contents as a file."""
    entries = contents_of(document)
    toc = _nav("toc", labels.contents, [*entries, Entry(labels.about, ABOUT, 0)])
    start = {"href": entries[0].href.partition("#")[0], EPUB_TYPE: "bodymatter"}
    landmark = element("li", None, element("a", start, labels.text))
    guide = element(
        "nav",
        {EPUB_TYPE: "landmarks", "aria-labelledby": "guide", "hidden": "hidden"},
        *lines([element("h2", {"id": "guide"}, labels.landmarks), element("ol", None, landmark)]),
    )
    body = element("body", None, *lines([toc, guide]))
    return page(document.title, document.language, body)


def _headings(document: Document) -> Iterator[tuple[int, Heading]]:
    """The headings that are read, by their first sentence."""
    for block in blocks_within(document.blocks):
        if isinstance(block, Heading):
            said = (run.sentence for run in block.runs if run.sentence is not None)
            if (first := next(said, None)) is not None:
                yield first, block


def _nav(kind: str, title: str, entries: Sequence[Entry]) -> "_Element":
    attributes = {EPUB_TYPE: kind, "role": "doc-toc", "id": kind, "aria-labelledby": "contents"}
    heading = element("h1", {"id": "contents"}, title)
    return element("nav", attributes, *lines([heading, _list(entries)]))


def _list(entries: Sequence[Entry]) -> "_Element":
    return element("ol", None, *lines([_item(entry) for entry in entries]))


def _item(entry: Entry) -> "_Element":
    item = element("li", None, element("a", {"href": entry.href}, entry.title))
    if entry.below:
        item.append(_list(entry.below))
    return item
