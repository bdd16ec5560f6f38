"""The table of dialects as rules of Markdown's parser.

Promise: a rule takes what its row of the table matches, outside code and formulas, and nothing
else; what it took is a token `dialect` (within a line) or `dialect_lines` (lines of their own).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from boyin.article.dialects.construct import Construct, Dialect, LineConstruct
from boyin.article.dialects.evidence import without_code
from boyin.article.dialects.table import INLINE, LINES, LOOSE_LINKS, OPERATORS, paired

_ALT: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_InlineRule = Callable[[StateInline, bool], bool]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of the table that hold for one article."""

    inline: tuple[Construct, ...]
    lines: tuple[LineConstruct, ...]


def rows_for(source: str, dialects: frozenset[Dialect]) -> Rows:
    """The rows for an article that is written in `dialects`, or in none."""
    text = without_code(source)
    inline = [row for row in INLINE if row.dialect is None or row.dialect in dialects]
    for mark, operator in OPERATORS.items():
        if mark in text:
            inline += paired(mark, loose=not operator.search(text))
    lines = [row for row in LINES if row.dialect is None or row.dialect in dialects]
    return Rows(tuple(inline), tuple(lines))


def dialect_plugin(parser: MarkdownIt, rows: Rows) -> None:
    """Adds the rows' rules to a parser."""
    parser.inline.ruler.before("escape", "dialect", _inline_rule(rows.inline))
    parser.inline.ruler.after("image", "loose_link", _inline_rule(LOOSE_LINKS))
    parser.block.ruler.before("fence", "dialect_lines", _line_rule(rows.lines), _ALT)


def _inline_rule(rows: Iterable[Construct]) -> _InlineRule:
    by_sign: defaultdict[str, list[Construct]] = defaultdict(list)
    for row in rows:
        by_sign[row.sign].append(row)

    def rule(state: StateInline, silent: bool) -> bool:
        for row in by_sign[state.src[state.pos]]:
            found = row.pattern.match(state.src, state.pos)
            if found is None or found.end() > state.posMax:
                continue
            if not silent:
                token = state.push("dialect", "", 0)
                token.content = found.group()
                token.meta = {"row": row, "found": found}
            state.pos = found.end()
            return True
        return False

    return rule


def _line_rule(rows: Iterable[LineConstruct]) -> Callable[[StateBlock, int, int, bool], bool]:
    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.is_code_block(start):
            return False
        line = _line(state, start)
        row = next((row for row in rows if row.begin.match(line)), None)
        if row is None or (row.alone and silent):
            return False
        last = _last_line(state, row, start, end)
        if last is None:
            return False
        if not silent:
            token = state.push("fence" if row.code else "dialect_lines", "", 0)
            token.map = [start, last + 1]
            token.meta = {"row": row}
            if row.code:
                token.content = state.getLines(start + 1, last, state.blkIndent, True)
            state.line = last + 1
        return True

    return rule


def _last_line(state: StateBlock, row: LineConstruct, start: int, end: int) -> int | None:
    """The last line of a construct that begins in `start`; None if it never ends."""
    if row.end is None:
        return start
    for number in range(start + row.apart, end):
        if row.end.search(_line(state, number)):
            return number
    return None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
