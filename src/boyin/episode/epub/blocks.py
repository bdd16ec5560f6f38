"""From blocks to the elements of a page.

Promise: an element for every block, in order; all of the text, and a target for every sentence.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from boyin.episode.epub.chapters import Page
from boyin.episode.epub.figures import Figure, with_figures
from boyin.episode.epub.labels import Labels
from boyin.episode.epub.markup import EPUB_TYPE, element, lines
from boyin.episode.epub.pictures import Picture
from boyin.episode.epub.spans import Spans, openable
from boyin.episode.read_along.document import (
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
    runs_of,
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
        return [self.block(block) for block in with_figures(blocks, self.spans.document)]

    def block(self, block: Block | Figure) -> "_Element":
        """One block, and all in it; what is said before its first words is said of all of it."""
        if isinstance(block, List | Quote | Table):
            runs = takewhile(lambda run: not run.text and not run.note, runs_of((block,)))
            wrappers = self.wrappers(runs)
            return nested(wrappers, self.content(block))
        return self.content(block)

    def content(self, block: Block | Figure) -> "_Element":  # noqa: PLR0911 (one for each kind)
        """One block, and all in it."""
        match block:
            case Figure():
                return self.figure(block)
            case Heading() | Paragraph():
                tag = f"h{block.level}" if isinstance(block, Heading) else "p"
                return element(tag, None, *self.spans.of(block.runs))
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
        return nested(self.wrappers(block.runs), element("pre", None, element("code", None, text)))

    def wrappers(self, runs: Iterable[Run]) -> "list[_Element]":
        """An element for every sentence of the runs, to be put around what it is said of."""
        said = dict.fromkeys(run.sentence for run in runs if run.sentence is not None)
        return [element("div", self.spans.target(sentence)) for sentence in said]

    def image(self, block: Image) -> "_Element":
        """A picture and, for who can't see it, its description; without a picture, that alone."""
        attributes = {"id": self.new_id("figure")}
        alt = "".join(run.text for run in block.runs).strip()
        absent = "" if block.decorative else self.labels.no_description
        if picture := self.pictures.get(block.address):
            image = element("img", {"src": picture.name, "alt": alt or absent})
            return element("figure", attributes, nested(self.wrappers(block.runs), image))
        if alt:
            told = element("p", None, self.labels.picture, *self.spans.of(block.runs))
        else:
            told = nested(self.wrappers(block.runs), element("p", None, absent))
        return element("figure", attributes, told, *self.elsewhere(block))

    def figure(self, block: Figure) -> "_Element":
        """A picture whose description is its caption."""
        if picture := self.pictures.get(block.image.address):
            parts = [element("img", {"src": picture.name, "alt": self.labels.captioned})]
        else:
            parts = self.elsewhere(block.image)
        caption = element("figcaption", None, *self.spans.of(block.caption.runs))
        return element("figure", {"id": self.new_id("figure")}, *parts, caption)

    def elsewhere(self, image: Image) -> "list[_Element]":
        """The way to a picture that is not in the book, if there is one."""
        address = openable(image.address)
        link = element("a", {"href": address}, self.labels.open)
        return [element("p", None, link)] if address else []

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
        cells = [{run.sentence for run in cell if run.text} - {None} for cell in row.cells]
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


def nested(wrappers: "Sequence[_Element]", content: "_Element") -> "_Element":
    """The content within the wrappers, the first of them outermost."""
    for wrapper in reversed(wrappers):
        wrapper.append(content)
        content = wrapper
    return content
