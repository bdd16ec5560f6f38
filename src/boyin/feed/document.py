"""From an existing feed's bytes to a tree that can be changed in places, and back.

Promise: what is not boyin's comes out as it went in: items, tags, attributes, namespaces, comments
and their order. What can't be read is refused, never overwritten. Nothing is fetched, no entity is
expanded. What comes out has been read again.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from boyin.ground.errors import FeedError

if TYPE_CHECKING:
    from lxml.etree import _Element, _ElementTree

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
PSC = "http://podlove.org/simple-chapters"

NAMESPACES = {
    "atom": ATOM,
    "content": CONTENT,
    "itunes": ITUNES,
    "podcast": PODCAST,
    "psc": PSC,
}
_NO_XML = regex.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""All but the characters of https://www.w3.org/TR/xml/#charsets."""


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 can't hold in any form."""
    return _NO_XML.sub("", text)


def element(tag: str, text: str = "", /, **attributes: str) -> "_Element":
    """An element with that text and those attributes; `itunes:author` is in its namespace."""
    from lxml import etree

    one = etree.Element(qualified(tag), {n: clean(v) for n, v in attributes.items()}, NAMESPACES)
    one.text = clean(text) or None
    return one


def qualified(tag: str) -> str:
    """`itunes:author` as lxml writes it."""
    prefix, _, name = tag.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}" if prefix else name


def new_feed() -> "_ElementTree":
    """An empty feed."""
    from lxml import etree

    root = etree.Element("rss", {"version": "2.0"}, NAMESPACES)
    root.text = "\n  "
    etree.SubElement(root, "channel").tail = "\n"
    return etree.ElementTree(root)


_LEFT_AS_IT_IS = (
    "It was left as it is. Mend it; or, to start anew, move it away: the episodes keep their "
    "GUIDs, what was added by hand is not in the new one."
)


def _not_well_formed(problem: str, path: Path, line: int) -> FeedError:
    return FeedError(
        f"is not well-formed: {problem}", place=f"{path}:{line}", remedy=_LEFT_AS_IT_IS
    )


def read_feed(data: bytes, path: Path) -> "_ElementTree":
    """The feed in `data`. Raises FeedError if it is not one, with the line."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _not_well_formed(error.msg or "", path, error.lineno or 1) from error
    # A prefix that nothing binds passes where a warning comes behind it.
    for one in parser.error_log.filter_from_errors():
        raise _not_well_formed(one.message, path, one.line)
    remedy = _LEFT_AS_IT_IS
    if root.tag != "rss" or len(root.findall("channel")) != 1:
        raise FeedError("is not an RSS 2.0 feed", place=str(path), remedy=remedy)
    if root.getroottree().docinfo.internalDTD is not None:
        raise FeedError(
            "has a DOCTYPE, which no podcast feed needs", place=str(path), remedy=remedy
        )
    for prefix, name in NAMESPACES.items():
        if root.nsmap.get(prefix, name) != name:
            raise FeedError(
                f"binds `{prefix}` to `{root.nsmap[prefix]}`, which is not `{name}`",
                place=str(path),
                remedy=remedy,
            )
    return _with_namespaces(root)


def _with_namespaces(root: "_Element") -> "_ElementTree":
    """The feed with the namespaces it lacks: lxml can't add any to an element that is there."""
    from lxml import etree

    if NAMESPACES.keys() <= root.nsmap.keys():
        return root.getroottree()
    wider = etree.Element(
        root.tag, {str(n): str(v) for n, v in root.items()}, NAMESPACES | _prefixes(root)
    )
    wider.text = root.text
    for before in reversed(list(root.itersiblings(preceding=True))):
        wider.addprevious(before)
    for after in reversed(list(root.itersiblings())):
        wider.addnext(after)
    wider.extend(list(root))
    return wider.getroottree()


def _prefixes(root: "_Element") -> dict[str, str]:
    return {str(prefix): name for prefix, name in root.nsmap.items() if prefix}


def serialize(tree: "_ElementTree") -> bytes:
    """The feed as a file's content, read again before it is handed out."""
    from lxml import etree

    body: bytes = etree.tostring(tree, encoding="UTF-8", xml_declaration=False)
    data = b'<?xml version="1.0" encoding="UTF-8"?>\n' + body.strip() + b"\n"
    again = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    assert again.tag == "rss"
    return data


def base_url_of(channel: "_Element", name: str) -> str:
    """Where the feed says its folder is; empty if it does not.

    name: the feed's own file name.
    """
    for link in channel.findall(qualified("atom:link")):
        href = link.get("href") or ""
        if link.get("rel") == "self" and href.endswith(f"/{name}"):
            return href.removesuffix(name)
    return ""


def rebased(data: bytes, path: Path, base_url: str, name: str) -> bytes:
    """The feed in `data` with its folder at `base_url`: for trying it where it is not yet."""
    tree = read_feed(data, path)
    channel = tree.getroot().find("channel")
    old = base_url_of(channel, name) if channel is not None else ""
    for one in tree.iter() if old else ():
        for attribute in ("url", "href"):
            address = one.get(attribute) or ""
            if address.startswith(old):
                one.set(attribute, base_url + address.removeprefix(old))
    return serialize(tree)


def put(
    parent: "_Element", tag: str, wanted: Sequence["_Element"], *, own: str | None = None
) -> None:
    """Makes the children of that tag the wanted ones, in place: those that stay do not move.

    own: the beginning of the `url`s or `href`s that are boyin's; others of the tag are left alone.
    """
    there = [
        child
        for child in parent.findall(qualified(tag))
        if own is None or (child.get("url") or child.get("href") or "").startswith(own)
    ]
    for old, new in zip(there, wanted, strict=False):
        _update(old, new)
    for surplus in there[len(wanted) :]:
        remove(surplus)
    for new in wanted[len(there) :]:
        add(parent, new)


def _update(old: "_Element", new: "_Element") -> None:
    """Makes `old` say what `new` does; attributes that `new` does not have are left alone."""
    old.attrib.update(new.attrib)
    if len(old) or len(new):
        if _said(old) != _said(new):
            tail = old.tail
            old[:] = list(new)
            old.text, old.tail = new.text, tail
    elif (old.text or "") != (new.text or ""):
        old.text = new.text


def _said(one: "_Element") -> list[tuple[object, str, list[tuple[str, str]]]]:
    return [
        (inner.tag, (inner.text or "").strip(), sorted((str(n), str(v)) for n, v in inner.items()))
        for inner in one.iter()
        if inner is not one
    ]


def remove(one: "_Element") -> None:
    """Takes `one` out of its parent, with the white space in front of it."""
    parent, before = one.getparent(), one.getprevious()
    assert parent is not None
    # The last child's tail holds the indentation of the parent's end.
    if one.getnext() is None:
        if before is not None:
            before.tail = one.tail
        else:
            parent.text = one.tail
    parent.remove(one)


def add(parent: "_Element", new: "_Element") -> None:
    """Puts `new` before the first item; behind all where there is none."""
    items = parent.findall("item")
    insert(parent, new, parent.index(items[0]) if items else len(parent))


def insert(parent: "_Element", new: "_Element", index: int) -> None:
    """Puts `new` at `index`, indented as its neighbours are."""
    from lxml import etree

    depth = sum(1 for _ in parent.iterancestors()) + 1
    etree.indent(new, "  ", level=depth)
    inner, outer = "\n" + "  " * depth, "\n" + "  " * (depth - 1)
    if index < len(parent):
        before = parent[index].getprevious()
        tail = (before.tail if before is not None else parent.text) or inner
        new.tail = tail if not tail.strip() else inner
    else:
        new.tail = outer
        if len(parent):
            parent[-1].tail = inner if not (parent[-1].tail or "").strip() else parent[-1].tail
        else:
            parent.text = inner
    parent.insert(index, new)
