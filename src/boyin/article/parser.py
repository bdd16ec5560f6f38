"""A Markdown parser whose inline tokens know where they stand.

markdown-it gives blocks their source lines but inline tokens nothing. This one notes, for every
inline token, the offset in its block's content at which it begins, and leaves text unjoined, so
that the content of a text token is the source at that offset.
"""

from typing import Literal, cast

import regex
from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin

from boyin.article.dialects.callouts import callout_plugin
from boyin.article.dialects.plugin import Rows, dialect_plugin
from boyin.article.formulas import formula_plugin
from boyin.ground.errors import ArticleError

_COMMENT_AND_TEXT = regex.compile(r"<!--\s*boyin:[^>]*-->\s*[^\s<]")
_TIGHT_HEADING = regex.compile(
    r"(?<marks>#{2,6})(?<content>(?:[\p{Han}“《【（*`]|[0-9]+(?:[.．、]|(?=\p{Han})))[^\n]*?)\s*#*\s*$"
)
DEEPEST = 100
"""Levels of blocks within blocks, a list takes two; markdown-it passes over what is deeper."""


def tracing_parser(rows: Rows) -> MarkdownIt:
    """CommonMark with tables, strikethrough, footnotes, formulas and what dialects `rows` tell of.

    See `start_of`.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    parser.block, parser.inline = BoundedBlocks(), TracingInline()
    parser.block.ruler.at(
        "html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.block.ruler.after("heading", "tight_heading", _tight_heading, {"alt": ["paragraph"]})
    parser.inline.ruler.disable("linkify")
    # Both join text tokens, and what is joined no longer stands at one place.
    parser.inline.ruler2.disable("fragments_join")
    parser.core.ruler.disable("text_join")
    # Footnotes are read where their author wrote them, referred to or not.
    parser.use(footnote_plugin, move_to_end=False).use(formula_plugin)
    return parser.use(callout_plugin).use(dialect_plugin, rows=rows)


class BoundedBlocks(ParserBlock):
    """The parser of blocks, which says it where blocks are nested too deep."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Reads the blocks in these lines. Raises ArticleError if they are nested too deep."""
        if state.level >= DEEPEST:
            raise ArticleError(
                f"lists and quotations are nested deeper than {DEEPEST} levels",
                place=f"line {startLine + 1}",
                remedy="Take signs `>` or indents away: a quotation is a level, a list two.",
            )
        super().tokenize(state, startLine, endLine)


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """HTML blocks, but a comment to boyin with text behind it begins a paragraph like any other."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return not _COMMENT_AND_TEXT.match(line) and html_block(state, start, end, silent)


def _tight_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`##目录` without its space is a heading, too; one `#` opens a tag rather."""
    first, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    found = _TIGHT_HEADING.match(state.src, first, last)
    if not found or state.is_code_block(start):
        return False
    if silent:
        return True
    state.line = start + 1
    tag = f"h{len(found['marks'])}"
    for kind, nesting in (("heading_open", 1), ("inline", 0), ("heading_close", -1)):
        token = state.push(kind, tag if nesting else "", cast(Literal[-1, 0, 1], nesting))
        token.map = [start, state.line]
        token.markup = "" if nesting == 0 else found["marks"]
        if nesting == 0:
            token.content, token.children = found["content"], []
    return True


def start_of(token: Token) -> int:
    """The offset, in its block's content, at which an inline token begins.

    In the children of an image and of an inline footnote it counts from their label.
    """
    assert token.map is not None
    return token.map[0]


class TracingState(StateInline):
    """Notes an inline token's offset in its `map`, which markdown-it keeps for blocks only."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        self.pending_start = 0
        self.last_pushed: Token | None = None
        self.last_pos = -1
        super().__init__(src, md, env, tokens)

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self.pending_start = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 (markdown-it's name)
        token = super().pushPending()
        token.map = [self.pending_start, self.pending_start]
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        start = self.pos
        # The delimiters of a run (`**`, `~~~`) are pushed one by one before `pos` moves on.
        if self.last_pushed is not None and self.last_pushed.map and self.pos == self.last_pos:
            start = self.last_pushed.map[0] + len(self.last_pushed.content)
        token = super().push(ttype, tag, nesting)
        token.map = [start, start]
        self.last_pushed, self.last_pos = token, self.pos
        return token


class TracingInline(ParserInline):
    """The inline parser, run on a state that notes offsets."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = TracingState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
