"""From an episode to its item in the feed: each tag that apps read, from the episode's files."""

import logging
from collections.abc import Iterator
from email.utils import format_datetime
from typing import TYPE_CHECKING

import regex

from boyin.feed.document import element, put
from boyin.feed.episodes import Episode
from boyin.feed.identity import Identity
from boyin.feed.plain_text import as_html, cut
from boyin.ground.language_tags import is_language_tag

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_DESCRIPTION = 4000
"""Bytes of UTF-8 that Apple takes."""

CHAPTERS_TYPE = "application/json+chapters"
TRANSCRIPTS = (
    ("transcript-vtt", "text/vtt"),
    ("transcript-srt", "application/x-subrip"),
    ("transcript-json", "application/json"),
    ("transcript-html", "text/html"),
)
"""Kinds and types, the one that Apple reads first."""

_log = logging.getLogger(__name__)

_BODY = regex.compile(r"<body[^>]*>(.*)</body\s*>", regex.DOTALL | regex.IGNORECASE)


def put_episode(item: "_Element", episode: Episode, identity: Identity, *, base_url: str) -> None:
    """Makes the item say what the episode does; tags that are not boyin's are left alone."""
    folder_url = f"{base_url}{episode.name}/"
    enclosure = item.find("enclosure")
    url = (enclosure.get("url") or "") if enclosure is not None else ""
    # What stood beside the sound until now is boyin's, wherever that was.
    own = url.rpartition("/")[0] + "/" if url else folder_url
    put(item, "title", [element("title", episode.title)])
    if item.find("guid") is None:
        put(item, "guid", [element("guid", identity.guid, isPermaLink="false")])
    _put_link(item, episode, folder_url, own)
    if item.find("pubDate") is None:
        put(item, "pubDate", [element("pubDate", format_datetime(identity.published))])
    notes = episode.text_of("notes-text").strip() or episode.summary or episode.title
    told = as_html(cut(notes, LONGEST_DESCRIPTION))
    put(item, "description", [element("description", told)])
    if html := _inner_html(episode.text_of("notes-html")):
        put(item, "content:encoded", [element("content:encoded", html)])
    put(item, "enclosure", [_enclosure(episode, folder_url)])
    put(item, "itunes:duration", [element("itunes:duration", str(round(episode.duration)))])
    if episode.author:
        put(item, "itunes:author", [element("itunes:author", episode.author)])
    if cover := episode.files.get("cover"):
        image = element("itunes:image", href=folder_url + cover.path.name)
        put(item, "itunes:image", [image])
    else:
        put(item, "itunes:image", [], own=own)
    _put_chapters(item, episode, folder_url, own)
    put(item, "podcast:transcript", list(_transcripts(episode, folder_url)), own=own)


def _put_link(item: "_Element", episode: Episode, folder_url: str, own: str) -> None:
    """The page to read along, unless the item leads to a page of the show's own."""
    there = item.find("link")
    if there is not None and not (there.text or "").startswith(own):
        return
    page = episode.files.get("reading-html")
    put(item, "link", [element("link", folder_url + page.path.name)] if page else [])


def _enclosure(episode: Episode, folder_url: str) -> "_Element":
    mp3 = episode.files["mp3"]
    return element(
        "enclosure", url=folder_url + mp3.path.name, length=str(mp3.size), type="audio/mpeg"
    )


def _put_chapters(item: "_Element", episode: Episode, folder_url: str, own: str) -> None:
    file = episode.files.get("chapters")
    json = (
        [element("podcast:chapters", url=folder_url + file.path.name, type=CHAPTERS_TYPE)]
        if file
        else []
    )
    put(item, "podcast:chapters", json, own=own)
    simple = element("psc:chapters", version="1.2")
    simple.extend(
        element("psc:chapter", start=normal_play_time(start), title=title)
        for title, start in episode.chapters
    )
    put(item, "psc:chapters", [simple] if episode.chapters else [])


def _transcripts(episode: Episode, folder_url: str) -> Iterator["_Element"]:
    named = is_language_tag(episode.language)
    if episode.language and not named:
        _log.warning(
            "%s: its language, “%s”, is no code such as zh-CN, and its transcripts name none",
            episode.name,
            episode.language,
        )
    for kind, media_type in TRANSCRIPTS:
        if file := episode.files.get(kind):
            given = {"url": folder_url + file.path.name, "type": media_type}
            if named:
                given["language"] = episode.language
            if kind == "transcript-vtt":
                given["rel"] = "captions"
            yield element("podcast:transcript", **given)


def normal_play_time(seconds: float) -> str:
    """Seconds as `01:02:03.004` (https://podlove.org/simple-chapters/)."""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    whole, milliseconds = divmod(rest, 1000)
    return f"{hours:02}:{minutes:02}:{whole:02}.{milliseconds:03}"


def _inner_html(html: str) -> str:
    """What is within the body of a document, all of a fragment."""
    found = _BODY.search(html)
    return (found[1] if found else html).strip()
