"""A producer's month: one weekly show, one title, and all that happens to files and folders."""

import datetime
import json
import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from boyin.builds.build import build_episode
from boyin.feed.show import Show, read_show
from boyin.ground.errors import FeedError
from tests.publishing import BASE, feed, write_show

TITLE = "本周新闻"
WEEK = """\
---
title: {title}
cover: cover.png
{date}
---

欢迎收听本周新闻，我是播音，请订阅我们的节目。

这是第{week}周。{news}

感谢收听，我们下周再见，祝您一切顺利。
"""
NEWS = {
    1: "这一周下了大雨，河水涨了三尺。",
    2: "书店开张，来了许多孩子。",
    3: "桥修好了，汽车可以走了。",
    4: "学校放假，球场上都是人。",
    5: "茶园收了新茶，价钱不贵。",
}


class Producer:
    """A project folder, and the feed's word on every week as it was when that came out."""

    def __init__(self, home: Path) -> None:
        self.home, self.output = home, home / "output"
        self.show: Show = write_show(home)
        self.articles = home / "articles"
        self.articles.mkdir()
        shutil.copy(home / "art.png", self.articles / "cover.png")
        self.day = datetime.datetime(2026, 3, 1, 7, 0, tzinfo=datetime.UTC)
        self.published: dict[int, tuple[str, str]] = {}

    def write(self, name: str, week: int, *, date: str = "", title: str = TITLE) -> Path:
        path = self.articles / name
        date = f"date: {date}" if date else ""
        path.write_text(WEEK.format(title=title, date=date, week=week, news=NEWS[week]), "utf-8")
        return path

    def move_to(self, home: Path) -> None:
        """Everything lies there from now on."""
        self.home, self.output, self.articles = home, home / "output", home / "articles"
        self.show = read_show(home / "show.yaml")

    def make(self, *articles: Path) -> list[str]:
        """Builds the articles, and then the feed; the folders, which must tell what they told."""
        made = [build_episode(one, cast="tone", output=self.output).episode for one in articles]
        self.feed()
        return [episode.mp3.parent.name for episode in made]

    def feed(self) -> None:
        self.day += datetime.timedelta(days=1)
        feed(self.show, self.output, now=self.day)
        told = self.told()
        assert self.published.items() <= told.items()
        self.published = told

    def told(self) -> dict[int, tuple[str, str]]:
        """GUID and day of every week, by what is said in the sound that the item leads to."""
        items = list(etree.fromstring((self.output / "feed.xml").read_bytes()).iter("item"))
        found: dict[int, tuple[str, str]] = {}
        for item in items:
            enclosure = item.find("enclosure")
            assert enclosure is not None
            path = self.output / str(enclosure.get("url")).removeprefix(BASE)
            assert path.is_file()
            document = json.loads((path.parent / "episode.json").read_bytes())
            said = "".join(segment["written"] for segment in document["segments"])
            (week,) = re.findall(r"第(\d)周", said)
            found[int(week)] = (str(item.findtext("guid")), str(item.findtext("pubDate")))
        assert len({guid for guid, _ in found.values()}) == len(items) == len(found)
        return found


@pytest.fixture
def producer(tmp_path: Path, empty_cache: Path) -> Producer:
    return Producer(tmp_path / "home")


def test_every_week_keeps_its_guid_and_its_day_for_a_month(
    producer: Producer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = producer.write("w1.md", 1, date="2026-03-01 08:00 +0800")
    (folder,) = producer.make(first)
    second = producer.write("w2.md", 2, date="2026-03-08")
    assert producer.make(second) == [f"{folder}-2026-03-08"]
    third = producer.write("w3.md", 3)
    assert producer.make(third) == [f"{folder}-2"]

    # An edit, and a correction of the day: both stay where they are.
    first.write_text(first.read_text("utf-8").replace("三尺", "四尺"), "utf-8")
    second = producer.write("w2.md", 2, date="2026-03-09")
    assert producer.make(first, second) == [folder, f"{folder}-2026-03-08"]

    # Files are renamed, and all of them moved into a folder.
    second = second.rename(producer.articles / "second.md")
    producer.make(second)
    (producer.articles / "2026").mkdir()
    first, second, third = (
        path.rename(path.parent / "2026" / path.name) for path in (first, second, third)
    )
    shutil.copy(producer.articles / "cover.png", producer.articles / "2026")
    assert producer.make(first, second, third) == [folder, f"{folder}-2026-03-08", f"{folder}-2"]

    # One file for the fourth week and the fifth.
    column = producer.write("2026/column.md", 4, date="2026-03-22")
    assert producer.make(column) == [f"{folder}-2026-03-22"]
    column = producer.write("2026/column.md", 5, date="2026-03-29")
    assert producer.make(column) == [f"{folder}-2026-03-29"]
    assert sorted(producer.published) == [1, 2, 3, 4, 5]

    # Another title, and the old folder goes; then the title comes back.
    third = producer.write("2026/w3.md", 3, title="桥修好了")
    assert producer.make(third) == ["qiao-xiu-hao-le"]
    shutil.rmtree(producer.output / f"{folder}-2")
    producer.feed()
    third = producer.write("2026/w3.md", 3)
    assert producer.make(third) == [f"{folder}-2"]

    # A second machine: the same tree, a cache of its own.
    shutil.copytree(producer.home, tmp_path / "second" / "podcast")
    monkeypatch.setenv("BOYIN_CACHE", str(tmp_path / "second" / "cache"))
    producer.move_to(tmp_path / "second" / "podcast")
    second = producer.articles / "2026" / "second.md"
    second.write_text(second.read_text("utf-8").replace("许多孩子", "好多孩子"), "utf-8")
    assert producer.make(second) == [f"{folder}-2026-03-08"]

    # The output alone is moved: articles are known by their text.
    producer.output.rename(tmp_path / "published")
    producer.output = tmp_path / "published"
    assert producer.make(*(producer.articles / "2026" / name for name in ("w1.md", "w3.md"))) == [
        folder,
        f"{folder}-2",
    ]

    # A folder gets another name by hand, and its article is made again.
    (producer.output / folder).rename(producer.output / "by-hand")
    producer.feed()
    assert producer.make(producer.articles / "2026" / "w1.md") == [folder]
    shutil.rmtree(producer.output / "by-hand")
    producer.feed()

    # The articles go, and the feed with them.
    shutil.rmtree(producer.articles)
    producer.feed()
    (producer.output / "feed.xml").unlink()
    producer.feed()
    assert sorted(producer.published) == [1, 2, 3, 4, 5]


def test_week_made_afresh_takes_no_other_weeks_place(producer: Producer) -> None:
    first, second = (
        producer.write(f"w{week}.md", week, date=f"2026-03-0{week}") for week in (1, 2)
    )
    producer.make(first, second)
    published = producer.published
    for folder in producer.output.glob("*/"):
        shutil.rmtree(folder)
    build_episode(second, cast="tone", output=producer.output)
    before = (producer.output / "feed.xml").read_bytes()
    for missing in ("refuse", "keep"):
        with pytest.raises(FeedError, match="has the place of the feed's episode of 2026-03-01"):
            feed(producer.show, producer.output, missing=missing)
    assert (producer.output / "feed.xml").read_bytes() == before
    for folder in producer.output.glob("*/"):
        shutil.rmtree(folder)
    for article in (first, second):
        build_episode(article, cast="tone", output=producer.output)
    producer.feed()
    assert producer.published == published
