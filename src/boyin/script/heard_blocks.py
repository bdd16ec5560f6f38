"""From an article's layout to its blocks as they are heard, and marks for what is not.

Emoji that decorate and what the author leaves out are gone; what an ear needs besides is added.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from boyin.article.blocks import Block, Layout, Mark, Piece, cut, outside
from boyin.script.announcements import announce
from boyin.script.boilerplate import find_boilerplate
from boyin.script.emoji import without_emoji
from boyin.script.english.glosses import find_glosses
from boyin.script.image_descriptions import is_caption
from boyin.script.passages import Routing
from boyin.script.pinyin_glosses import REASON as PINYIN
from boyin.script.pinyin_glosses import find_pinyin
from boyin.script.quotation_marks import match_marks


def prepare(layout: Layout, routing: Routing) -> tuple[tuple[Block, ...], tuple[Mark, ...]]:
    """The blocks to be read, in order, and what of the source is not in them."""
    marks = [
        Mark(one.start, one.end, "left out by the author")
        for one in layout.overrides
        if one.value == "skip"
    ]
    blocks = tuple(_said_blocks(_read_blocks(layout, marks), routing, marks))
    heard, marks_of_images = announce(blocks, routing)
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


def _said_blocks(blocks: Iterable[Block], routing: Routing, marks: list[Mark]) -> Iterator[Block]:
    """The blocks without boilerplate and without names said twice, which go to `marks`."""
    for block in blocks:
        left_out = tuple(_left_out(block, routing))
        if not left_out:
            yield block
            continue
        pieces: list[Piece] = []
        position = 0
        for start, end, reason in left_out:
            pieces += cut(block.pieces, position, start)
            if gone := cut(block.pieces, start, end):
                marks.append(Mark(gone[0].start, gone[-1].end, reason))
            position = end
        pieces += cut(block.pieces, position, len(block.text))
        if any(not piece.text.isspace() for piece in pieces):
            yield replace(block, pieces=tuple(pieces))


def _left_out(block: Block, routing: Routing) -> Iterator[tuple[int, int, str]]:
    """What of a block is not to be said, in order, and why."""
    if routing.boilerplate == "skip":
        found = tuple(find_boilerplate(block))
        yield from found
        if found:
            return
    if block.kind == "code":
        return
    glosses = [(one.start, one.end, PINYIN) for one in find_pinyin(block.text)]
    if routing.glosses == "skip":
        pairs = find_glosses(block.text, match_marks(block.text).pairs)
        glosses += [(pair.start, pair.end + 1, "name said already") for pair in pairs]
    yield from sorted(glosses)
