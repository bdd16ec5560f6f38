"""What the elements of raw HTML mean: headings, quotations, lists, tables, rules, code, images.

They are gathered as the blocks that Markdown would have made of them, each at its place. Promise:
an element that is never closed holds to the end of its block of HTML, no further.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex
from markdown_it.token import Token

from boyin.article.block_builder import lines_of
from boyin.article.blocks import BlockKind, ContainerKind, Mark, Piece
from boyin.article.box_builder import BoxGathering
from boyin.article.dialects.plugin import Rows
from boyin.article.html.markup import (
    check_override,
    ends_caption,
    image_alt,
    split_html,
    within_line,
)
from boyin.article.html.raised import raised_pieces
from boyin.article.html.table import HtmlTable, holds_data
from boyin.article.html.tags import Tag, read_tag
from boyin.article.inline import Html, Image
from boyin.article.soft_breaks import SOFT_BREAK, has_short_lines
from boyin.ground.errors import ArticleError

_CONTAINERS: dict[str, ContainerKind] = {
    "blockquote": "quote", "ul": "list", "ol": "list", "li": "item"
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LINE_END = regex.compile(r"\s*\n\s*")


class _Element(NamedTuple):
    name: str
    level: int
    """How deep its block of HTML stands within Markdown."""


class HtmlGathering(BoxGathering):
    """A gathering that knows what HTML's elements mean."""

    def __init__(self, source: str, rows: Rows) -> None:
        super().__init__(source, rows)
        self.markup: list[Html] = []
        self.item_begins = False
        self.elements: list[_Element] = []
        self.numbers: list[int] = []
        """The next number of each open list; 0 in one without numbers."""
        self.text: list[Piece] = []
        self.lines_of_html = (0, 0)
        self.level = self.heading = 0
        self.raised = ""
        self.in_code = False
        self.table: HtmlTable | None = None

    def image_of(self, item: Image | Html) -> tuple[Piece, ...] | None:
        """The description of an image; None of what is none. HTML is kept for its overrides."""
        if isinstance(item, Image):
            return item.alt
        check_override(item, self.lines.line_of(item.start) + 1)
        self.markup.append(item)
        return image_alt(item.text, item.start)

    def read_html_block(self, token: Token) -> None:
        """Gathers what a block of HTML shows."""
        self.lines_of_html, self.level = lines_of(token), token.level
        first = self.lines_of_html[0]
        content = self.lines.without_containers(token.content, first)
        if content.lstrip().startswith("<!--") and "-->" not in content:
            raise ArticleError(
                "a comment begins here and never ends",
                place=f"line {first + 1}",
                remedy="Close it with -->",
            )
        for part in split_html(content, self.lines.starts[first]):
            if isinstance(part, Mark):
                self.marks.append(part)
            elif isinstance(part, Html):
                self.read_markup(part)
            else:
                self.read_pieces(part)
        self.end_block()

    def read_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Takes text between two tags."""
        self.text.extend(raised_pieces(pieces, self.raised))
        self.marks += [
            Mark(piece.start, piece.end, "character reference")
            for piece in pieces
            if len(piece.text) != piece.end - piece.start
        ]

    def read_markup(self, item: Html) -> None:
        """Takes a tag or a comment."""
        self.marks.append(Mark(item.start, item.end, item.what))
        alt, tag = self.image_of(item), read_tag(item.text)
        in_cell = self.table is not None and self.table.in_cell
        if tag and tag.name == "br" and (self.heading or in_cell):
            self.text.append(Piece(SOFT_BREAK, item.start, item.end))
        elif alt is not None and in_cell:
            self.text.extend(alt)
        elif alt is not None or not within_line(item.text):
            self.flush(caption=ends_caption(item.text))
            if alt is not None:
                self.add_image(alt, item)
        if tag is None:
            return
        if tag.name in ("sup", "sub"):
            self.raised = "" if tag.closes else tag.name
        elif tag.closes:
            self.close(tag.name)
        else:
            self.open(tag, item)

    def flush(self, *, caption: bool = False) -> None:
        """Makes a block of the text so far."""
        text, self.text = self.text, []
        if self.table and self.table.in_cell:
            self.table.add(_without_line_ends(text))
        elif self.in_code:
            self.add_code(text)
        elif self.heading:
            self.add_text("heading", _without_line_ends(text), self.lines_of_html, self.heading)
        else:
            kind: BlockKind = "item" if self.item_begins else "paragraph"
            # Short lines are lines of their own, long ones were wrapped.
            pieces = text if has_short_lines(text) else _without_line_ends(text)
            if self.add_text(kind, pieces, self.lines_of_html, caption=caption):
                self.item_begins = False

    def add_code(self, text: list[Piece]) -> None:
        """Adds what is preformatted, its lines as they are."""
        if any(not piece.text.isspace() for piece in text):
            lines = self.lines.lines_of(text[0].start, text[-1].end)
            self.add("code", text, lines)

    def open(self, tag: Tag, item: Html) -> None:
        """Takes an opening tag."""
        name = tag.name
        if name == "hr":
            self.add("rule", (), self.lines.lines_of(item.start, item.end))
        elif self.table:
            self.table.open(name, item.end)
        elif not self.is_closed(name, item):
            return
        elif name in _HEADINGS:
            self.heading = _HEADINGS[name]
        elif name == "pre":
            self.in_code = True
        elif name == "table" and holds_data(self.lines.source[item.end : item.limit]):
            self.containers.enter("table")
            self.table = HtmlTable(self)
        elif name in _CONTAINERS:
            self.enter(tag)

    def is_closed(self, name: str, item: Html) -> bool:
        """Whether an element ends somewhere: in its block, or a container in a later one."""
        if name == "li":
            return bool(self.numbers)
        limit = len(self.lines.source) if name in _CONTAINERS else item.limit
        closing = regex.compile(rf"</{regex.escape(name)}\s*>", regex.IGNORECASE)
        return closing.search(self.lines.source, item.end, limit) is not None

    def enter(self, tag: Tag) -> None:
        """Opens a container."""
        value = ""
        if tag.name == "blockquote":
            self.quotes += 1
        elif tag.name == "li":
            if self.elements[-1].name == "li":
                self.leave()
            if self.numbers[-1]:
                value, self.numbers[-1] = str(self.numbers[-1]), self.numbers[-1] + 1
            self.item_begins = True
        else:
            start = tag.text("start")
            first = int(start) if start.isdecimal() else 1
            self.numbers.append(first if tag.name == "ol" else 0)
        self.containers.enter(_CONTAINERS[tag.name], value)
        self.elements.append(_Element(tag.name, self.level))

    def close(self, name: str) -> None:
        """Takes a closing tag; what was opened within the element ends with it."""
        if name in _HEADINGS:
            self.heading = 0
        elif name == "pre":
            self.in_code = False
        elif self.table:
            self.table.close(name)
            if name == "table":
                self.table = None
                self.containers.leave()
        elif any(one.name == name for one in self.elements):
            while self.leave() != name:
                pass

    def leave(self) -> str:
        """Closes the innermost container, and says which."""
        name = self.elements.pop().name
        if name == "blockquote":
            self.quotes -= 1
        elif name in ("ul", "ol"):
            self.numbers.pop()
        elif name == "li":
            self.item_begins = False
        self.containers.leave()
        return name

    def leave_deeper(self, level: int) -> None:
        """Closes the containers whose blocks of HTML stand deeper in Markdown than `level`."""
        while self.elements and self.elements[-1].level > level:
            self.leave()

    def end_block(self) -> None:
        """Ends what holds no further than its block of HTML."""
        self.flush()
        self.heading, self.raised, self.in_code = 0, "", False
        if self.table:
            self.close("table")


def _without_line_ends(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with a soft break for every line end: in HTML it is white space like any other."""
    return [part for piece in pieces for part in _parts(piece) if part.text]


def _parts(piece: Piece) -> Iterator[Piece]:
    if "\n" not in piece.text or len(piece.text) != piece.end - piece.start:
        yield piece
        return
    position = 0
    for found in _LINE_END.finditer(piece.text):
        start, end = found.span()
        yield piece._replace(
            text=piece.text[position:start], end=piece.start + start, start=piece.start + position
        )
        yield Piece(SOFT_BREAK, piece.start + start, piece.start + end)
        position = end
    yield piece._replace(text=piece.text[position:], start=piece.start + position)
