"""Blocks and marks as they are gathered from the lines of a source, each with its place."""

from collections.abc import Iterable
from dataclasses import replace

import regex
from markdown_it.token import Token

from boyin.article.addresses import ALONE, is_address
from boyin.article.blocks import Block, BlockKind, Mark, Piece
from boyin.article.containers import Containers
from boyin.article.html.markup import image_address, only_decorates
from boyin.article.inline import Html, Image
from boyin.article.places import SourceLines
from boyin.article.soft_breaks import join_lines


def lines_of(token: Token) -> tuple[int, int]:
    """The first line of a block's token, counted from 0, and the one behind its last."""
    assert token.map is not None, token
    return token.map[0], token.map[1]


class Gathering:
    """The blocks met so far, in order, and what of the source is not visible text."""

    def __init__(self, source: str) -> None:
        self.lines = SourceLines(source)
        self.blocks: list[Block] = []
        self.marks: list[Mark] = []
        self.containers = Containers()
        self.quotes = self.notes = 0
        """How many blockquotes and footnotes are open."""
        self.marked: dict[int, int] = {}

    def add(
        self,
        kind: BlockKind,
        pieces: Iterable[Piece],
        lines: tuple[int, int],
        level: int = 0,
        *,
        caption: bool = False,
    ) -> None:
        """Adds a block of these pieces that stands in `lines`, the last of them not included."""
        joined = tuple(join_lines(pieces))
        start = self.lines.starts[lines[0]]
        if joined:
            start = joined[0].start
            lines = self.lines.line_of(joined[0].start), self.lines.line_of(joined[-1].end - 1) + 1
        self.blocks.append(
            Block(
                kind=kind,
                pieces=joined,
                start=start,
                lines=(lines[0] + 1, lines[1]),
                level=level,
                quoted=self.quotes > 0,
                note=self.notes > 0,
                within=self.containers.path,
                caption=caption,
            )
        )

    def add_text(
        self,
        kind: BlockKind,
        text: list[Piece],
        lines: tuple[int, int],
        level: int = 0,
        *,
        caption: bool = False,
    ) -> bool:
        """Adds a block of `text` if there is any, and says so."""
        if is_address("".join(piece.text for piece in text)):
            self.marks += [Mark(piece.start, piece.end, ALONE) for piece in text]
            return False
        visible = any(not piece.text.isspace() for piece in text)
        if visible:
            self.add(kind, text, lines, level, caption=caption)
        return visible

    def add_image(self, alt: Iterable[Piece], image: Image | Html) -> None:
        """Adds an image with its description."""
        self.add("image", alt, self.lines.lines_of(image.start, image.end))
        if isinstance(image, Image):
            facts = replace(self.blocks[-1], address=image.address)
        else:
            address, decorative = image_address(image.text), only_decorates(image.text)
            facts = replace(self.blocks[-1], address=address, decorative=decorative)
        self.blocks[-1] = facts

    def add_notes(self, notes: Iterable[tuple[Piece, ...]], lines: tuple[int, int]) -> None:
        """Adds the footnotes that are written within `lines`."""
        for pieces in notes:
            self.notes += 1
            self.containers.enter("note")
            self.add("paragraph", pieces, lines)
            self.containers.leave()
            self.notes -= 1

    def mark_lines(self, what: str, first: int, end: int) -> None:
        """Says what lines `first` up to, not including, `end` are."""
        self.marks.append(Mark(*self.lines.span(first, end), what))

    def mark_in_line(self, what: str, pattern: regex.Pattern[str], token: Token) -> None:
        """Marks the next match in the token's first line; `1. 1.` opens two lists."""
        line = lines_of(token)[0]
        if found := pattern.search(self.lines.lines[line], self.marked.get(line, 0)):
            start = self.lines.starts[line]
            self.marked[line] = found.end()
            self.marks.append(Mark(start + found.start(), start + found.end(), what))
