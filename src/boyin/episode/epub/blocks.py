"""From blocks to the elements of a page.

Promise: an element for every block, in order; all of the text, and a target for every sentence.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from boyin.episode.epub.chapters import Page
from boyin.episode.epub.labels import Labels
from boyin.episode.epub.markup import EPUB_TYPE, element, lines
from boyin.episode.epub.pictures import Picture
from boyin.episode.epub.spans import Spans, openable
from boyin.episode.reading.document import (
    Block,
    Break,
    Code,
    Heading,
    Image,
    Item,
    List,
    Note,
    Paragraph,
    Quote,
    Row,
    Run,
    Table,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

OPENING = "opening"
"""The id of the heading that a page begins with."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the pages of one document, in order."""

    spans: Spans
    pictures: Mapping[str, Picture]
    """By their address in the article."""
    labels: Labels
    counts: Counter[str] = field(default_factory=Counter)
    """How many elements of each kind have an id by now."""

    def body(self, page: Page) -> "_Element":
        """The body of a page."""
        headed = isinstance(page.blocks[0], Heading)
        title = self.spans.document.chapters[page.chapter].title
        blocks = self.blocks(page.blocks)
        if headed:
            blocks[0].set("id", OPENING)
        attributes = {
            EPUB_TYPE: "chapter",
            "role": "doc-chapter",
            "aria-labelledby": OPENING if headed else "",
            "aria-label": "" if headed else title,
        }
        section = element("section", attributes, *lines(blocks))
        return element("body", {EPUB_TYPE: "bodymatter"}, *lines([section]))

    def blocks(self, blocks: Iterable[Block]) -> "list[_Element]":
        """Each block as an element."""
        return [self.block(block) for block in blocks]

    def block(self, block: Block) -> "_Element":  # noqa: PLR0911 (one for each kind)
        """One block, and all in it."""
        match block:
            case Heading():
                return element(f"h{block.level}", None, *self.spans.of(block.runs))
            case Paragraph():
                return element("p", None, *self.spans.of(block.runs))
            case Code():
                return self.code(block)
            case Image():
                return self.image(block)
            case Break():
                return element("hr")
            case Quote():
                return element("blockquote", None, *lines(self.blocks(block.blocks)))
            case Note():
                return self.note(block)
            case List():
                return self.list(block)
            case Table():
                return self.table(block)

    def new_id(self, kind: str) -> str:
        """An id that no other element has."""
        self.counts[kind] += 1
        return f"{kind}-{self.counts[kind]}"

    def code(self, block: Code) -> "_Element":
        """Code; what is said about it is said of all of it."""
        text = "".join(run.text for run in block.runs).strip("\n")
        return self.said_of(element("pre", None, element("code", None, text)), block.runs)

    def said_of(self, made: "_Element", runs: Iterable[Run]) -> "_Element":
        """The element within one for every sentence that is said of it as a whole."""
        said = dict.fromkeys(run.sentence for run in runs if run.sentence is not None)
        wrappers = [element("div", self.spans.target(sentence)) for sentence in said]
        for wrapper in reversed(wrappers):
            wrapper.append(made)
            made = wrapper
        return made

    def image(self, block: Image) -> "_Element":
        """A picture and, for who can't see it, its description; without a picture, that alone."""
        attributes = {"id": self.new_id("figure")}
        described = any(run.text.strip() for run in block.runs)
        if picture := self.pictures.get(block.address):
            alt = "".join(run.text for run in block.runs).strip() or self.labels.no_description
            image = element("img", {"src": picture.name, "alt": alt})
            return element("figure", attributes, self.said_of(image, block.runs))
        if described:
            told = element("p", None, self.labels.picture, *self.spans.of(block.runs))
        else:
            told = self.said_of(element("p", None, self.labels.no_description), block.runs)
        figure = element("figure", attributes, told)
        if address := openable(block.address):
            figure.append(element("p", None, element("a", {"href": address}, self.labels.open)))
        return figure

    def note(self, block: Note) -> "_Element":
        """A footnote, and the way back to where it is referred to."""
        known = self.spans.notes.get(block.label)
        if known and self.counts[known.id]:
            # The same label once more: nothing refers to this one.
            known = None
        elif known:
            self.counts[known.id] += 1
        name = f"{self.labels.footnote} {known.number}" if known else self.labels.footnote
        attributes = {
            "id": known.id if known else self.new_id("aside"),
            EPUB_TYPE: "footnote",
            "role": "doc-footnote",
            "aria-label": name,
        }
        blocks = self.blocks(block.blocks)
        if known:
            back = {
                "href": f"{known.reference}#{known.reference_id}",
                "role": "doc-backlink",
                "aria-label": self.labels.back.format(known.number),
            }
            blocks.insert(0, element("p", None, element("a", back, f"{known.number} ↩")))
        return element("aside", attributes, *lines(blocks))

    def list(self, block: List) -> "_Element":
        """A list; its items keep the numbers that the author gave them."""
        first = block.items[0].number
        attributes = {"id": self.new_id("list")}
        if block.ordered and first != 1:
            attributes["start"] = str(first)
        items = []
        for place, item in enumerate(block.items, first or 0):
            value = str(item.number) if block.ordered and item.number != place else ""
            items.append(self.item(item, value))
        return element("ol" if block.ordered else "ul", attributes, *lines(items))

    def item(self, item: Item, value: str) -> "_Element":
        """An item; text alone needs no paragraph."""
        if len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph):
            return element("li", {"value": value}, *self.spans.of(item.blocks[0].runs))
        return element("li", {"value": value}, *lines(self.blocks(item.blocks)))

    def table(self, block: Table) -> "_Element":
        """A table; the cells of its first row are headers where it has such a row."""
        parts = [
            element(name, None, *lines([self.row(row, cell) for row in rows]))
            for name, cell, rows in (("thead", "th", block.header), ("tbody", "td", block.rows))
            if rows
        ]
        return element("table", {"id": self.new_id("table")}, *lines(parts))

    def row(self, row: Row, tag: str) -> "_Element":
        """A row; where one sentence goes through its cells, the row stands for it."""
        cells = [{run.sentence for run in cell} - {None} for cell in row.cells]
        said = {sentence for cell in cells for sentence in cell}
        attributes = {}
        if len(said) == 1 and sum(map(bool, cells)) > 1:
            attributes = self.spans.target(*[one for one in said if one is not None])
        return element("tr", attributes, *lines([self.cell(cell, tag) for cell in row.cells]))

    def cell(self, runs: tuple[Run, ...], tag: str) -> "_Element":
        """A cell; an empty one is nobody's header."""
        if tag == "th" and any(run.text for run in runs):
            return element("th", {"scope": "col"}, *self.spans.of(runs))
        return element("td", None, *self.spans.of(runs))
