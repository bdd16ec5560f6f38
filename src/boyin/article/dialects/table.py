"""THE table of dialects: how each construct is recognised, what is read of it, what is skipped.

One row a construct. What a row matches is in the ledger under the row's name; a row with a dialect
counts only where `evidence.py` finds that dialect in the article.
"""

from typing import TypedDict, Unpack

import regex

from boyin.article.dialects.construct import Construct, Dialect, LineConstruct, Replacement
from boyin.article.dialects.emoji_codes import emoji_of

_ATTRIBUTE = r"""(?:[#.][\p{L}\w:-]+|[A-Za-z][\w:-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s}]+))"""
_ATTRIBUTES = rf"\{{:? *{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})* *\}}"
_PICTURE = r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif|heic|tiff?)"
_IN_PARENTHESES = r"(?:[^()\n]|\([^()\n]{0,200}\)){0,600}"
_QUOTED = r"""(?:"(?P<alt>[^"\n]*)"|'(?P<alt>[^'\n]*)')"""


def _is(text: str) -> Replacement:
    return lambda _: text


class _More(TypedDict, total=False):
    dialect: Dialect
    kin: str
    replaced: Replacement
    added: Replacement
    image: bool
    link: bool


def _row(name: str, sign: str, pattern: str, **more: Unpack[_More]) -> Construct:
    return Construct(name=name, sign=sign, pattern=regex.compile(pattern), **more)


_NUMBERED = (("fig", "图"), ("tab", "表"), ("eq", "公式"))
"""What a reference to something with a number is called, by how its label begins."""


def _referred_to(found: "regex.Match[str]") -> str:
    label = found["label"].lower()
    kinds = (said for prefix, said in _NUMBERED if label.startswith(prefix))
    return next(kinds, "相关章节")


_WIKILINK = (
    r"\[\[(?![\s\"'])(?=[^\[\]\n]*[\p{L}])(?:[^\[\]|\n]*\\?\||(?:[^\[\]|\n#]*/)?#?)"
    r"(?P<said>[^\[\]|\n#]+)(?:#[^\[\]|\n]*)?\]\](?!\()"
)

INLINE = (
    # Obsidian, Foam, Logseq, digital gardens.
    _row(
        "picture's address", "!",
        rf"!\[\[[^\[\]|\n]+{_PICTURE}(?:\\?\|[\dx ]*|\\?\|(?P<alt>[^\[\]|\n]*)(?:\|[\dx ]*)?)?\]\]",
        kin="embedded pictures", image=True,
    ),
    _row(
        "picture's address", "!",
        rf"!\[(?P<alt>[^\[\]|\n]*)\|\d{{1,4}}(?:x\d{{1,4}})?\]\((?P<address>{_IN_PARENTHESES})\)",
        kin="embedded pictures", image=True,
    ),
    _row("embedded note", "!", r"!\[\[[^\[\]\n]+\]\]", kin="embedded notes"),
    _row("wikilink", "[", r"(?<![A-Za-z0-9_\]])" + _WIKILINK, kin="wikilinks"),
    _row(
        "private comment", "%", r"%%\s?(?=[\p{Han}“《（【])(?:(?!%%)[^\n])+%%",
        kin="private comments",
    ),
    _row(
        "private comment", "%", r"%%(?:(?!%%)[\s\S]){1,4000}%%",
        dialect="Obsidian", kin="private comments",
    ),
    _row("block id", "^", r"(?<=\s)\^[A-Za-z0-9-]+(?=\s*$)", dialect="Obsidian", kin="block ids"),
    _row(
        "field of a note", "[", r"\[(?!\s)[\p{L}\p{N}_ -]{1,24}:: *(?P<said>[^\[\]\n]*)\]",
        dialect="Obsidian", kin="fields of notes",
    ),
    # Hugo.
    _row(
        "shortcode", "{", rf"\{{\{{[<%] *(?:figure|img|image|photo)\b[^\n]*?"
        rf"\b(?:caption|alt|title) *= *{_QUOTED}[^\n]*?[>%]\}}\}}",
        kin="Hugo shortcodes", image=True,
    ),
    _row("shortcode", "{", r"\{\{[<%][\s\S]{0,4000}?[>%]\}\}", kin="Hugo shortcodes"),
    # Jekyll, Hexo, Eleventy, GitBook.
    _row("template tag", "{", r"\{%[\s\S]{0,4000}?%\}", kin="template tags"),
    _row(
        "template tag", "{",
        r"\{\{-? *(?:[\w\"']+(?:\.[\w.]+|[^{}\n|]* \| *\w)|\"[^\"\n]*\")[^{}\n]*\}\}",
        dialect="Jekyll and Hexo", kin="template tags",
    ),
    # MDX.
    _row("comment", "{", r"\{/\*[\s\S]{0,4000}?\*/\}", kin="MDX comments"),
    # Heading ids and attribute lists: Pandoc, kramdown, MkDocs, VitePress, Docusaurus.
    _row("attribute list", "{", rf"{_ATTRIBUTES}(?=\s*$)", kin="attribute lists"),
    _row("attribute list", "{", rf"(?<=[)\]`*_] ?){_ATTRIBUTES}", kin="attribute lists"),
    _row("attribute list", "{", r"\{:?toc\}|\{:-?\}", kin="attribute lists"),
    # Sphinx, MyST, Dive into Deep Learning.
    _row("label", ":", r":(?:label|eqlabel|width):`[^`\n]*`", kin="labels"),
    _row(
        "reference", ":", r":(?:numref|eqref):`(?P<label>[^`\n]*)`",
        kin="references", added=_referred_to,
    ),
    _row("citation", ":", r":cite[a-z]*:`[^`\n]*`", kin="citations"),
    _row(
        "role", ":", r":[a-z][a-z:-]*:`(?P<said>[^`<\n]+?)(?: *<[^`\n]*>)?`",
        dialect="Sphinx", kin="roles",
    ),
    _row(
        "citation", "[", r"\[-?@(?=[\w:./-]*\d)[\w:./-]+[^\[\]\n]*\](?![(\[])",
        kin="citations",
    ),
    # Emoji codes: GitHub, Notion, Gitmoji.
    _row(
        "emoji code", ":",
        r"(?<![A-Za-z0-9_:`/]):(?P<code>[a-z][a-z0-9_+-]*|[+-]1):(?![A-Za-z0-9_:`])",
        kin="emoji codes", replaced=lambda found: emoji_of(found["code"]),
    ),
    # CriticMarkup, and the marks of editors.
    _row("comment", "{", r"\{>>[\s\S]{0,4000}?<<\}", kin="editors' comments"),
    _row("deleted text", "{", r"\{--.+?--\}", dialect="CriticMarkup", kin="deleted text"),
    _row("deleted text", "{", r"\{~~[^\n]*?~>(?P<said>[^\n]*?)~~\}", kin="deleted text"),
    _row("mark", "{", r"\{(?:\+\+|==)(?=[^{}\n]+(?:\+\+|==)\})", dialect="CriticMarkup"),
    _row("mark", "+", r"(?<=\{\+\+[^{}\n]+)\+\+\}", dialect="CriticMarkup"),
    _row("mark", "=", r"(?<=\{==[^{}\n]+)==\}", dialect="CriticMarkup"),
    # Books in the marks that programs have for less than.
    _row("title", "<", r"<<(?=\p{Han}[^<>\n]{0,40}>>)", replaced=_is("《")),
    _row("title", ">", r"(?<=<<\p{Han}[^<>\n]{0,40})>>", replaced=_is("》")),
    _row("title", "<", r"(?<![<A-Za-z0-9])<(?=\p{Han}[^<>\n]{0,40}>(?!>))", replaced=_is("《")),
    _row("title", ">", r"(?<=(?<![<A-Za-z0-9])<\p{Han}[^<>\n]{0,40})>", replaced=_is("》")),
    _row(
        "fall-back text", "<",
        r"<(?P<tag>(?i:video|audio|object|canvas|noscript|iframe|svg))\b[^<>]*>[\s\S]{0,4000}?</(?P=tag)\s*>",
        kin="players",
    ),
    # A raised number behind words is the mark of a note; behind figures it is a power.
    _row(
        "citation mark", "<",
        r"(?<=[\p{Han}\p{P}]\s?)<sup\b[^<>\n]*>\s*(?:<a\b[^<>\n]*>\s*)?\\?\[*\s*\d{1,3}"
        r"(?:\s*[-–,，、]\s*\d{1,3})*\s*\\?\]*(?:\([^()\n]*\))?(?:\s*</a>)?\s*</sup>",
        kin="citation marks",
    ),
    *(
        _row(
            "citation mark", sign,
            r"(?<=(?:[\p{Han}\p{Pe}\p{Pf}。，；！？、%…\"*]|\p{Latin}{2})\s?)(?<!数组|列表|元素|下标|向量|矩阵|序列|索引)"
            r"\\?\[\d{1,3}(?:\s*[-–~,，、]\s*\d{1,3})*\\?\](?![(\[:：])",
            dialect="numbered sources", kin="citation marks",
        )
        for sign in "[\\"
    ),
)  # fmt: skip
"""Within a line, before Markdown's own marks are asked."""

LOOSE_LINKS = (
    _row(
        "image address", "!",
        rf"!\[(?P<alt>[^\[\]\n]*)\]\((?P<address>(?=[^()\n]{{0,600}}[./]){_IN_PARENTHESES})\)",
        kin="links with a space in their address", image=True,
    ),
    _row(
        "link address", "[",
        rf"\[(?P<said>[^\[\]\n]+)\]\((?P<address>(?=[^()\n]{{0,600}}[./#]){_IN_PARENTHESES})\)",
        kin="links with a space in their address", link=True,
    ),
)  # fmt: skip
"""Links that Markdown does not take for any: their address has a space, or signs of its own."""


class _MoreOfLines(TypedDict, total=False):
    dialect: Dialect
    kin: str
    code: bool
    alone: bool
    apart: bool


def _line(
    name: str, begin: str, end: str | None = None, **more: Unpack[_MoreOfLines]
) -> LineConstruct:
    closing = regex.compile(end) if end else None
    return LineConstruct(name=name, begin=regex.compile(begin), end=closing, **more)


LINES = (
    _line(
        "code", r"\{%-? *(?:highlight|codeblock|code)\b[^%]*%\}\s*$",
        r"\{%-? *end(?:highlight|codeblock|code)\b", code=True, kin="template tags",
    ),
    _line(
        "code", r"\{\{[<%] *(?:highlight|code)\b[^\n]*[>%]\}\}\s*$",
        r"\{\{[<%] */ *(?:highlight|code)\b", code=True, kin="Hugo shortcodes",
    ),
    _line(
        "comment", r"\{%-? *comment\b[^%]*%\}", r"\{%-? *endcomment\b", kin="template tags"
    ),
    _line("template tag", r"\{%.*%\}\s*$", kin="template tags"),
    _line("shortcode", r"\{\{[<%](?! *(?:figure|img|image|photo)\b).*[>%]\}\}\s*$",
          kin="Hugo shortcodes"),
    _line("private comment", r"%%\s*$", r"^\s*%%\s*$", apart=True, kin="private comments"),
    _line(
        "table of contents",
        r"(?i)(?:@?\[\[?_?toc_?\]?\](?:\(.*\))?|\$\{toc\}|\{:? *:?toc\b.*\}|<!-- *toc *-->)\s*$",
        kin="tables of contents",
    ),
    _line("attribute list", rf"{_ATTRIBUTES}\s*$", kin="attribute lists"),
    _line("block id", r"\^[A-Za-z][A-Za-z0-9-]*\s*$", dialect="Obsidian", kin="block ids"),
    _line("block id", r"\^(?=[a-z0-9]*\d)[a-z0-9]{6}\s*$", kin="block ids"),
    _line(
        "tags", r"#[\p{L}\p{N}_/-]+(?:\s+#[\p{L}\p{N}_/-]+)+\s*$", kin="lines of tags"
    ),
    _line("tags", r"#[\p{L}\p{N}_/-]+\s*$", dialect="Obsidian", kin="lines of tags"),
    _line(
        "field of a note",
        r"(?:\*\*)?[\p{L}\p{N}_ -]{1,24}(?:\*\*)?::(?: +\S.*$|\s*$)",
        kin="fields of notes",
    ),
    _line(
        "import", r"import\s+(?:[\w*{}\s,$]+\s+from\s+)?['\"][^'\"]+['\"]\s*;?\s*$",
        kin="MDX imports",
    ),
    _line("import", r"import\s*\{\s*$", r"from\s+['\"][^'\"]+['\"]\s*;?\s*$", kin="MDX imports"),
    _line(
        "export", r"export\s+(?:const|let|var|default|function|async|class)\b(?!.*[。；])",
        r"^\s*$|[;})\]]\s*$", kin="MDX exports", alone=True,
    ),
)  # fmt: skip
"""Lines that are no text."""


_HAN_INSIDE = r"(?=[\p{Han}“《「*])"


def paired(mark: str, *, loose: bool) -> tuple[Construct, Construct]:
    """`==marked==` and `++inserted++`: both marks are skipped, what is between them is read.

    loose: nothing in the article says that the mark is an operator; else only Chinese is marked.
    """
    sign = regex.escape(mark)
    one = regex.escape(mark[0])
    inner = rf"(?:(?!{one})[^\n]|{one}(?!{one}))+?"
    first = r"(?=\S)" if loose else _HAN_INSIDE
    last = r"(?<=\S)" if loose else r"(?<=[\p{Han}”》」。！？*])"
    before, after = rf"(?<![A-Za-z0-9{one}\])])", rf"(?!{one})"
    opening = rf"{before}{sign}{after}{first}(?={inner}{last}{sign}{after}(?![A-Za-z0-9]))"
    closing = rf"(?<={before}{sign}{after}{first}{inner}{last}){sign}{after}(?![A-Za-z0-9])"
    kin = "marked text"
    return _row("mark", mark[0], opening, kin=kin), _row("mark", mark[0], closing, kin=kin)


OPERATORS = {
    "==": regex.compile(r"\s==\s|[A-Za-z0-9_)]==|==[A-Za-z0-9_(]+(?!.*==)"),
    "++": regex.compile(r"[A-Za-z]\+\+|\+\+[A-Za-z]\w*(?!\w*\+\+)"),
}
"""Signs of programming that are marks in notes, and how programmers write them."""
