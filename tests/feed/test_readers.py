"""Programs that are not ours read from a feed what was put into it, whatever titles hold."""

import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import feedparser
import podcastparser
import pytest

from boyin.feed.show import Show
from tests.publishing import BASE, feed, write_episode, write_show

PLAIN = {
    "plain": "世界处于危险之中",
    "cdata": "甲 ]]> 乙 <![CDATA[ 丙",
    "ampersand": "R&D &amp; &#20013; &nope;",
    "comment": "一 --> 二 <!-- 三",
    "quotes": '“引”"号"\'',
    "emoji": "👨‍👩‍👧 与 🇨🇳 1️⃣",
    "long": "长" * 200,
    "rare": "𠮷野家",
    "empty-looking": "\u3000题\u3000",
}
CONTROL = {"control": ("甲\x00乙\x0b\x1b\ufffe丙\ud800", "甲乙丙")}
MARKUP = {
    "script": "<script>alert(1)</script>",
    "onerror": '<img src=x onerror="alert(1)">',
}
TITLES = PLAIN | MARKUP | {name: shown for name, (_, shown) in CONTROL.items()}
DURATION = 3723


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feed with an episode for every title."""
    folder = tmp_path_factory.mktemp("readers")
    show: Show = write_show(folder)
    for slug, title in TITLES.items():
        written = CONTROL[slug][0] if slug in CONTROL else title
        chapters = [{"title": written, "start": 0.0}, {"title": "乙", "start": 9.25}]
        write_episode(
            folder / "output", slug, title=written, chapters=chapters, sound=slug.encode()
        )
    return feed(show, folder / "output").path


def slug_of(url: str) -> str:
    return url.removeprefix(BASE).partition("/")[0]


def test_podcastparser_reads_it(path: Path) -> None:
    parsed = podcastparser.parse(BASE, io.BytesIO(path.read_bytes()))
    assert parsed["title"] == "播音示例 & <friends>"
    assert parsed["cover_url"] == BASE + "show.png"
    episodes = {slug_of(one["enclosures"][0]["url"]): one for one in parsed["episodes"]}
    assert episodes.keys() == TITLES.keys()
    for slug, one in episodes.items():
        # gPodder takes white space together.
        assert one["title"] == " ".join(TITLES[slug].split())
        assert one["enclosures"][0]["file_size"] == len(slug)
        assert one["enclosures"][0]["mime_type"] == "audio/mpeg"
        assert one["total_time"] == DURATION
        # gPodder counts whole seconds.
        assert [chapter["start"] for chapter in one["chapters"]] == [0, 9]
    assert len({one["guid"] for one in episodes.values()}) == len(TITLES)
    assert all(one["published"] > 0 for one in episodes.values())


def test_feedparser_reads_it(path: Path) -> None:
    parsed = feedparser.parse(path.read_bytes(), sanitize_html=False)
    assert not parsed.bozo
    assert parsed.feed.title == "播音示例 & <friends>"
    entries = {slug_of(one.enclosures[0].href): one for one in parsed.entries}
    assert entries.keys() == TITLES.keys()
    for slug, one in entries.items():
        if slug not in MARKUP and slug != "ampersand":
            assert one.title == TITLES[slug].strip()
        assert one.enclosures[0].length == str(len(slug))
        assert one.published_parsed.tm_year == 2026
        assert one.podcast_chapters["url"] == f"{BASE}{slug}/{slug}.chapters.json"


def partytime(path: Path) -> Any:
    """What podcast-partytime reads; skips where it is not installed."""
    if shutil.which("node") is None:
        pytest.skip("Node.js is not installed")
    modules = os.environ.get("NODE_PATH", "")
    if not any((Path(one) / "podcast-partytime").is_dir() for one in modules.split(os.pathsep)):
        pytest.skip("set NODE_PATH to a node_modules folder with podcast-partytime@5 in it")
    script = Path(__file__).with_name("partytime.js")
    done = subprocess.run(["node", script, path], check=True, capture_output=True)
    return json.loads(done.stdout)


def test_partytime_reads_it(path: Path) -> None:
    parsed = partytime(path)
    assert parsed["itunesCategory"] == ["Society & Culture > Documentary", "News"]
    assert (parsed["locked"], parsed["podcastOwner"]) == (True, "me@example.org")
    assert (parsed["medium"], parsed["language"]) == ("podcast", "zh-cn")
    items = {slug_of(one["enclosure"]["url"]): one for one in parsed["items"]}
    assert items.keys() == TITLES.keys()
    for slug, one in items.items():
        assert one["enclosure"]["length"] == len(slug)
        assert one["duration"] == DURATION
        assert one["podcastChapters"]["type"] == "application/json+chapters"
        assert [one["type"] for one in one["podcastTranscripts"]] == [
            "text/vtt",
            "application/srt",  # its one name for both that SubRip has
            "application/json",
            "text/html",
        ]
        # It resolves entities twice, so that written ones are lost in it.
        if slug != "ampersand":
            assert one["title"] == TITLES[slug].strip()
