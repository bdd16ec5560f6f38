"""From the parts of a book to its package document: what it is, what is in it, in which order.

(https://www.w3.org/TR/epub-33/#sec-package-doc) Promise: an episode keeps its identity when it is
made again, and no clock is read: a book is as old as its article.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from boyin.episode.epub.markup import DC, OPF, XML_LANG, element, fill, lines, root, written
from boyin.episode.epub.overlays import clock

if TYPE_CHECKING:
    from lxml.etree import _Element

PACKAGE = "package.opf"
NAVIGATION = "nav.xhtml"
ABOUT = "about.xhtml"
COVER = "cover.jpg"
ACTIVE_CLASS = "-epub-media-overlay-active"
_NAMESPACE = uuid.UUID("5b7d5e0c-6f0e-5b39-9a0e-0d6a3f3d6c5e")
"""Made once; with it a name becomes the same identifier everywhere."""
_NO_DATE = "1980-01-01"
"""Of a book whose article tells none: the first day that its container can name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a book says of itself."""

    slug: str
    title: str
    author: str
    language: str
    summary: str
    date: str
    """`YYYY-MM-DD`, or empty."""
    narrators: tuple[str, ...]
    accessibility: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book."""

    id: str
    href: str
    media_type: str
    properties: str = ""
    overlay: str = ""
    """The id of its media overlay."""
    duration: int = 0
    """Of a media overlay: how long it plays, in milliseconds."""
    linear: bool = False
    """Whether it is read, in the order of the items."""


def package(facts: Facts, items: Iterable[Item]) -> bytes:
    """The package document."""
    items = tuple(items)
    head = {"version": "3.0", "unique-identifier": "id", XML_LANG: facts.language}
    metadata = root("metadata", OPF, {None: OPF, "dc": DC})
    fill(metadata, lines(_metadata(facts, items)))
    manifest = [_opf("item", _attributes(item)) for item in items]
    spine = [_opf("itemref", {"idref": item.id}) for item in items if item.linear]
    parts = (metadata, _opf("manifest", {}, *lines(manifest)), _opf("spine", {}, *lines(spine)))
    return written(fill(root("package", OPF, {None: OPF}, head), lines(parts)))


def identifier(facts: Facts) -> str:
    """The name of the book among all others: the same for the same author and slug."""
    return uuid.uuid5(_NAMESPACE, f"{facts.author}\n{facts.slug}").urn


def _metadata(facts: Facts, items: tuple[Item, ...]) -> "Iterator[_Element]":
    yield _dc("identifier", identifier(facts), identity="id")
    yield _dc("title", facts.title)
    yield _dc("language", facts.language)
    if facts.author:
        yield _dc("creator", facts.author)
    if facts.summary:
        yield _dc("description", facts.summary)
    if facts.date:
        yield _dc("date", facts.date)
    yield _meta("dcterms:modified", f"{facts.date or _NO_DATE}T00:00:00Z")
    for name, value in facts.accessibility:
        yield _meta(name, value)
    overlays = [item for item in items if item.duration]
    yield _meta("media:duration", clock(sum(item.duration for item in overlays)))
    for item in overlays:
        yield _meta("media:duration", clock(item.duration), refines=f"#{item.id}")
    for narrator in facts.narrators:
        yield _meta("media:narrator", narrator)
    yield _meta("media:active-class", ACTIVE_CLASS)


def _attributes(item: Item) -> dict[str, str]:
    return {
        "id": item.id,
        "href": item.href,
        "media-type": item.media_type,
        "properties": item.properties,
        "media-overlay": item.overlay,
    }


def _opf(name: str, attributes: Mapping[str, str], *children: "_Element | str") -> "_Element":
    return element(name, attributes, *children, namespace=OPF)


def _meta(name: str, value: str, *, refines: str = "") -> "_Element":
    return _opf("meta", {"property": name, "refines": refines}, value)


def _dc(name: str, value: str, *, identity: str = "") -> "_Element":
    return element(name, {"id": identity}, value, namespace=DC)
