"""An article to read along: its structure, and for every stretch of text who says it and when.

Promise: the text of its runs is the visible text of the article, in order, character for
character, but for what XML can't hold; nothing is left out because nobody says it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from boyin.ground.languages import Language
from boyin.script.passages import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The smallest thing heard: a sentence, or the part of one that another voice reads."""

    id: str
    """`s1`, `s2`, … in the order in which they are heard."""
    segment: str
    """The id of its segment, which keeps after edits elsewhere."""
    written: str
    """What is shown, with the marks around it, in one line; empty if it is only heard."""
    spoken: str
    """What the voice says."""
    language: Language
    role: Role
    speaker: str
    """`Narrator`, or the role that has a voice of its own."""
    chapter: int
    """Its chapter in `Document.chapters`, counted from 0."""
    start_ms: int
    """Milliseconds from the start of the episode."""
    end_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text that one sentence holds or none, set in one way."""

    text: str
    """Empty where something is heard that is not written (`sentence` says what), and where a
    footnote is referred to. A `\\n` is a line break that the author made."""
    sentence: int | None = None
    """The index in `Document.sentences`; None of what nobody says."""
    emphasis: bool = False
    strong: bool = False
    deleted: bool = False
    code: bool = False
    link: str = ""
    """The page it leads to: `http:` or `https:` and nothing else."""
    note: str = ""
    """The label of the footnote that is referred to here."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Code with its own lines; what is said about it, if anything, is one sentence."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, here its description; without one, the run of what is said instead, if any."""

    runs: tuple[Run, ...]
    address: str
    """As the article says it: a file of its folder, a page, or anything; empty if it says none."""
    decorative: bool = False
    """Whether the author says that it only decorates."""


@dataclass(frozen=True, slots=True)
class Break:
    """A rule between sections."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation that stands by itself."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, where its author wrote it."""

    label: str
    """Empty of a note that was written where it is referred to."""
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    number: int | None
    """Of an item in an ordered list."""
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class List:
    """A list; its items may hold lists."""

    ordered: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the runs of each cell. A sentence may go on from cell to cell."""

    cells: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells."""

    header: tuple[Row, ...]
    """The row that names the columns: one, or none if it is empty."""
    rows: tuple[Row, ...]


Block = Heading | Paragraph | Code | Image | Break | Quote | Note | List | Table


@dataclass(frozen=True, slots=True)
class DocumentChapter:
    """A chapter as all files of the episode tell it."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The whole article, ready to be read along."""

    title: str
    """In one line."""
    author: str
    language: str
    """The article's, a BCP 47 tag."""
    duration_ms: int
    chapters: tuple[DocumentChapter, ...]
    sentences: tuple[Sentence, ...]
    """In the order in which they are heard; every one of them is in some run."""
    blocks: tuple[Block, ...]

    def runs(self) -> Iterator[Run]:
        """All runs in order."""
        return runs_of(self.blocks)


def runs_of(blocks: tuple[Block, ...]) -> Iterator[Run]:
    """The runs of blocks and of those within them, in order."""
    for block in blocks:
        match block:
            case Quote() | Note():
                yield from runs_of(block.blocks)
            case List():
                for item in block.items:
                    yield from runs_of(item.blocks)
            case Table():
                for row in (*block.header, *block.rows):
                    for cell in row.cells:
                        yield from cell
            case Break():
                pass
            case _:
                yield from block.runs


def blocks_within(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each followed by those in it."""
    for block in blocks:
        yield block
        match block:
            case Quote() | Note():
                yield from blocks_within(block.blocks)
            case List():
                for item in block.items:
                    yield from blocks_within(item.blocks)
            case _:
                pass
