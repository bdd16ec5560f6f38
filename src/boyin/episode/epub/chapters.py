"""From a document to the pages of a book: a page for each chapter."""

from collections.abc import Iterable
from dataclasses import dataclass

from boyin.episode.read_along.document import Block, Document, Note, blocks_within, runs_of


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a chapter."""

    chapter: int
    """In `Document.chapters`, counted from 0."""
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """The name that its files have, without an ending."""
        return chapter_name(self.chapter)

    @property
    def file(self) -> str:
        """The file of its text."""
        return f"{self.name}.xhtml"


def chapter_name(chapter: int) -> str:
    """The name that the files of a chapter have, without an ending."""
    return f"chapter-{chapter + 1:03}"


def pages_of(document: Document) -> tuple[Page, ...]:
    """The pages, in order.

    A block stands where its first sentence belongs; one that nobody reads, where it is found. A
    chapter that begins within a block, in a quotation say, has no page of its own.
    """
    pages: dict[int, list[Block]] = {}
    chapter = 0
    for block in document.blocks:
        said = (run.sentence for run in runs_of((block,)) if run.sentence is not None)
        first = next(said, None)
        if first is not None:
            chapter = document.sentences[first].chapter
        pages.setdefault(chapter, []).append(block)
    return tuple(Page(number, tuple(blocks)) for number, blocks in pages.items())


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote that is referred to; the files in which it stands, and is referred to first."""

    number: int
    note: str
    reference: str

    @property
    def id(self) -> str:
        """The id of the note."""
        return f"note-{self.number}"

    @property
    def reference_id(self) -> str:
        """The id of the first reference to it."""
        return f"ref-{self.number}"


def footnotes_of(pages: Iterable[Page]) -> dict[str, Footnote]:
    """The footnotes by their labels, numbered in the order in which they are referred to."""
    pages = tuple(pages)
    notes: dict[str, str] = {}
    for page in pages:
        for block in blocks_within(page.blocks):
            if isinstance(block, Note) and block.label:
                notes.setdefault(block.label, page.file)
    found: dict[str, Footnote] = {}
    for page in pages:
        for run in runs_of(page.blocks):
            if run.note in notes and run.note not in found:
                number = len(found) + 1
                found[run.note] = Footnote(number, notes[run.note], page.file)
    return found
