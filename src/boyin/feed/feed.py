"""From a show and the output folder to `feed.xml`: an item for every finished episode.

Promise: the feed is written last and whole. It points at nothing that is missing or has another
length. What others put into it stays. Nothing changes where nothing has changed.
"""

import datetime
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from boyin.feed.art import read_art
from boyin.feed.changes import changes_between
from boyin.feed.channel import channel_guid, put_show
from boyin.feed.document import base_url_of, element, insert, new_feed, read_feed, remove, serialize
from boyin.feed.episodes import read_episodes
from boyin.feed.identity import Identity, write_identity
from boyin.feed.items import put_episode
from boyin.feed.recognition import Identified, Wishes, identify
from boyin.feed.show import Show
from boyin.ground.errors import FeedError, OutputError
from boyin.ground.files import write_whole

if TYPE_CHECKING:
    from lxml.etree import _Element, _ElementTree

FEED = "feed.xml"
Missing = Literal["refuse", "keep", "drop"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it."""

    path: Path
    url: str
    episodes: int
    others: int
    """Items that are not boyin's, or whose episode is elsewhere."""
    changed: bool
    """Whether the file has other bytes than before."""
    changes: tuple[str, ...]
    """What is new, gone, moved and changed, a line each."""


def write_feed(
    show: Show,
    output: Path,
    *,
    now: datetime.datetime,
    missing: Missing = "refuse",
    wishes: Wishes | None = None,
    dry_run: bool = False,
) -> Written:
    """Writes `output/feed.xml`; see `identify` for `now` and `wishes`.

    missing: what becomes of an item that points into a folder that is not there. dry_run: nothing
    is written, and all is said.
    Raises FeedError or OutputError; the feed is then what it was.
    """
    episodes = read_episodes(output)
    art, picture = read_art(show)
    path, url = output / FEED, show.base_url + FEED
    tree = read_feed(before, path) if (before := _read(path)) else new_feed()
    channel = _channel(tree)
    items = _items_by_folder(channel, base_url_of(channel, FEED) or show.base_url)
    identified = identify(
        episodes,
        {name: one for name, item in items.items() if (one := _identity_of(item, path))},
        channel=channel_guid(show, channel, url),
        now=now,
        wishes=wishes or Wishes(),
    )
    put_show(channel, show, art_url=art if not picture else show.base_url + art, feed_url=url)
    told = _put_items(channel, identified, items, show.base_url)
    here = {one.name for one in episodes}
    left = {n: item for n, item in items.items() if n not in here and item not in told}
    _settle_missing(left, missing, path)
    data = serialize(tree)
    if not dry_run:
        _write(output, identified, art, picture)
        if data != before:
            write_whole(path, data)
    others = len(channel.findall("item")) - (count := len(identified.current))
    return Written(path, url, count, others, data != before, _changes(before, path, data))


def _changes(before: bytes, path: Path, data: bytes) -> tuple[str, ...]:
    if data == before:
        return ()
    old = _channel(read_feed(before, path)) if before else None
    return changes_between(old, _channel(read_feed(data, path)))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise OutputError(f"can't be read: {error.strerror}", place=str(path)) from error


def _channel(tree: "_ElementTree") -> "_Element":
    channel = tree.getroot().find("channel")
    assert channel is not None
    return channel


def _items_by_folder(channel: "_Element", base_url: str) -> dict[str, "_Element"]:
    """The items whose sound is `<folder>/<folder>.mp3` below the base URL, as boyin's are."""
    found: dict[str, _Element] = {}
    for item in channel.findall("item"):
        enclosure = item.find("enclosure")
        url = (enclosure.get("url") or "") if enclosure is not None else ""
        folder, _, file = unquote(url.removeprefix(base_url)).partition("/")
        if url.startswith(base_url) and file == f"{folder}.mp3":
            found.setdefault(folder, item)
    return found


def _guid_of(item: "_Element") -> str:
    return (item.findtext("guid") or "").strip()


def _identity_of(item: "_Element", path: Path) -> Identity | None:
    """What the item says, None where it lacks one of the two."""
    guid = _guid_of(item)
    date = (item.findtext("pubDate") or "").strip()
    if not guid or not date:
        return None
    try:
        published = parsedate_to_datetime(date)
    except ValueError as error:
        raise FeedError(
            f"`{date}` is no date", place=f"{path}:{item.sourceline}", remedy="Mend it."
        ) from error
    return Identity(guid, published.replace(tzinfo=published.tzinfo or datetime.UTC))


def _put_items(
    channel: "_Element",
    identified: Identified,
    items: Mapping[str, "_Element"],
    base_url: str,
) -> set["_Element"]:
    """Brings the episodes' items up to date, and adds those that are new. Returns all of them."""
    by_guid = {_guid_of(item): item for item in channel.findall("item")}
    taken = {identity.guid for _, identity in identified.current}
    told = set()
    for episode, identity in sorted(identified.current, key=lambda one: one[1].published):
        item = by_guid.get(identity.guid, items.get(episode.name))
        # The folder's item may be the one that another folder has got meanwhile.
        if item is not None and _guid_of(item) in taken - {identity.guid}:
            item = None
        if item is None:
            item = element("item")
            put_episode(item, episode, identity, base_url=base_url)
            insert(channel, item, _place_of(channel, identity))
        else:
            put_episode(item, episode, identity, base_url=base_url)
        told.add(item)
    return told


def _place_of(channel: "_Element", identity: Identity) -> int:
    """Before the first item that is not newer: apps want the newest first."""
    for item in channel.findall("item"):
        date = (item.findtext("pubDate") or "").strip()
        try:
            published = parsedate_to_datetime(date)
        except ValueError:
            continue
        if published.replace(tzinfo=published.tzinfo or datetime.UTC) <= identity.published:
            return channel.index(item)
    return len(channel)


def _settle_missing(left: Mapping[str, "_Element"], missing: Missing, path: Path) -> None:
    """left: items that nothing here belongs to, by the folders that they point into."""
    for name, item in sorted(left.items()):
        title = item.findtext("title") or name
        if missing == "refuse":
            raise FeedError(
                f"“{title}” points at {name}/{name}.mp3, which is not here",
                place=f"{path}:{item.sourceline}",
                remedy="Make it again; or use --missing keep (it is on the server) or drop.",
            )
        if missing == "drop":
            _log.warning("“%s” is taken out of the feed: its folder is not here", title)
            remove(item)


def _write(output: Path, identified: Identified, art: str, picture: bytes) -> None:
    """All that the feed relies on, before it."""
    # Stopped in between, the next run finds in the old folder what it owes the new one.
    for name, identity in identified.moved.items():
        write_identity(output / name, identity)
    for episode, identity in identified.current:
        write_identity(episode.folder, identity)
    if picture and _read(output / art) != picture:
        write_whole(output / art, picture)
