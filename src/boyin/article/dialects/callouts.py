"""Boxes beside the text: `::: tip`, `> [!note]`, `!!! warning`, ```` ```{important} ````.

A box becomes a container `callout`, whose value is what is said of its kind; its title becomes a
paragraph of its own. Tokens: `callout_open` with the kind as `info`, `callout_title` with the title
as `content`, `callout_close`.
"""

from typing import NamedTuple

import regex
from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.admon.index import admonition
from mdit_py_plugins.container import container_plugin

from boyin.article.dialects.callout_kinds import SPOKEN

_ALT: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_QUOTED = regex.compile(r"\[!(?P<kind>[\p{L}][\p{L}\p{N}_-]*)(?:\|[^\]\n]*)?\][+-]?(?P<title>.*)")
_FENCED = regex.compile(
    r"(?P<fence>`{3,}|:{3,})(?:\{(?P<kind>[a-z]+)\}|ad-(?P<kind>[a-z]+))(?P<title>.*)"
)
_BOXED = regex.compile(r"(?:!!!|\?\?\?\+?) ?[A-Za-z][\w-]*(?: |$)")
_TAB = regex.compile(r"===[!+]? +(?:\"[^\"\n]+\"|'[^'\n]+')\s*")
_CONTAINER = regex.compile(r"\s*(?:[A-Za-z][\w-]*|\{[^{}]*\}|\p{Han})")


class Head(NamedTuple):
    """The first line of a box: its kind, and where in the line its title stands."""

    kind: str
    title: str
    start: int


_HEAD = regex.compile(
    r"(?::{3,}|!!!|={3}[!+]?|\?\?\?\+?|`{3,})\s*"
    r"(?:\{\s*[.#]?(?:callout-)?(?P<kind>[A-Za-z]\w*)?[^{}\n]*\}"
    r"|(?:ad-)?(?P<kind>[A-Za-z][\w-]*)(?:\{[^{}\n]*\})?)?"
    r"(?:\s+(?:inline|end)\b)*\s*(?P<title>.*)"
)
_TITLE = regex.compile(
    r"""\btitle=["'](?P<title>[^"'\n]*)["']|^\s*\[(?P<title>[^\[\]\n]*)\]"""
    r"""|^\s*"(?P<title>[^"\n]*)"\s*$"""
)


def read_head(line: str) -> Head:
    """What the first line of a box says; a title in brackets or quotation marks without them."""
    found = _HEAD.search(line)
    assert found is not None, line
    kind, title, start = (found["kind"] or "").lower(), found["title"], found.start("title")
    named = _TITLE.search(found.group()) or _TITLE.search(title)
    if named:
        start = (found.start() if named.string == found.group() else start) + named.start("title")
        title = named["title"]
    return Head(kind, title.strip(), start + len(title) - len(title.lstrip()))


def callout_plugin(parser: MarkdownIt) -> None:
    """Adds the rules of boxes to a parser."""
    container_plugin(parser, "callout", validate=lambda params, _: bool(_CONTAINER.match(params)))
    parser.block.ruler.before("fence", "admonition", _admonition, _ALT)
    parser.block.ruler.before("fence", "tab", _tab, _ALT)
    parser.block.ruler.before("fence", "fenced_callout", _fenced, _ALT)
    parser.block.ruler.before("paragraph", "quoted_callout", _quoted)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # `!!! 太好了` is a shout.
    return bool(_BOXED.match(_line(state, start))) and admonition(state, start, end, silent)


def _tab(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A tab of MkDocs, `=== "Python"`, whose content is indented by four."""
    if state.is_code_block(start) or not _TAB.fullmatch(_line(state, start)):
        return False
    indent = state.sCount[start] + 4
    lines = range(start + 1, end)
    first = next((n for n in lines if not state.isEmpty(n)), None)
    if first is None or state.sCount[first] < indent:
        return False
    outside = next((n for n in lines if not state.isEmpty(n) and state.sCount[n] < indent), end)
    if not silent:
        _push_box(state, _line(state, start), (start, outside), indent)
    return True


def _push_box(state: StateBlock, info: str, lines: tuple[int, int], indent: int) -> None:
    """A container of the lines behind its first one, read as Markdown at their own indent."""
    old = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "container", lines[1], indent
    token = state.push("container_callout_open", "", 1)
    token.info, token.map = info, list(lines)
    state.md.block.tokenize(state, lines[0] + 1, lines[1])
    state.push("container_callout_close", "", -1)
    state.parentType, state.lineMax, state.blkIndent = old
    state.line = lines[1]


def _quoted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The first line of a blockquote that is a callout."""
    begins = state.tokens and state.tokens[-1].type == "blockquote_open"
    found = _QUOTED.fullmatch(_line(state, start)) if begins and not silent else None
    if found is None:
        return False
    token = state.push("quoted_callout", "", 0)
    token.map = [start, start + 1]
    token.info, token.content = found["kind"].lower(), found["title"].strip()
    state.line = start + 1
    return True


def _fenced(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A box in a fence, whose content is Markdown and no code."""
    found = None if state.is_code_block(start) else _FENCED.fullmatch(_line(state, start))
    if found is None or found["kind"] not in SPOKEN:
        return False
    fence = found["fence"]
    lines = range(start + 1, end)
    last = next((n for n in lines if _line(state, n).rstrip() == fence), None)
    if last is None:
        return False
    if not silent:
        info = f"{found['kind']} {found['title']}"
        _push_box(state, info, (start, last), state.blkIndent)
        state.line = last + 1
    return True
