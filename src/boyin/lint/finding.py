"""What a check found: where, what, and what to do about it."""

from dataclasses import dataclass

from boyin.article.article import Article
from boyin.article.blocks import Block, cut


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend. They sort by line."""

    line: int
    """In the article's file, counted from 1."""
    check: str
    """The name of the check."""
    message: str
    remedy: str
    stops: bool = False
    """No episode can be made as long as it is so."""
    note: bool = False
    """Told for a look; there is nothing to mend."""


def line_at(article: Article, block: Block, position: int) -> int:
    """The line in the file of a position in what a reader sees of `block`."""
    pieces = cut(block.pieces, position, position + 1)
    if not pieces:
        return block.lines[0]
    return article.source.count("\n", 0, pieces[0].start) + 1
