"""What a rule is, and the pieces of patterns that many rules share."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from boyin.normalization.vocabulary import words_of

Say = Callable[[regex.Match[str]], str | None]
"""What is said for a match; None when the rule declines it after looking at its surroundings."""

Pattern = tuple[str | regex.Pattern[str], Say]
"""An expression, and what is said for its matches; `\\L<unit>` in it is any word of that list."""

# Bounded and atomic, so that a row of figures without end is not tried at every length.
INTEGER = r"(?>[1-9][0-9]{0,2}(?:,[0-9]{3}){1,6}(?![0-9])|[0-9]{1,32})"
NUMBER = rf"{INTEGER}(?:\.[0-9]{{1,32}}+)?"
MAGNITUDE = r"(?:[十百千]?万亿|[十百千]?[万亿兆]|百(?![分米])|千(?![克米瓦焦卡伏赫字兆帕万亿斤]))"
NEGATIVE = r"[-−]"
DASH = r" ?(?:[-−–—―~〜∼至到]|--|——) ?"
"""Whatever stands between the two ends of a range."""

ALONE = r"(?<![0-9A-Za-z])(?<![0-9][.,:/])"
"""Nothing before it that it could be the rest of."""
ENDED = r"(?![0-9A-Za-z])(?![.,:/][0-9])"
"""Nothing behind it that could be the rest of it."""


_LIST = regex.compile(r"\\L<(\w+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of reading one kind of thing: patterns, tried in order, and what they say."""

    name: str
    patterns: tuple[Pattern, ...]
    digits: bool = True
    """Whether it can only ever match where there are digits."""
    holds: str = ""
    """Characters of which every match holds one; it is not tried on a text that has none."""


def pattern(expression: str, say: Say) -> Pattern:
    """A pattern of a rule; spaces in the expression count."""
    return expression, say


@cache
def compiled(expression: str | regex.Pattern[str]) -> regex.Pattern[str]:
    """The expression of a pattern, ready: on use, as all of them take a quarter of a second."""
    if isinstance(expression, regex.Pattern):
        return expression
    lists: dict[str, Any] = {name: [*words_of(name)] for name in _LIST.findall(expression)}
    return regex.compile(expression, **lists)


def before(match: regex.Match[str], length: int = 8) -> str:
    """The text just before the match."""
    start = match.start()
    return match.string[max(0, start - length) : start]


def after(match: regex.Match[str], length: int = 6) -> str:
    """The text just behind the match."""
    end = match.end()
    return match.string[end : end + length]


def stands_before(match: regex.Match[str], expression: str, length: int = 8) -> bool:
    """Whether `expression` is found in the text just before the match."""
    return compiled(expression).search(before(match, length)) is not None


def stands_behind(match: regex.Match[str], expression: str, length: int = 6) -> bool:
    """Whether the text just behind the match begins with `expression`."""
    return compiled(expression).match(after(match, length)) is not None
