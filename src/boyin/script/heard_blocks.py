"""From an article's layout to its blocks as they are heard, and marks for what is not.

Emoji that decorate and what the author leaves out are gone; what an ear needs besides is added.
"""

from collections.abc import Iterator
from dataclasses import replace

from boyin.article.blocks import Block, Layout, Mark, outside
from boyin.script.announcements import announce
from boyin.script.emoji import without_emoji
from boyin.script.image_descriptions import is_caption
from boyin.script.passages import Routing


def prepare(layout: Layout, routing: Routing) -> tuple[tuple[Block, ...], tuple[Mark, ...]]:
    """The blocks to be read, in order, and what of the source is not in them."""
    marks = [
        Mark(one.start, one.end, "left out by the author")
        for one in layout.overrides
        if one.value == "skip"
    ]
    heard, marks_of_images = announce(tuple(_read_blocks(layout, marks)), routing)
    return heard, (*marks, *marks_of_images)


def _read_blocks(layout: Layout, marks: list[Mark]) -> Iterator[Block]:
    """The blocks without emoji, which go to `marks`, and without what the author leaves out."""
    left_out = [one for one in layout.overrides if one.value == "skip"]
    for block in layout.blocks:
        pieces = block.pieces
        for override in left_out:
            pieces = tuple(outside(pieces, override))
        if not pieces and any(one.start <= block.start < one.end for one in left_out):
            continue
        if block.kind != "code":
            pieces, emoji = without_emoji(pieces)
            marks += emoji
        # The sign before a caption, ▲, is one of those that only decorate.
        yield replace(block, pieces=pieces, caption=is_caption(block))
