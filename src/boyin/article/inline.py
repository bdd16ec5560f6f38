"""From the inline tokens of one block to what a reader sees in it, in order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import regex
from markdown_it.token import Token

from boyin.article.addresses import without_lone_addresses
from boyin.article.blocks import Mark, Piece, Style, StyleKind
from boyin.article.dialects.construct import Construct
from boyin.article.parser import start_of
from boyin.article.places import Place
from boyin.article.soft_breaks import SOFT_BREAK

_STYLES: dict[str, StyleKind] = {
    "em": "emphasis",
    "strong": "strong",
    "s": "deleted",
    "link": "link",
}
_BREAKS = {"softbreak": SOFT_BREAK, "hardbreak": "\n"}
_LINE_BREAK = regex.compile(r"<br\s*/?>", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Image:
    """An image within running text: the pieces of its description."""

    alt: tuple[Piece, ...]
    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class InlineNote:
    """A footnote written where it is referred to."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Html:
    """An HTML tag or comment within running text."""

    text: str
    start: int
    limit: int
    """The end of the block it stands in."""

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)

    @property
    def what(self) -> str:
        """What the reader of a ledger would call it."""
        return "comment" if self.text.startswith("<!--") else "HTML tag"


Item = Piece | Image | InlineNote | Html


@dataclass(slots=True)
class Inline:
    """The inline content of one block, in order, and the marks in it."""

    items: list[Item] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    """The constructs of other dialects in it, each by what it is called."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All visible text, descriptions of images included."""
        found: list[Piece] = []
        for item in self.items:
            if isinstance(item, Piece):
                found.append(item)
            elif isinstance(item, Image):
                found.extend(item.alt)
        return tuple(found)

    @property
    def html(self) -> list[Html]:
        """The tags and comments."""
        return [item for item in self.items if isinstance(item, Html)]

    @property
    def notes(self) -> list[tuple[Piece, ...]]:
        """The texts of the footnotes."""
        return [item.pieces for item in self.items if isinstance(item, InlineNote)]


def read_inline(
    tokens: Sequence[Token], place: Place, notes: Mapping[int, Mapping[str, Any]]
) -> Inline:
    """Reads the inline `tokens` of a block whose content stands at `place`.

    notes: the inline footnotes that the parser set aside, by number.
    """
    reader = _Reader(place, notes)
    reader.read(tokens, 0, len(place.content))
    inline = reader.inline
    inline.items, marks = without_lone_addresses(inline.items, reader.breaks)
    inline.marks += marks
    return inline


def _stray_emphasis(tokens: Sequence[Token]) -> frozenset[int]:
    """The asterisks of `**不要慌。**然后`: bold to whoever wrote it, if not to CommonMark.

    Only in pairs of two asterisks each, with text right inside: `**不要` and `慌。**`.
    """
    alone = [token.type == "text" and token.content == "*" for token in tokens]
    runs = [n for n in range(len(tokens) - 1) if alone[n] and alone[n + 1]]
    found: set[int] = set()
    while len(runs) >= 2:
        opens, closes = runs[0], runs[1]
        if closes - opens < 3:
            runs.pop(0)
            continue
        inside = tokens[opens + 2].content[:1], tokens[closes - 1].content[-1:]
        if any(edge.isspace() for edge in inside):
            runs.pop(0)
            continue
        found |= {opens, opens + 1, closes, closes + 1}
        runs = [n for n in runs if n > closes + 1]
    return frozenset(found)


class _Reader:
    def __init__(self, place: Place, notes: Mapping[int, Mapping[str, Any]]) -> None:
        self.place = place
        self.notes = notes
        self.inline = Inline()
        self.breaks: list[int] = []
        """Which items are the ends of lines."""

    def read(self, tokens: Sequence[Token], base: int, end: int) -> None:
        """Reads tokens whose offsets count from `base`; what they cover ends at `end`."""
        starts = [base + start_of(token) for token in tokens]
        in_autolink = False
        stray = _stray_emphasis(tokens)
        self.read_styles(tokens, starts)
        for index, (token, (start, following)) in enumerate(
            zip(tokens, pairwise([*starts, end]), strict=True)
        ):
            if index in stray:
                self.add_mark("emphasis", start, following)
            elif token.type == "text" and in_autolink:
                self.add_whole(token.content, start + 1, self.place.content.index(">", start))
            else:
                self.read_token(token, start, following)
            in_autolink = token.type == "link_open" and token.markup == "autolink"

    def read_styles(self, tokens: Sequence[Token], starts: Sequence[int]) -> None:
        opened: list[tuple[int, str]] = []
        for token, start in zip(tokens, starts, strict=True):
            kind = _STYLES.get(token.type.removesuffix("_open").removesuffix("_close"))
            if kind and token.nesting > 0:
                opened.append((start, str(token.attrGet("href") or "")))
            elif kind:
                first, value = opened.pop()
                self.add_style(kind, first, start, value)

    def add_style(self, kind: StyleKind, start: int, end: int, value: str = "") -> None:
        source = self.place.source
        self.inline.styles.append(Style(source(start), source(end), kind, value))

    def read_token(self, token: Token, start: int, following: int) -> None:
        match token.type:
            case "text" | "formula":
                self.inline.items.extend(self.place.pieces(token.content, start))
            case "text_special":
                self.add_whole(token.content, start, start + len(token.markup))
                self.add_mark("character reference", start, start + len(token.markup))
            case "softbreak" | "hardbreak":
                self.breaks.append(len(self.inline.items))
                self.add_whole(_BREAKS[token.type], start, start + 1)
            case "code_inline":
                self.add_code(token, start + len(token.markup))
            case "link_close" if token.markup != "autolink":
                self.add_mark("link address", start, following)
            case "image":
                self.add_image(token, start + len("!["), following)
            case "footnote_ref":
                self.add_note(token, start)
            case "html_inline":
                self.add_html(token.content, start)
            case "dialect":
                self.add_construct(token.meta["row"], token.meta["found"], start)

    def add_whole(self, text: str, start: int, end: int) -> None:
        source = self.place.source
        self.inline.items.append(Piece(text, source(start), source(end - 1) + 1))

    def add_mark(self, what: str, start: int, end: int) -> None:
        if start < end:
            source = self.place.source
            self.inline.marks.append(Mark(source(start), source(end - 1) + 1, what))

    def add_code(self, token: Token, start: int) -> None:
        # Markdown takes one space off each end of `` ` code ` ``.
        raw = self.place.content[start : start + len(token.content)].replace("\n", " ")
        start += raw != token.content
        self.inline.items.extend(self.place.pieces(token.content, start))
        self.add_style("code", start, start + len(token.content))

    def add_image(self, token: Token, label: int, following: int) -> None:
        alt = self.read_within(token.children or (), label, token.content)
        if not any(piece.text.strip() for piece in alt):
            alt = (*alt, *self.title_of(token, label + len(token.content), following))
        self.add_mark("image address", label + len(token.content), following)
        source = self.place.source
        start, end = source(label - 2), source(following - 1) + 1
        self.inline.items.append(Image(alt, start, end, str(token.attrGet("src") or "")))

    def title_of(self, token: Token, start: int, end: int) -> Iterator[Piece]:
        """The title of an image, which stands behind its address: `![](a.png "title")`."""
        title = str(token.attrGet("title") or "")
        at = self.place.content.rfind(title, start, end)
        # What is spelled with references or backslashes stands for the whole of them.
        if title.strip() and at >= 0:
            yield from self.place.pieces(title, at)
        elif title.strip():
            source = self.place.source
            yield Piece(title, source(start), source(end - 1) + 1)

    def add_construct(self, row: Construct, found: regex.Match[str], start: int) -> None:
        """What a construct of another dialect stands for; `found` was met at `start`."""
        self.inline.foreign.append(row.kin or row.name)
        end, source = start + len(found.group()), self.place.source
        groups, shift = found.groupdict(), start - found.start()
        replaced = row.replaced(found) if row.replaced else ""
        if replaced:
            self.add_whole(replaced, start, end)
            return
        if row.added:
            self.inline.items.append(Piece(row.added(found), source(start), source(start), True))
        name = next((one for one in ("said", "alt") if groups.get(one)), "")
        low, high = (found.start(name) + shift, found.end(name) + shift) if name else (end, end)
        self.add_mark(row.name, start, low)
        pieces = tuple(self.place.pieces(found[name], low)) if name else ()
        if row.image:
            address = groups.get("address") or ""
            self.inline.items.append(Image(pieces, source(start), source(end - 1) + 1, address))
        else:
            self.inline.items.extend(pieces)
        if row.link and name:
            self.add_style("link", low, high, groups["address"])
        self.add_mark(row.name, high, end)

    def add_note(self, token: Token, start: int) -> None:
        note = self.notes.get(token.meta["id"], {})
        if "tokens" in note:
            content = self.read_within(note["tokens"], start + len("^["), note["content"])
            self.inline.items.append(InlineNote(content))
        else:
            label = str(token.meta["label"])
            self.add_mark("footnote mark", start, start + len(f"[^{label}]"))
            self.add_style("note", start, start + len(f"[^{label}"), label)

    def add_html(self, text: str, start: int) -> None:
        limit = self.place.source(len(self.place.content) - 1) + 1
        item = Html(text, self.place.source(start), limit)
        self.add_mark(item.what, start, start + len(text))
        if _LINE_BREAK.fullmatch(text):
            self.add_whole("\n", start, start + len(text))
        else:
            self.inline.items.append(item)

    def read_within(self, tokens: Sequence[Token], base: int, content: str) -> tuple[Piece, ...]:
        """The pieces of a label that was parsed on its own; what else it holds joins this block."""
        inner = _Reader(self.place, self.notes)
        inner.read(tokens, base, base + len(content))
        self.inline.marks += inner.inline.marks
        self.inline.styles += inner.inline.styles
        self.inline.foreign += inner.inline.foreign
        self.inline.items += inner.inline.html
        self.inline.items += map(InlineNote, inner.inline.notes)
        return inner.inline.pieces
