"""One construct of a dialect: how it is recognised, what of it is read, and why the rest is not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import regex

Dialect = Literal[
    "Obsidian",
    "Jekyll and Hexo",
    "Hugo",
    "MDX",
    "Pandoc",
    "kramdown",
    "Sphinx",
    "CriticMarkup",
    "numbered sources",
]
"""Those whose looser marks count only where the article shows that it is written in them."""

Replacement = Callable[["regex.Match[str]"], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct:
    """One row of the table. What `pattern` matches is skipped, but for its groups that are read."""

    name: str
    """What the reader of a ledger would call what is skipped."""
    sign: str
    """The character that it begins with."""
    pattern: regex.Pattern[str]
    """Of a stretch its whole; in a group `said` what is read of it, in `alt` what it shows."""
    dialect: Dialect | None = None
    """Recognised only in an article with evidence of it; None for everywhere."""
    kin: str = ""
    """What `boyin lint` counts it under; empty for its name."""
    replaced: Replacement | None = None
    """What stands in its place; empty for nothing."""
    added: Replacement | None = None
    """What is said besides and stands nowhere."""
    image: bool = False
    """It shows a picture; its group `address` says where that is."""
    link: bool = False
    """It links what is read to its group `address`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineConstruct:
    """A construct that stands on lines of its own; all of it is skipped."""

    name: str
    begin: regex.Pattern[str]
    """Matches the first line from its beginning."""
    end: regex.Pattern[str] | None = None
    """Found in the last line, which may be the first; None for one line."""
    dialect: Dialect | None = None
    kin: str = ""
    code: bool = False
    """Between its first and its last line stands code."""
    apart: bool = False
    """Its first line looks like its last and is not."""
    alone: bool = False
    """It breaks no paragraph: it counts only where one would begin."""
