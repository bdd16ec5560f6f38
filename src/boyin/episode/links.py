"""The addresses that an article links to, with the words that carry them."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from boyin.article import Article
from boyin.episode.escapes import clean_line

_OPENABLE = regex.compile(r"https?://[^\s<>\"'`{}|\\^]+")
_BARE = regex.compile(r"https?://[\w./?=&%#:~+@!,;-]*[\w/#]", regex.ASCII)


@dataclass(frozen=True, slots=True)
class Link:
    """An address and what the article calls it."""

    address: str
    text: str


def links_of(article: Article) -> tuple[Link, ...]:
    """The links of an article in order, each address once; pages alone, no other scheme."""
    found: dict[str, Link] = {}
    for link in _all_links(article):
        if _OPENABLE.fullmatch(link.address):
            found.setdefault(link.address, link)
    return tuple(found.values())


def _all_links(article: Article) -> Iterator[Link]:
    body = article.source
    for mark in article.layout.marks:
        if mark.what == "front matter":
            body = body[mark.end :]
    if article.name.lower().endswith(".txt"):
        yield from _bare(body)
        return
    # Without the plugin a footnote that is an address would be taken for a link's definition.
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    for token in parser.parse(body):
        yield from _inline_links(token.children or [])


def _inline_links(tokens: list[Token]) -> Iterator[Link]:
    address, text = "", ""
    for token in tokens:
        if token.type == "link_open":
            address, text = str(token.attrGet("href") or ""), ""
        elif token.type == "link_close":
            yield Link(address, clean_line(text) or address)
            address = ""
        elif address:
            text += token.content or " "
        elif token.type == "text":
            yield from _bare(token.content)


def _bare(text: str) -> Iterator[Link]:
    for found in _BARE.finditer(text):
        yield Link(found.group(), found.group())
