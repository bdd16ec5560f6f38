"""A `feed.xml` that is there already: kept but for what is boyin's, or left as it is and told."""

import datetime
import hashlib
import json
from pathlib import Path

from boyin.feed.document import rebased
from boyin.feed.feed import write_feed
from boyin.feed.show import Show
from boyin.ground.errors import BoyinError
from fuzzing.choices import Choices, below, damaged, one_of, several
from fuzzing.constructs import CHINESE, ENGLISH, MARKS, ODD
from fuzzing.judging import PromiseError

_BASE = "https://example.org/podcast/"
_NOW = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:podcast="https://podcastindex.org/namespace/1.0" '
    'xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
)
_TAIL = "</channel></rss>\n"
SEEDS = (
    f'{_HEAD}<title>播音</title><atom:link rel="self" href="{_BASE}feed.xml"/><item>'
    "<title>甲</title><guid>g</guid><pubDate>Mon, 09 Feb 2026 00:00:00 +0000</pubDate>"
    f'<enclosure url="{_BASE}a/a.mp3" length="3" type="audio/mpeg"/></item>{_TAIL}',
    f"{_HEAD}<!-- 注 --><x:y xmlns:x='u'>z</x:y><item/>{_TAIL}",
)
_DATES = (
    *("Mon, 09 Feb 2026 00:00:00 +0000", "2026-02-09", "", "Mon, 09 Feb 99999 00:00:00 GMT", "x"),
    *("Thu, 01 Jan 1 00:00:00 -2359", "9 Feb 26", "Mon, 09 Feb 2026 24:60:60 +9999", "0 0 0 0:0 0"),
    *("Mon, 31 Feb 2026 00:00:00 +0000", "Fri, 31 Dec 9999 23:59:59 -2300", "²² Feb 2026 1:1:1"),
)
_TAGS = (
    *(
        "title",
        "guid",
        "pubDate",
        "link",
        "description",
        "enclosure",
        "itunes:image",
        "item",
        "channel",
    ),
    *(
        "podcast:transcript",
        "podcast:guid",
        "atom:link",
        "itunes:category",
        "x",
        "psc:chapters",
        "a:b",
    ),
)
_ADDRESSES = (
    f"{_BASE}a/a.mp3",
    f"{_BASE}a/a.vtt",
    f"{_BASE}feed.xml",
    f"{_BASE}b/b.mp3",
    "x",
    _BASE,
)
_DAMAGE = (
    *(
        "<",
        ">",
        "&",
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "<?a?>",
        "<!DOCTYPE rss>",
        "&x;",
        "&#0;",
        "&#x1;",
    ),
    *(
        "<item>",
        "</item>",
        "</channel>",
        "<channel>",
        "xmlns=''",
        "xml:base='x'",
        "<a:b/>",
        *MARKS,
        *ODD,
    ),
)


def write(choices: Choices) -> str:
    """A feed."""
    body = several(choices, 6, lambda c: _element(c, 0))
    return damaged(choices, _HEAD + body + _TAIL, _DAMAGE)


def _element(choices: Choices, depth: int) -> str:
    tag = one_of(choices, _TAGS)
    words = (
        *CHINESE,
        *ENGLISH,
        *_DATES,
        *_ADDRESSES,
        "g",
        "<![CDATA[<b>]]>",
        "<!-- 注 -->",
        "<?a b?>",
    )
    inner = one_of(choices, words)
    if depth < 3 and below(choices, 2):
        inner = several(choices, 5, lambda c: _element(c, depth + 1))
    attributes = one_of(
        choices,
        (
            "",
            f' url="{one_of(choices, _ADDRESSES)}" length="3"',
            f' href="{one_of(choices, _ADDRESSES)}" rel="self"',
            ' isPermaLink="false" xmlns:a="u"',
            ' xmlns="u"',
        ),
    )
    return f"<{tag}{attributes}>{inner}</{tag}>"


def check(data: bytes, folder: Path) -> None:
    """Brings the feed up to date twice: the second time no byte changes."""
    output = folder / "output"
    _write_episode(output / "a")
    path = output / "feed.xml"
    path.write_bytes(data)
    show = Show(
        path=folder / "show.yaml",
        title="播音",
        author="作者",
        description="文章。",
        base_url=_BASE,
        art=f"{_BASE}a.jpg",
        categories=(("Arts",),),
    )
    try:
        write_feed(show, output, now=_NOW, missing="keep")
    except BoyinError:
        if path.read_bytes() != data:
            raise PromiseError("a feed that was refused is another now") from None
        raise
    written = path.read_bytes()
    if write_feed(show, output, now=_NOW, missing="keep").changed or path.read_bytes() != written:
        raise PromiseError("nothing changed, and the feed did")
    rebased(written, path, "http://127.0.0.1:1/", "feed.xml")


def _write_episode(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "identity.json").unlink(missing_ok=True)
    files = []
    for name, kind in (("a.mp3", "mp3"), ("a.vtt", "transcript-vtt"), ("a.jpg", "cover")):
        data = kind.encode()
        (folder / name).write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        files.append({"name": name, "kind": kind, "bytes": len(data), "sha256": digest})
    manifest = {
        "title": "甲",
        "duration": 3.0,
        "chapters": [{"title": "开场", "start": 0.0, "end": 3.0}],
        "segments": [{"written": "甲。"}],
        "files": files,
    }
    (folder / "episode.json").write_text(json.dumps(manifest), encoding="utf-8")
