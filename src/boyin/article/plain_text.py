"""From plain text to blocks: a paragraph a line, a title where there is one."""

from dataclasses import replace

import regex

from boyin.article.blocks import Block, Layout, Piece
from boyin.article.places import SourceLines

_CHAPTER = regex.compile(
    r"(?:第 ?[0-9零〇一二两三四五六七八九十百千]{1,6} ?[章节節回部篇讲講课課]"
    r"|序[章言]?|楔子|引子|前言|尾声|尾聲|后记|後記|番外|(?i:chapter) ?\d{1,4})"
    r"(?:[ \u3000:：、.·—].{0,40})?"
)
_STOP = regex.compile(r"[。！？!?…，,；;：:”」』\"]$")
_LONGEST_TITLE = 40


def read_plain_text(source: str, first: int) -> Layout:
    """The blocks of `source` from line `first` (counted from 0) on.

    A first line of at most 40 characters that ends without a stop is the title, if more follows;
    a line such as `第一章`, `第 2 回 归来` or `尾声` is a heading.
    """
    lines = SourceLines(source)
    blocks: list[Block] = []
    for number, line in enumerate(lines.lines[first:], first):
        text = line.strip()
        if not text:
            continue
        start = lines.starts[number] + line.index(text)
        level = _level(text, is_first=not blocks)
        blocks.append(
            Block(
                kind="heading" if level else "paragraph",
                level=level,
                pieces=(Piece(text, start, start + len(text)),),
                start=start,
                lines=(number + 1, number + 1),
            )
        )
    if len(blocks) == 1 and blocks[0].level:
        blocks = [replace(blocks[0], kind="paragraph", level=0)]
    return Layout(tuple(blocks), (), ())


def _level(text: str, *, is_first: bool) -> int:
    if _STOP.search(text):
        return 0
    if _CHAPTER.fullmatch(text):
        return 2
    return 1 if is_first and len(text) <= _LONGEST_TITLE else 0
