"""From blocks to blocks that an ear can follow: lists, tables, images and notes are announced.

What is said here is written nowhere: it stands in pieces that are `added`, and in blocks of the
kind `structure`. Promise: nothing that is written is changed or lost; the images that a cast leaves
out are in the marks.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import regex

from boyin.article.blocks import Block, Container, Mark, announcement, said
from boyin.script.english.words import is_english
from boyin.script.image_descriptions import describe_images
from boyin.script.passages import SOURCES, Announcement, Routing
from boyin.script.table_rows import announce_table

_NUMBERED = regex.compile(r"\s*(?:第[\p{Han}\d]|首先|其次|再次|最后|[一二三四五六七八九十]+[、，])")
_NOTED = regex.compile(r"\s*(?:注|註|note)", regex.IGNORECASE)


def announce(
    blocks: Sequence[Block], routing: Routing
) -> tuple[tuple[Block, ...], tuple[Mark, ...]]:
    """The blocks of an article as they are heard, and marks for what is left out of images."""
    described, marks = describe_images(blocks, routing)
    return tuple(_Announcer(described, routing).announce()), marks


class _Announcer:
    def __init__(self, blocks: Sequence[Block], routing: Routing) -> None:
        self.blocks = blocks
        self.routing = routing
        self.items = _items_of(blocks)
        self.begun: set[Container] = set()
        """The lists, items and notes that have been announced, or need not be."""

    def announces(self, what: Announcement) -> bool:
        return what in self.routing.announced

    def announce(self) -> Iterator[Block]:
        for quoted, run in groupby(self.blocks, lambda block: block.quoted):
            group = list(run)
            if not quoted or not self.announces("quotations") or self.is_marked(group):
                yield from self.announce_tables(group)
                continue
            yield announcement("引用。", group[0])
            yield from self.announce_tables(group)
            yield announcement("引用完毕。", group[-1])

    def is_marked(self, blocks: Iterable[Block]) -> bool:
        """Whether nobody takes a blockquote for the narrator's words: it is English, or sources."""
        texts = [block.text for block in blocks if block.pieces]
        words = self.routing.english_words
        return all(is_english(text, words) or SOURCES.match(text) for text in texts)

    def announce_tables(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for table, run in groupby(blocks, _table_of):
            group = list(run)
            if table is None or not self.announces("tables"):
                for block in group:
                    yield from self.announce_lists(block)
                    yield self.with_opening(block)
            else:
                yield from self.announce_lists(group[0])
                yield from announce_table(group)

    def announce_lists(self, block: Block) -> Iterator[Block]:
        """What is said of the lists and the numbered items that begin with a block."""
        depth = 0
        for one in block.within:
            depth += one.kind == "list"
            if block.kind != "paragraph" and (kind := self.kind_of(one)):
                yield announcement(kind, block)
            if one.kind not in ("list", "item") or one in self.begun:
                continue
            self.begun.add(one)
            count = len(self.items[one])
            if one.kind == "list" and count > 1 and self.announces("lists"):
                yield announcement(f"共{count}项。" if depth == 1 else f"下分{count}项。", block)
            numbered = one.value and not _NUMBERED.match(block.text)
            if one.kind == "item" and numbered and self.announces("numbers"):
                yield announcement(f"第{one.value}，", block)

    def kind_of(self, one: Container) -> str:
        """What is said where a box beside the text begins; empty for what is none, or has begun."""
        begins = one.kind == "callout" and bool(one.value) and one not in self.begun
        if not begins or not self.announces("callouts"):
            return ""
        self.begun.add(one)
        return f"{one.value}："

    def with_opening(self, block: Block) -> Block:
        """A block with what is said before its own words: that it is a footnote, or a formula."""
        if block.kind == "code":
            lines = len(block.text.splitlines())
            return replace(
                block, pieces=(said(f"此处有一段代码，共{lines}行。", block.start), *block.pieces)
            )
        opening = "公式：" if block.kind == "formula" and self.announces("formulas") else ""
        for one in block.within:
            opening = self.kind_of(one) + opening
            if one.kind == "note" and one not in self.begun:
                self.begun.add(one)
                if self.announces("notes") and not _NOTED.match(block.text):
                    english = is_english(block.text, self.routing.english_words)
                    opening = ("Note: " if english else "注：") + opening
        if not opening or not block.pieces:
            return block
        return replace(block, pieces=(said(opening, block.start), *block.pieces))


def _items_of(blocks: Iterable[Block]) -> defaultdict[Container, set[Container]]:
    """The items of each list that anything is heard of."""
    items: defaultdict[Container, set[Container]] = defaultdict(set)
    for block in blocks:
        for outer, inner in pairwise(block.within):
            if inner.kind == "item" and block.kind != "rule":
                items[outer].add(inner)
    return items


def _table_of(block: Block) -> Container | None:
    """The table that a row stands in."""
    tables = (one for one in block.within if one.kind == "table" and block.kind == "row")
    return next(tables, None)
