"""One list of chapters, told alike by every file, whatever their number and titles."""

import json
import logging
from collections.abc import Sequence

import pytest

from boyin.episode.chapters.chapters import chapters_json, contents_of, warn_of_groups
from boyin.episode.tags import EpisodeTag, id3_tag
from boyin.timeline.timeline import FRAME, RATE, Chapter, Slice, Timeline
from tests.episode.test_tags import LONG, antennapod_chapters

TITLES = (
    "引言",
    LONG,
    (LONG * 7)[:200],
    "🎙️ 表情 👩‍🚀",
    "同名",
    "同名",
    "]]> <script>alert('&amp;')</script>",
    "换\n行\0与\x0b控制\ufffe",
)


def timeline_of(titles: Sequence[str]) -> Timeline:
    """Chapters of uneven lengths; no speech."""
    borders = [0]
    for index in range(len(titles)):
        borders.append(borders[-1] + FRAME * (30 + 7 * (index % 5)))
    chapters = tuple(
        Chapter(title, borders[index], borders[index + 1]) for index, title in enumerate(titles)
    )
    return Timeline((Slice(0, borders[-1]),), chapters)


@pytest.mark.parametrize("count", [1, 2, 3, 23, 255, 256, 300])
def test_tag_and_json_tell_the_same_chapters(count: int) -> None:
    timeline = timeline_of([TITLES[index % len(TITLES)] for index in range(count)])
    contents = contents_of(timeline)
    document = json.loads(chapters_json(contents.chapters))
    told = [(one["title"], round(one["startTime"] * 1000)) for one in document["chapters"]]
    assert told == antennapod_chapters(
        id3_tag(EpisodeTag(title="题", language="zh", chapters=contents.chapters))
    )
    assert len(told) == (count if count <= 255 else -(-count // 2))
    ends = [one["endTime"] for one in document["chapters"]]
    assert ends[:-1] == [one["startTime"] for one in document["chapters"]][1:]
    assert ends[-1] == pytest.approx(timeline.length / RATE, abs=5e-4)


def test_titles_stay_as_written_but_for_what_no_player_can_show() -> None:
    titles = [one.title for one in contents_of(timeline_of(TITLES)).chapters]
    assert titles == [*TITLES[:-1], "换 行 与 控制"]


def test_too_many_chapters_share_entries_and_a_warning_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    contents = contents_of(timeline_of([f"第{number}章" for number in range(301)]))
    assert [one.title for one in contents.chapters[:2]] == ["第0章 – 第1章", "第2章 – 第3章"]
    assert contents.chapters[-1].title == "第300章"
    assert [contents.number_of(number) for number in (0, 1, 2, 300)] == [0, 0, 1, 150]
    with caplog.at_level(logging.WARNING):
        warn_of_groups(255)
        assert not caplog.records
        warn_of_groups(301)
    assert [record.getMessage() for record in caplog.records] == [
        "the article has 301 chapters, and players take no more than 255: "
        "every 2 of them share one entry"
    ]
