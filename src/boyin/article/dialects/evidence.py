"""Which dialects an article shows that it is written in: by its name, its front matter, its marks.

A mark that programmers use too (`a == b`, `%%`) is a dialect's only where something else is.
"""

from collections.abc import Iterable

import regex

from boyin.article.dialects.construct import Dialect

_CODE = regex.compile(
    r"^[ >]*+(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n.*?(?:^[ >]*+(?P=fence)[`~]*+[ \t]*+$|\Z)"
    r"|(?P<ticks>`++).+?(?<!`)(?P=ticks)(?!`)|\$\$.+?\$\$",
    regex.DOTALL | regex.MULTILINE,
)
_FIELDS: dict[str, Dialect] = {
    "aliases": "Obsidian", "cssclass": "Obsidian", "cssclasses": "Obsidian",
    "date created": "Obsidian", "dg-publish": "Obsidian", "sr-due": "Obsidian",
    "permalink": "Jekyll and Hexo", "layout": "Jekyll and Hexo", "draft": "Hugo",
    "sidebar_position": "MDX", "sidebar_label": "MDX", "bibliography": "Pandoc",
}  # fmt: skip
"""Fields of front matter that one program knows."""
_MARKS: dict[Dialect, regex.Pattern[str]] = {
    "Obsidian": regex.compile(
        r"!?\[\[(?!\s)(?=[^\[\]\n]*\p{L})[^\[\]\n]*+\]\](?!\()|^> ?\[!\w+\]|(?:^|\s)\^[a-z0-9]{6}$",
        regex.MULTILINE,
    ),
    "Jekyll and Hexo": regex.compile(r"\{%-? *[a-z_]+\b[^%\n]*-?%\}|\{\{ *(?:site|page)\."),
    "Hugo": regex.compile(r"\{\{[<%] */?[a-z][\w/-]*"),
    "MDX": regex.compile(
        r"^import\s[^\n]*from\s*['\"]|\{/\*|^[^\S\n]*+</?[A-Z][A-Za-z]+\b", regex.MULTILINE
    ),
    # What stands in back quotes behind it is gone with the code.
    "Sphinx": regex.compile(
        r"(?<![\w:]):(?:label|numref|eqref|eqlabel|cite[tp]?|ref|doc|term|func|class|meth):(?!:)"
    ),
    "Pandoc": regex.compile(r"^:::+ *\{", regex.MULTILINE),
    "kramdown": regex.compile(r"\{:(?: *[.#]|toc)[^}\n]*\}"),
    "numbered sources": regex.compile(r"^[^\S\n]*+(?:[-*] )?\\?\[1\\?\]:?\s*\S", regex.MULTILINE),
    "CriticMarkup": regex.compile(r"\{(?:\+\+.+?\+\+|--.+?--|~~.+?~~|==.+?==|>>.+?<<)\}"),
}
_CITED = tuple(
    regex.compile(rf"[\p{{Han}}”）》]\\?\[{number}\\?\][，。；\p{{Han}}\s]") for number in (1, 2)
)
"""The first two sources, each behind words."""
_OF_NAMES: dict[str, Dialect] = {".mdx": "MDX", ".qmd": "Pandoc", ".rmd": "Pandoc"}


def without_code(source: str) -> str:
    """`source` with nothing in place of its code and of its formulas on lines of their own."""
    return _CODE.sub("", source)


def dialects_of(source: str, fields: Iterable[str], name: str) -> frozenset[Dialect]:
    """The dialects that there is evidence of.

    fields: the names in the front matter. name: the file's.
    """
    text = without_code(source)
    found = {dialect for dialect, mark in _MARKS.items() if mark.search(text)}
    if all(mark.search(text) for mark in _CITED):
        found.add("numbered sources")
    found |= {_FIELDS[field] for field in fields if field in _FIELDS}
    found |= {dialect for end, dialect in _OF_NAMES.items() if name.lower().endswith(end)}
    return frozenset(found)
