"""Quotation marks without a partner: a passage would go to the wrong voice."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from boyin.article.article import Article
from boyin.article.blocks import Block
from boyin.lint.finding import Finding, line_at
from boyin.script.quotation_marks import QUOTES, match_marks, pair_marks

CHECK = "quotation marks"


def check_quotes(article: Article) -> Iterator[Finding]:
    """Every mark that opens and is not closed, or closes what was not opened."""
    spoken = (block for block in article.layout.blocks if block.kind not in ("code", "rule"))
    for flows, run in groupby(spoken, lambda block: block.kind in ("paragraph", "item")):
        blocks = list(run)
        # A quotation may go on from paragraph to paragraph, from a heading to a row it does not.
        for part in [blocks] if flows else [[block] for block in blocks]:
            yield from _unpaired(article, part)


def _unpaired(article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
    texts = [block.text for block in blocks]
    for block, pairs in zip(blocks, pair_marks(texts), strict=True):
        starts, ends = {pair.start for pair in pairs}, {pair.end for pair in pairs}
        matching = match_marks(block.text)
        for position, mark in matching.opened:
            if position not in starts:
                yield _finding(article, block, position, "opens and is not closed", QUOTES[mark])
        for position, mark in matching.closed:
            if position not in ends:
                yield _finding(article, block, position, "closes what was not opened", mark)


def _finding(article: Article, block: Block, position: int, fault: str, partner: str) -> Finding:
    mark = block.text[position]
    around = " ".join(block.text[max(position - 8, 0) : position + 9].split())
    return Finding(
        line_at(article, block, position),
        CHECK,
        f"the mark {mark} {fault}, in “{around}”",
        f"Put {partner} where it belongs, or delete the mark.",
    )
