"""Boxes beside the text, and lines of other dialects, as they are gathered from their tokens."""

from collections import Counter

from markdown_it.token import Token

from boyin.article.block_builder import Gathering, lines_of
from boyin.article.blocks import Container, Style
from boyin.article.dialects.callout_kinds import QUOTATIONS, SPOKEN, says_kind
from boyin.article.dialects.callouts import read_head
from boyin.article.dialects.plugin import Rows
from boyin.article.inline import read_inline
from boyin.article.parser import tracing_parser
from boyin.article.places import Place


class BoxGathering(Gathering):
    """A gathering that knows the constructs of the table of dialects."""

    def __init__(self, source: str, rows: Rows) -> None:
        super().__init__(source)
        self.styles: list[Style] = []
        self.foreign: Counter[str] = Counter()
        self.parser = tracing_parser(rows)
        self.open_quotes: list[bool] = []
        """For each open blockquote and box, whether it is a quotation."""

    def enter_quote(self, _: Token) -> None:
        """Opens a blockquote."""
        self.quotes += 1
        self.open_quotes.append(True)

    def leave_quote(self, _: Token) -> None:
        """Closes a blockquote."""
        self.quotes -= self.open_quotes.pop()

    def turn_into_box(self, token: Token) -> None:
        """Takes the line `[!kind] title` at the head of a blockquote, which is none then."""
        number = lines_of(token)[0]
        self.mark_lines("callout", number, number + 1)
        self.foreign["callouts"] += 1
        if token.info not in QUOTATIONS:
            self.quotes -= self.open_quotes[-1]
            self.open_quotes[-1] = False
            box = Container("callout", self.containers.path[-1].number, SPOKEN.get(token.info, ""))
            self.containers.path = (*self.containers.path[:-1], box)
        line = self.lines.lines[number]
        self.add_title(token.info, token.content, number, line.rfind(token.content))

    def open_box(self, token: Token) -> None:
        """Opens a box whose first line says its kind and its title."""
        number = lines_of(token)[0]
        head = read_head(self.lines.lines[number])
        self.mark_lines("callout", number, number + 1)
        self.foreign["admonitions" if token.type == "admonition_open" else "containers"] += 1
        quotes = head.kind in QUOTATIONS
        self.quotes += quotes
        self.open_quotes.append(quotes)
        self.containers.enter("quote" if quotes else "callout", SPOKEN.get(head.kind, ""))
        if head.kind in SPOKEN or not head.kind:
            self.add_title(head.kind, head.title, number, head.start)

    def close_box(self, _: Token) -> None:
        """Closes the innermost box."""
        self.containers.leave()
        self.quotes -= self.open_quotes.pop()

    def add_title(self, kind: str, title: str, number: int, column: int) -> None:
        """The title of a box, which says more than its kind, as a paragraph of its own."""
        if not title or says_kind(title) or title.lower() == kind:
            return
        place = Place(title, ((0, self.lines.starts[number] + column),))
        (token,) = self.parser.parseInline(title)
        inline = read_inline(token.children or (), place, {})
        self.marks += inline.marks
        self.styles += inline.styles
        self.add_text("paragraph", list(inline.pieces), (number, number + 1))

    def read_lines(self, token: Token) -> None:
        """Lines of another dialect that are no text."""
        row = token.meta["row"]
        self.foreign[row.kin or row.name] += 1
        self.mark_lines(row.name, *lines_of(token))
