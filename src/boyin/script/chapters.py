"""Which headings of an article begin its chapters, and whether it has an opening of its own.

Promise: an article whose headings start at level 3 has chapters like any other, and no chapter
holds nothing but who wrote and translated it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import regex

from boyin.article.blocks import Block
from boyin.ground.tables import WordLists

USUAL_LEVEL = 2
_SAYS_SOMETHING = regex.compile(r"[\p{L}\p{N}]")
_WORDS = WordLists("mandarin", "layout.tsv")
_LABEL = regex.compile(r"\W*(?P<label>[\p{L} ]{1,12}?)\s*\d?\s*[：:｜|／/]")
_DATE = regex.compile(r"\W*(?:\p{Nd}{4}\W+)?\p{Nd}{1,2}\W+\p{Nd}{1,4}[\W\p{Nd}]*")


def chapter_level(blocks: Sequence[Block], least: int) -> int:
    """The deepest level of headings that begin chapters, at least `least`.

    It is the highest that occurs twice, the title left out of the count.
    """
    levels = Counter(_levels_below_title(blocks))
    repeated = (level for level in sorted(levels) if levels[level] > 1)
    return max(next(repeated, USUAL_LEVEL), least)


def _levels_below_title(blocks: Iterable[Block]) -> list[int]:
    levels = [one.level for one in blocks if one.kind == "heading" and says_something(one)]
    if 1 in levels:
        levels.remove(1)
    return levels


def says_something(block: Block) -> bool:
    """Whether a block has a letter or a digit to read."""
    return _SAYS_SOMETHING.search(block.text) is not None


def only_credits(blocks: Iterable[Block]) -> bool:
    """Whether what stands before the first chapter is no more than names, dates and images."""
    texts = [one.text for one in blocks if one.kind not in ("image", "rule", "structure")]
    lines = [line for text in texts for line in text.split("\n") if _SAYS_SOMETHING.search(line)]
    return bool(lines) and all(map(is_credit, lines))


def is_credit(line: str) -> bool:
    """Whether a line says who made the article, where it is from or when: `译者：某某`."""
    if _DATE.fullmatch(line):
        return True
    label = _LABEL.match(line)
    return label is not None and label["label"].casefold() in _WORDS.members("credit")
