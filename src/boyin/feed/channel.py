"""From a show to the tags of its feed that are not about one episode."""

import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from boyin.feed.document import add, element, put, qualified
from boyin.feed.plain_text import as_html
from boyin.feed.show import Show

if TYPE_CHECKING:
    from lxml.etree import _Element

_GUID_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""https://github.com/Podcastindex-org/podcast-namespace, docs/tags/guid.md"""


def channel_guid(show: Show, channel: "_Element", feed_url: str) -> uuid.UUID:
    """The show's own identity: the show file's, else the one in the feed, else the address's.

    Once in the feed it stays, though the feed move to another address.
    """
    told = (channel.findtext(qualified("podcast:guid")) or "").strip()
    for given in (show.guid, told):
        try:
            return uuid.UUID(given)
        except ValueError:
            continue
    parts = urlsplit(feed_url)
    return uuid.uuid5(_GUID_NAMESPACE, f"{parts.netloc}{parts.path}".rstrip("/"))


def put_show(channel: "_Element", show: Show, *, art_url: str, feed_url: str) -> None:
    """Makes the channel say what the show does; what the show does not speak of is left alone."""
    guid = channel_guid(show, channel, feed_url)
    put(channel, "title", [element("title", show.title)])
    put_self(channel, feed_url)
    put(channel, "link", [element("link", show.link or show.base_url)])
    put(channel, "description", [element("description", as_html(show.description))])
    put(channel, "language", [element("language", show.language)])
    if show.copyright:
        put(channel, "copyright", [element("copyright", show.copyright)])
    put(channel, "itunes:author", [element("itunes:author", show.author)])
    put(channel, "itunes:image", [element("itunes:image", href=art_url)])
    put(channel, "itunes:category", list(_categories(show)))
    put(channel, "itunes:explicit", [element("itunes:explicit", _flag(show.explicit))])
    put(channel, "itunes:type", [element("itunes:type", show.type)])
    if show.owner:
        put(channel, "itunes:owner", [_owner(show.owner.name, show.owner.email)])
    put(channel, "podcast:guid", [element("podcast:guid", str(guid))])
    put(channel, "podcast:medium", [element("podcast:medium", show.medium)])
    if show.locked is not None and show.owner:
        locked = "yes" if show.locked else "no"
        put(
            channel,
            "podcast:locked",
            [element("podcast:locked", locked, owner=show.owner.email)],
        )
    if show.persons:
        put(channel, "podcast:person", list(_persons(show)))


def put_self(channel: "_Element", feed_url: str) -> None:
    """Makes the one `atom:link` with `rel="self"` the feed's address."""
    wanted = element("atom:link", href=feed_url, rel="self", type="application/rss+xml")
    for link in channel.findall(qualified("atom:link")):
        if link.get("rel") == "self":
            link.attrib.update(wanted.attrib)
            return
    add(channel, wanted)


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _owner(name: str, email: str) -> "_Element":
    owner = element("itunes:owner")
    owner.extend((element("itunes:name", name), element("itunes:email", email)))
    return owner


def _categories(show: Show) -> Iterator["_Element"]:
    for outer, *inner in show.categories:
        category = element("itunes:category", text=outer)
        category.extend(element("itunes:category", text=name) for name in inner)
        yield category


def _persons(show: Show) -> Iterator["_Element"]:
    for person in show.persons:
        given = {
            "role": person.role,
            "group": person.group,
            "href": person.href,
            "img": person.img,
        }
        yield element("podcast:person", person.name, **{n: v for n, v in given.items() if v})
