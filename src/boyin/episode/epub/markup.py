"""XML trees for the files of a book, and their bytes.

Promise: what comes out is well-formed, whatever the text says; the same tree makes the same bytes.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SMIL = "http://www.w3.org/ns/SMIL"
OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"

EPUB_TYPE = f"{{{OPS}}}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STYLE = "style.css"

_VOID = frozenset({"br", "hr", "img", "link"})
_LANGUAGE = regex.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def element(
    name: str,
    attributes: Mapping[str, str] | None = None,
    *children: "_Element | str",
    namespace: str = XHTML,
) -> "_Element":
    """An element with its attributes and content, in order.

    name: local, or `{namespace}local`; an attribute whose value is empty is left out, but for
    `alt`, whose emptiness says something.
    """
    from lxml import etree

    tag = name if name.startswith("{") else f"{{{namespace}}}{name}"
    made = etree.Element(tag)
    for key, value in (attributes or {}).items():
        if value or key == "alt":
            made.set(key, value)
    if namespace == XHTML and name not in _VOID:
        # `<p/>` is an open paragraph to who reads the file as HTML.
        made.text = ""
    return fill(made, children)


def fill(parent: "_Element", children: "Iterable[_Element | str]") -> "_Element":
    """`parent`, with the children behind what it holds."""
    # Asked for each child, lxml would count them all each time.
    last = parent[-1] if len(parent) else None
    for child in children:
        if not isinstance(child, str):
            parent.append(child)
            last = child
        elif last is not None:
            last.tail = (last.tail or "") + child
        else:
            parent.text = (parent.text or "") + child
    return parent


def lines(children: "Iterable[_Element]") -> "list[_Element | str]":
    """Each of the children on a line of its own: for elements that hold no text themselves."""
    return ["\n", *(part for child in children for part in (child, "\n"))]


def languages(tag: str) -> dict[str, str]:
    """The attributes that say what an element's text is written in, for XML and for HTML."""
    return {"lang": tag, XML_LANG: tag}


def known_language(tag: str) -> str:
    """A language's tag as BCP 47 has them; Chinese where it is none."""
    return tag if _LANGUAGE.fullmatch(tag) else "zh"


def page(title: str, language: str, body: "_Element") -> bytes:
    """A whole XHTML document."""
    head = element(
        "head",
        None,
        *lines(
            [
                element("title", None, title or STYLE),
                element("link", {"rel": "stylesheet", "type": "text/css", "href": STYLE}),
            ]
        ),
    )
    html = root("html", XHTML, {None: XHTML, "epub": OPS}, languages(language))
    return written(fill(html, lines([head, body])), doctype="<!DOCTYPE html>\n")


def written(root: "_Element", doctype: str = "") -> bytes:
    """The bytes of a document."""
    from lxml import etree

    content = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}{content}\n'.encode()


def root(
    name: str,
    namespace: str,
    prefixes: Mapping[Any, str],
    attributes: Mapping[str, str] | None = None,
) -> "_Element":
    """The element that holds a whole document.

    prefixes: of its namespaces; None is the prefix of what has none.
    """
    from lxml import etree

    made = etree.Element(f"{{{namespace}}}{name}", nsmap=prefixes)
    for key, value in (attributes or {}).items():
        made.set(key, value)
    return made
