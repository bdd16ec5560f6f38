"""The addresses in an article: those it links to, with their words, and those of its images."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote

import regex
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from boyin.article.article import Article
from boyin.episode.escapes import clean_line

_OPENABLE = regex.compile(r"https?://[^\s<>\"'`{}|\\^]+")
_BARE = regex.compile(r"https?://[\w./?=&%#:~+@!,;-]*[\w/#]", regex.ASCII)


@dataclass(frozen=True, slots=True)
class Link:
    """An address and what the article calls it."""

    address: str
    text: str


def is_openable(address: str) -> bool:
    """Whether it is a page's address, which a link may lead to."""
    return _OPENABLE.fullmatch(address) is not None


def links_of(article: Article) -> tuple[Link, ...]:
    """The links of an article in order, each address once; pages alone, no other scheme."""
    found: dict[str, Link] = {}
    for link in _all_links(article):
        if is_openable(link.address):
            found.setdefault(link.address, link)
    return tuple(found.values())


def images_of(article: Article) -> Iterator[tuple[int, str]]:
    """The addresses of the article's images, each with a line of its block, counted from 1."""
    if article.name.lower().endswith(".txt"):
        return
    for token in _parse(_body(article)):
        for inline in token.children or []:
            if inline.type == "image" and token.map:
                yield token.map[0] + 1, unquote(str(inline.attrGet("src") or ""))


def heading_links(article: Article) -> Iterator[tuple[int, str]]:
    """The page that each heading links to, with the heading's line, counted from 1."""
    if article.name.lower().endswith(".txt"):
        return
    tokens = _parse(_body(article))
    for opening, token in pairwise(tokens):
        if opening.type == "heading_open" and token.map:
            for link in _inline_links(token.children or []):
                if is_openable(link.address):
                    yield token.map[0] + 1, link.address


def _body(article: Article) -> str:
    """The source with nothing but line ends in place of the front matter."""
    for mark in article.layout.marks:
        if mark.what == "front matter":
            lines = article.source.count("\n", 0, mark.end)
            return "\n" * lines + article.source[mark.end :]
    return article.source


def _parse(body: str) -> list[Token]:
    # Without the plugin a footnote that is an address would be taken for a link's definition.
    return MarkdownIt("commonmark").enable("table").use(footnote_plugin).parse(body)


def _all_links(article: Article) -> Iterator[Link]:
    body = _body(article)
    if article.name.lower().endswith(".txt"):
        yield from _bare(body)
        return
    for token in _parse(body):
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
