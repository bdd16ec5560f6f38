"""From the images of an article to what is said of them: a description, a caption, or that none is.

Promise: an image that nobody described is announced all the same, unless images are left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from boyin.article.blocks import Block, Mark, cut, said
from boyin.script.english.words import is_english
from boyin.script.passages import Routing

DESCRIBED = "图片："
DESCRIBED_IN_ENGLISH = "Image: "
NO_DESCRIPTION = "图片，没有文字说明。"

_CAPTION = regex.compile(r"\s*(?:[▲△↑]\s*\S|图\s*(?:\d+|[一二三四五六七八九十]+)\s*[：:.．、\s])")
_SAYS_SOMETHING = regex.compile(r"[\p{L}\p{N}]")
_FIRST_CLAUSE = regex.compile(r".{4,}?(?=[，。；！？,;!?：:、（(]|\.\s)", regex.DOTALL)


def describe_images(
    blocks: Sequence[Block], routing: Routing
) -> tuple[tuple[Block, ...], tuple[Mark, ...]]:
    """The blocks, each image with what is said of it, and marks for what is not said."""
    found: list[Block] = []
    marks: list[Mark] = []
    for block in blocks if routing.images == "none" else captioned(blocks):
        if block.kind != "image":
            found.append(block)
            continue
        if block.decorative and not _says(block):
            continue
        if routing.images == "none":
            marks += [Mark(p.start, p.end, "images are left out") for p in block.pieces]
            continue
        pieces, opening = block.pieces, DESCRIBED
        if not _says(block):
            pieces, opening = (), NO_DESCRIPTION
        elif is_english(block.text, routing.english_words):
            opening = DESCRIBED_IN_ENGLISH
        brief = routing.images == "brief" and not block.caption
        if brief and (clause := _FIRST_CLAUSE.match(block.text)):
            pieces = cut(pieces, 0, clause.end())
            rest = cut(block.pieces, clause.end(), len(block.text))
            marks += [Mark(p.start, p.end, "images are described briefly") for p in rest]
        found.append(replace(block, pieces=(said(opening, block.start), *pieces)))
    return tuple(found), tuple(marks)


def captioned(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; the caption of an image without a description is its description."""
    taken = False
    for block, following in pairwise([*blocks, None]):
        assert block is not None
        if taken:
            yield replace(block, kind="image", caption=True)
            taken = False
        elif _is_bare(block) and following and is_caption(following):
            taken = True
        else:
            yield block


def is_caption(block: Block) -> bool:
    """Whether a block stands as a caption does: `图 3：…`, `▲ …`, or in a `<figcaption>`."""
    if block.kind != "paragraph":
        return False
    return block.caption or _CAPTION.match(block.text) is not None


def _is_bare(block: Block) -> bool:
    return block.kind == "image" and not block.decorative and not _says(block)


def _says(block: Block) -> bool:
    return _SAYS_SOMETHING.search(block.text) is not None
