"""An article as blocks: what a reader sees, each piece knowing where it stands in the source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, get_args

BlockKind = Literal[
    "heading", "paragraph", "item", "row", "image", "code", "rule", "formula", "structure"
]
"""`structure` is in no article: it is what boyin says about the blocks behind it."""
ContainerKind = Literal["list", "item", "quote", "table", "head", "note", "callout"]
"""`head` is the rows of a table that name its columns, `callout` a box beside the text."""
StyleKind = Literal["emphasis", "strong", "deleted", "code", "link", "note"]
"""`note` is the reference to a footnote: the label that stands there is not text."""

Images = Literal["full", "described", "brief", "none"]
"""How much of images is read: `described` says at the end how many nobody described."""
IMAGES: tuple[Images, ...] = get_args(Images)
Glosses = Literal["say", "skip"]
"""What becomes of a foreign name in brackets behind the Chinese one."""
GLOSSES: tuple[Glosses, ...] = get_args(Glosses)
Standard = Literal["mainland", "taiwan"]
"""Whose standard readings hold."""
Boilerplate = Literal["skip", "read"]
"""What becomes of permanent links, end marks and the like."""
STANDARDS: tuple[Standard, ...] = get_args(Standard)
BOILERPLATE: tuple[Boilerplate, ...] = get_args(Boilerplate)


class Piece(NamedTuple):
    """Visible text and the source it stands for.

    Where `text` is as long as its span, character follows character; else (an entity, a line
    break, a separator between cells) the text stands for the span as a whole. An empty span is
    text that the source only implies.
    """

    text: str
    start: int
    end: int
    added: bool = False
    """Said for the ear and written nowhere; its span is empty and says where it is said."""


class Mark(NamedTuple):
    """Source that is not visible text, and what it is."""

    start: int
    end: int
    what: str


class Style(NamedTuple):
    """How a stretch of source is set."""

    start: int
    end: int
    kind: StyleKind
    value: str = ""
    """Of a link its address, of a reference to a footnote the note's label."""


class Container(NamedTuple):
    """What blocks stand in; those that stand in the same one have an equal container."""

    kind: ContainerKind
    number: int
    """Counted through the article, from 1."""
    value: str = ""
    """Of an item in an ordered list its number, of a footnote its label, of a callout its kind."""


class Override(NamedTuple):
    """A stretch of source for which the author says who reads it."""

    start: int
    end: int
    value: str
    """`en`, `zh`, `narration`, `quotation` or `skip`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of an article, in reading order."""

    kind: BlockKind
    pieces: tuple[Piece, ...]
    start: int
    """Where it begins in the source."""
    lines: tuple[int, int]
    """First and last line in the file, counted from 1."""
    level: int = 0
    """Of a heading 1 to 6; 0 elsewhere."""
    quoted: bool = False
    """Inside a blockquote."""
    note: bool = False
    """Inside a footnote."""
    within: tuple[Container, ...] = ()
    """What it stands in, the outermost first."""
    cells: tuple[tuple[int, int], ...] = ()
    """Of a row: where each cell's content stands in the source, an empty one's span is empty."""
    address: str = ""
    """Of an image: where it is, as the article says it."""
    caption: bool = False
    """In a `<figcaption>`."""
    decorative: bool = False
    """An image that its author says nothing is lost without."""

    @property
    def text(self) -> str:
        """What a reader sees."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Layout:
    """A text in blocks, and everything in it that is not visible text."""

    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    overrides: tuple[Override, ...]
    styles: tuple[Style, ...] = ()
    foreign: tuple[tuple[str, int], ...] = ()
    """Constructs of other dialects of Markdown, by what they are called, and how often each."""


def said(text: str, start: int) -> Piece:
    """A piece that is said at `start` and written nowhere."""
    return Piece(text, start, start, added=True)


def announcement(text: str, block: Block) -> Block:
    """A block that says `text` where `block` stands."""
    return replace(block, kind="structure", level=0, pieces=(said(text, block.start),))


def cut(pieces: Iterable[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of `text[start:end]`, where `text` is what the pieces join to."""
    found: list[Piece] = []
    position = 0
    for piece in pieces:
        low, high = max(start - position, 0), min(end - position, len(piece.text))
        position += len(piece.text)
        if low >= high:
            continue
        if piece.added:
            found.append(piece._replace(text=piece.text[low:high]))
        elif len(piece.text) == piece.end - piece.start:
            found.append(Piece(piece.text[low:high], piece.start + low, piece.start + high))
        else:
            found.append(piece)
    return tuple(found)


def told_apart(
    pieces: Iterable[Piece], start: int, end: int
) -> tuple[str, tuple[tuple[int, str], ...]]:
    """What is written in `text[start:end]`, stripped, and what is added to it, by its place there.

    `text` is what the pieces join to.
    """
    written, added, position = "", [], 0
    for piece in pieces:
        low, high = max(start - position, 0), min(end - position, len(piece.text))
        position += len(piece.text)
        if low < high and piece.added:
            added.append((len(written), piece.text[low:high]))
        elif low < high:
            written += piece.text[low:high]
    lead = len(written) - len(written.lstrip())
    written = written.strip()
    return written, tuple((min(max(at - lead, 0), len(written)), text) for at, text in added)


def overlaps(pieces: Iterable[Piece], override: Override) -> Iterator[tuple[int, int]]:
    """Where in the text that `pieces` join to the override holds."""
    position = 0
    for piece in pieces:
        exact = len(piece.text) == piece.end - piece.start
        start, end = max(piece.start, override.start), min(piece.end, override.end)
        if start < end and exact:
            yield position + start - piece.start, position + end - piece.start
        elif start < end:
            yield position, position + len(piece.text)
        position += len(piece.text)


def outside(pieces: Iterable[Piece], override: Override) -> Iterator[Piece]:
    """The pieces without what lies within the override."""
    for piece in pieces:
        low, high = max(piece.start, override.start), min(piece.end, override.end)
        if low >= high:
            yield piece
        elif len(piece.text) == piece.end - piece.start:
            yield from cut([piece], 0, low - piece.start)
            yield from cut([piece], high - piece.start, len(piece.text))


def merged(pieces: Iterable[Piece]) -> Iterator[tuple[int, int]]:
    """The spans of `pieces`, those that touch made one."""
    start = end = -1
    for piece in pieces:
        if piece.start == end:
            end = piece.end
            continue
        if start < end:
            yield start, end
        start, end = piece.start, piece.end
    if start < end:
        yield start, end
