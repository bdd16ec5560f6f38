"""Lines that are for the eye and the mouse: where an article lives for ever, that it has ended.

They are left out and listed with what they are, unless they are to be read. What they look like
stands in voices/mandarin/boilerplate.tsv.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from boyin.article.blocks import Block
from boyin.ground.settings import voices_folder
from boyin.ground.tables import read_table
from boyin.script.chapters import is_credit

REASON = "boilerplate: {}"
_KINDS = ("paragraph", "item")
_SCOPES = ("line", "credits")


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of line that nobody needs to hear."""

    scope: str
    what: str
    pattern: regex.Pattern[str]


def find_boilerplate(block: Block) -> Iterator[tuple[int, int, str]]:
    """Where lines of a block are boilerplate, and what they are."""
    if block.kind not in _KINDS or block.note:
        return
    text = block.text
    lines = text.split("\n")
    if what := _of_credits(lines):
        yield 0, len(text), REASON.format(what)
        return
    start = 0
    for line in lines:
        if what := _of_line(line):
            yield start, start + len(line), REASON.format(what)
        start += len(line) + 1


def _of_line(line: str) -> str:
    return _first_match(line, "line")


def _of_credits(lines: list[str]) -> str:
    """What a paragraph is whose lines are all credits; one line alone may be a text's own."""
    if len(lines) < 2 or not all(is_credit(line) for line in lines if line.strip()):
        return ""
    return next(filter(None, (_first_match(line, "credits") for line in lines)), "")


def _first_match(line: str, scope: str) -> str:
    stripped = line.strip()
    kinds = (kind for kind in _kinds() if kind.scope == scope)
    return next((kind.what for kind in kinds if kind.pattern.fullmatch(stripped)), "")


@cache
def _kinds() -> tuple[_Kind, ...]:
    rows = read_table(voices_folder() / "mandarin" / "boilerplate.tsv", "scope", "what", "pattern")
    kinds = []
    for row in rows:
        scope, what, pattern = row.cells
        if scope not in _SCOPES:
            raise row.wrong(f"there is no scope `{scope}`", f"Choose: {', '.join(_SCOPES)}.")
        kinds.append(_Kind(scope, what, row.pattern(pattern)))
    return tuple(kinds)
