"""From the images of an article to what is said of them: a description, a caption, or that none is.

Promise: what nobody described is counted, and said where the cast or the article wants it said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from boyin.article.blocks import Block, Mark, Piece, announcement, cut, said
from boyin.script.english.words import is_english
from boyin.script.passages import Routing

DESCRIBED = "图片："
DESCRIBED_IN_ENGLISH = "Image: "
NO_DESCRIPTION = "图片，没有文字说明。"

_CAPTION = regex.compile(
    r"\s*(?:[▲△↑]\s*\S|图\s*(?:\d+(?:[-.]\d+)?|[一二三四五六七八九十]+)\s*[：:.．、\s]|图(?:为|[:：|｜/])"
    r"|（图[^）]{2,40}）\s*$|(?:Fig(?:ure)?\.?\s*\d+|Photo(?: by)?\b\s*:?)\s+\S)"
)
_SAYS_SOMETHING = regex.compile(r"[\p{L}\p{N}]")
_FIRST_CLAUSE = regex.compile(r".{4,}?(?=[，。；！？,;!?：:、（(]|\.\s)", regex.DOTALL)
SAYS_NOTHING = regex.compile(
    r"\s*(?:(?:微信|企业微信|屏幕|手机)?(?:图片|图(?=[\s_.-]*\d)|圖片|图像|照片|配图|插图|截图|截屏|快照|封面"
    r"|alt|image|img"
    r"|pic|picture|photo|screen ?shot|untitled|(?:image|图片)[-_ ]?alt"
    r"|请?在?此?(?:处|输入)?图片描述|请?输入图片(?:描述|说明)|在这里插入图片描述"
    r"|(?:enter )?image description(?: here)?)"
    r"(?:[\s_.:：-]*\d+)*|[\w.@-]+\.(?:png|jpe?g|gif|webp|svg|bmp|heic|avif)|[\d\s_.-]+"
    r"|[A-Za-z0-9.-]*-\d+x\d+|[A-Za-z0-9]*_[A-Za-z0-9_-]+|[0-9a-f-]{16,})\s*",
    regex.IGNORECASE,
)
"""A description that only a program wrote: a file's name, a number, 图片."""


def describe_images(
    blocks: Sequence[Block], routing: Routing
) -> tuple[tuple[Block, ...], tuple[Mark, ...]]:
    """The blocks, each image with what is said of it, and marks for what is not said."""
    found: list[Block] = []
    marks = [
        mark
        for block in blocks
        if _is_bare(block)
        for mark in _marks(block.pieces, "says nothing of the image")
    ]
    nameless: list[Block] = []
    for block in blocks if routing.images == "none" else captioned(blocks):
        if block.kind != "image":
            found.append(block)
            continue
        if routing.images == "none":
            marks += _marks(block.pieces, "images are left out")
        elif _says(block):
            described, rest = _described(block, routing)
            found.append(described)
            marks += _marks(rest, "images are described briefly")
        elif not block.decorative:
            nameless.append(block)
            if routing.images == "full":
                found.append(replace(block, pieces=(said(NO_DESCRIPTION, block.start),)))
    if nameless and routing.images in ("described", "brief"):
        last = found[-1] if found else nameless[-1]
        found.append(announcement(f"文中有{len(nameless)}张图片没有文字说明。", last))
    return tuple(found), tuple(marks)


def _marks(pieces: Sequence[Piece], what: str) -> list[Mark]:
    return [Mark(piece.start, piece.end, what) for piece in pieces]


def _described(block: Block, routing: Routing) -> tuple[Block, tuple[Piece, ...]]:
    """An image with what is said of it, and the pieces of its description that are not."""
    pieces: tuple[Piece, ...] = block.pieces
    rest: tuple[Piece, ...] = ()
    english = is_english(block.text, routing.english_words)
    brief = routing.images == "brief" and not block.caption
    if brief and (clause := _FIRST_CLAUSE.match(block.text)):
        pieces = cut(block.pieces, 0, clause.end())
        rest = cut(block.pieces, clause.end(), len(block.text))
    opening = said(DESCRIBED_IN_ENGLISH if english else DESCRIBED, block.start)
    return replace(block, pieces=(opening, *pieces)), rest


def captioned(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; the caption below or above an image without a description is its description."""
    position = 0
    while position < len(blocks):
        block, *beside = blocks[position : position + 3]
        below = beside[0] if beside else None
        if _is_bare(block) and below and is_caption(below):
            yield replace(below, kind="image", caption=True)
            position += 2
        elif is_caption(block) and below and _is_bare(below) and not _captions(beside[1:]):
            yield replace(block, kind="image", caption=True)
            position += 2
        else:
            yield block
            position += 1


def _captions(blocks: Sequence[Block]) -> bool:
    return any(is_caption(block) for block in blocks)


def undescribed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The images that neither a description nor a caption says anything of."""
    return tuple(block for block in captioned(blocks) if _is_bare(block))


def is_caption(block: Block) -> bool:
    """Whether a block stands as a caption does: `图 3：…`, `▲ …`, or in a `<figcaption>`."""
    if block.kind != "paragraph":
        return False
    return block.caption or _CAPTION.match(block.text) is not None


def _is_bare(block: Block) -> bool:
    return block.kind == "image" and not block.decorative and not _says(block)


def _says(block: Block) -> bool:
    text = block.text
    return _SAYS_SOMETHING.search(text) is not None and not SAYS_NOTHING.fullmatch(text)
