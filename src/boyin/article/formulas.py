"""Formulas in TeX between dollar signs, known from money, as Markdown's parser meets them.

`$x^2$` within a line, `$$ … $$` within one or on lines of their own. What is between the signs is
TeX and no Markdown: its backslashes, underscores and asterisks stay what they are.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from boyin.ground.languages import FORMULA


def formula_plugin(parser: MarkdownIt) -> None:
    """Adds tokens `formula`, whose content has the dollar signs, and `formula_block`."""
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.block.ruler.before(
        "fence",
        "formula_block",
        _formula_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )


def _formula(state: StateInline, silent: bool) -> bool:
    found = FORMULA.match(state.src, state.pos) if state.src[state.pos] == "$" else None
    if found is None:
        return False
    if not silent:
        state.push("formula", "", 0).content = found.group()
    state.pos = found.end()
    return True


def _formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines from one that begins with `$$` to one that ends so, in one container."""
    if state.is_code_block(start) or not _line(state, start).startswith("$$"):
        return False
    last = start
    lines = [_line(state, start)]
    while not (lines[-1].endswith("$$") and len("".join(lines)) > len("$$$$")):
        last += 1
        if last >= end or state.sCount[last] < state.blkIndent or state.isEmpty(last):
            return False
        lines.append(_line(state, last))
    content = " ".join(lines)
    if "$" in content[2:-2]:
        return False
    if not silent:
        token = state.push("formula_block", "", 0)
        token.map = [start, last + 1]
        token.content = content
        state.line = last + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()
