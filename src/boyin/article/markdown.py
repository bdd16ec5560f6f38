"""From Markdown to blocks: every visible character with its place, every mark with its name."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import regex
from markdown_it.token import Token

from boyin.article.block_builder import lines_of
from boyin.article.blocks import BlockKind, Layout, Mark, Piece
from boyin.article.dialects.evidence import dialects_of
from boyin.article.dialects.plugin import rows_for
from boyin.article.html.elements import HtmlGathering
from boyin.article.html.markup import find_overrides
from boyin.article.html.raised import raise_figures
from boyin.article.inline import Inline, InlineNote, read_inline
from boyin.article.places import Place
from boyin.article.table_row import Row
from boyin.ground.errors import faults_at

_LIST_NUMBER = regex.compile(r"(\d{1,9})[.)]")
_TASK_BOX = regex.compile(r"\[[ xX]\]\s")
_FOOTNOTE_LABEL = regex.compile(r"\[\^[^\]\s]+\]:")


def read_markdown(source: str, first: int, fields: Collection[str] = (), name: str = "") -> Layout:
    """The blocks of `source` from line `first` (counted from 0) on.

    source: the whole article with `\\n` line ends and no NUL; what stands before line `first` is
    somebody else's (front matter). CommonMark 0.31 with tables, strikethrough and footnotes, and
    what the table of dialects adds. fields: the names in the front matter; name: the file's.
    """
    return _Reader(source, first, fields, name).read()


class _Reader(HtmlGathering):
    def __init__(self, source: str, first: int, fields: Collection[str], name: str) -> None:
        super().__init__(source, rows_for(source, dialects_of(source, fields, name)))
        self.first = first
        self.environment: dict[str, Any] = {}
        self.opening = Token("", "", 0)
        self.row = Row(self.lines, 0)
        self.readers = {
            "inline": self.read_text,
            "blockquote_open": self.enter_quote,
            "blockquote_close": self.leave_quote,
            "footnote_reference_open": self.enter_note,
            "footnote_reference_close": self.leave_note,
            "list_item_open": self.open_item,
            "tr_open": self.open_row,
            "tr_close": self.close_row,
            "fence": self.read_code,
            "code_block": self.read_code,
            "formula_block": self.read_formula,
            "html_block": self.read_html_block,
            "hr": self.read_rule,
            "dialect_lines": self.read_lines,
            "container_callout_open": self.open_box,
            "container_callout_close": self.close_box,
            "admonition_open": self.open_box,
            "admonition_close": self.close_box,
            "quoted_callout": self.turn_into_box,
        }

    def read(self) -> Layout:
        # Blank lines in place of what comes before keep the parser's line numbers true.
        text = "\n" * self.first + self.lines.source[self.lines.starts[self.first] :]
        tokens = self.parser.parse(text, self.environment)
        for token in tokens:
            self.leave_deeper(token.level)
            self.containers.follow(token)
            if reader := self.readers.get(token.type):
                with faults_at(f"line {token.map[0] + 1 if token.map else self.first + 1}"):
                    reader(token)
            self.opening = token
        definitions = self.environment.get("references", {}).values()
        for definition in (*definitions, *self.environment.get("duplicate_refs", ())):
            self.mark_lines("link definition", *definition["map"])
        overrides = find_overrides(self.markup, len(self.lines.source))
        return Layout(
            tuple(self.blocks),
            tuple(self.marks),
            tuple(overrides),
            tuple(sorted(self.styles)),
            tuple(sorted(self.foreign.items())),
        )

    def enter_note(self, token: Token) -> None:
        self.notes += 1
        self.mark_in_line("footnote mark", _FOOTNOTE_LABEL, token)

    def leave_note(self, _: Token) -> None:
        self.notes -= 1

    def open_item(self, token: Token) -> None:
        self.item_begins = True
        if token.info:
            self.mark_in_line("list number", _LIST_NUMBER, token)

    def read_rule(self, token: Token) -> None:
        self.mark_lines("section break", *lines_of(token))
        self.add("rule", (), lines_of(token))

    def read_text(self, token: Token) -> None:
        opening = self.opening
        if opening.type == "admonition_title_open":
            return
        if opening.type in ("th_open", "td_open"):
            self.read_cell(token)
            return
        lines = lines_of(token)
        kind: BlockKind = "paragraph"
        level = 0
        if opening.type == "heading_open":
            kind, level = "heading", int(opening.tag[1:])
        elif self.item_begins:
            kind, self.item_begins = "item", False
        if opening.markup.startswith("#"):
            place = self.lines.place_heading(token.content, lines[0])
        else:
            place = self.lines.place_paragraph(token.content, lines[0])
        inline = self.read_inline(token, place)
        if kind == "item":
            self.drop_task_box(inline)
        self.add_flow(kind, level, inline, lines)

    def read_inline(self, token: Token, place: Place) -> Inline:
        notes = self.environment.get("footnotes", {}).get("list", {})
        inline = read_inline(token.children or (), place, notes)
        inline.items = raise_figures(inline.items)
        self.marks.extend(inline.marks)
        self.styles.extend(inline.styles)
        self.foreign.update(inline.foreign)
        return inline

    def drop_task_box(self, inline: Inline) -> None:
        first = inline.items[0] if inline.items else None
        if isinstance(first, Piece) and (box := _TASK_BOX.match(first.text)):
            self.marks.append(Mark(first.start, first.start + 3, "task box"))
            inline.items[0] = Piece(first.text[box.end() :], first.start + box.end(), first.end)

    def add_flow(self, kind: BlockKind, level: int, inline: Inline, lines: tuple[int, int]) -> None:
        """Running text: the images in it become blocks of their own, its notes follow it."""
        text: list[Piece] = []
        notes: list[tuple[Piece, ...]] = []
        for item in inline.items:
            if isinstance(item, Piece):
                text.append(item)
            elif isinstance(item, InlineNote):
                notes.append(item.pieces)
            elif (alt := self.image_of(item)) is None:
                continue
            elif kind == "heading":
                text.extend(alt)
            else:
                if self.add_text(kind, text, lines, level):
                    kind = "paragraph"
                self.add_image(alt, item)
                text = []
        self.add_text(kind, text, lines, level)
        self.add_notes(notes, lines)

    def open_row(self, token: Token) -> None:
        self.row = Row(self.lines, lines_of(token)[0])

    def read_cell(self, token: Token) -> None:
        if token.content:
            cell = self.read_inline(token, self.row.place(token.content))
            self.markup += cell.html
            self.row.add(cell)
        else:
            self.row.skip()

    def close_row(self, _: Token) -> None:
        lines = self.row.number, self.row.number + 1
        if self.row.pieces:
            self.add("row", self.row.pieces, lines)
            self.blocks[-1] = replace(self.blocks[-1], cells=tuple(self.row.cells))
        self.add_notes(self.row.notes, lines)
        self.marks += self.row.marks()

    def read_code(self, token: Token) -> None:
        first, end = lines_of(token)
        self.mark_lines("code fence", first, end)
        if "row" in token.meta:
            self.foreign[token.meta["row"].kin] += 1
        if not token.content.strip():
            return
        if token.type == "fence":
            first += 1
        # Without a fence behind it, the last line may end where the article does.
        count = token.content.count("\n") + (not token.content.endswith("\n"))
        end = min(first + count, end)
        start, stop = self.lines.span(first, end)
        self.add("code", (Piece(token.content, start, stop),), (first, end))

    def read_formula(self, token: Token) -> None:
        first, end = lines_of(token)
        start, stop = self.lines.span(first, end)
        source = self.lines.source[start:stop]
        start, stop = start + source.index("$$"), start + source.rindex("$$") + len("$$")
        self.add("formula", (Piece(token.content, start, stop),), (first, end))
