"""From a feed before and after to what a person wants to know of the difference."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAGS = {
    "title": "title",
    "enclosure": "sound",
    "description": "notes",
    "guid": "GUID",
    "pubDate": "day",
}
"""What is named where it differs; the rest of an item is `details`."""


def changes_between(before: "_Element | None", after: "_Element") -> tuple[str, ...]:
    """A line for every item that comes, goes or changes, and for the show, in the new order.

    before: the channel that was; None where there is no feed yet.
    """
    old = _by_guid(before) if before is not None else {}
    new = _by_guid(after)
    lines = [line for guid, item in new.items() for line in _changes_of(item, old.get(guid))]
    lines += [f"gone: {_shown(item)}" for guid, item in old.items() if guid not in new]
    if before is not None and _show_of(before) != _show_of(after):
        lines.append("changed: the show")
    return tuple(lines)


def _by_guid(channel: "_Element") -> dict[str, "_Element"]:
    items = channel.findall("item")
    # One that others wrote may have none, and is known by what it says.
    return {(item.findtext("guid") or "").strip() or _said(item): item for item in items}


def _changes_of(new: "_Element", old: "_Element | None") -> Iterator[str]:
    if old is None:
        yield f"new: {_shown(new)}"
    elif _said(old) != _said(new):
        parts = [
            name
            for tag, name in _TAGS.items()
            if [_said(one) for one in old.findall(tag)] != [_said(one) for one in new.findall(tag)]
        ]
        if _sound(old) != _sound(new):
            parts = [part for part in parts if part != "sound"]
            yield f"moved: {_shown(new)}, from {_sound(old)}"
        yield f"changed: {_shown(new)}: {', '.join(parts) or 'details'}"


def _shown(item: "_Element") -> str:
    title = " ".join((item.findtext("title") or "").split())
    return f"“{title}”, {item.findtext('pubDate') or 'without a day'}, {_sound(item)}"


def _sound(item: "_Element") -> str:
    enclosure = item.find("enclosure")
    return (enclosure.get("url") or "") if enclosure is not None else "without sound"


def _said(one: "_Element") -> str:
    from lxml import etree

    plain = etree.tostring(one, with_tail=False, encoding="unicode")
    return str(etree.canonicalize(plain, strip_text=True))


def _show_of(channel: "_Element") -> list[str]:
    return [_said(one) for one in channel if isinstance(one.tag, str) and one.tag != "item"]
