"""What is written stands in descriptions as it is, though readers take them for HTML."""

import html
import io
from pathlib import Path

import feedparser
import podcastparser
import pytest

from boyin.feed.plain_text import as_html, cut
from boyin.feed.show import read_show
from boyin.ground.errors import FeedError
from tests.feed.test_readers import partytime
from tests.publishing import BASE, SHOW, feed, write_episode, write_show

WRITTEN = """\
a<b，b>c；R&D &amp; &lt;b&gt; <script>alert(1)</script> <img src=x onerror="alert(1)">
00:00 开场
01:00 完"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feed whose show and whose episode are described with what looks like HTML."""
    folder = tmp_path_factory.mktemp("descriptions")
    lines = WRITTEN.replace("\n", "\n  ")
    show = write_show(folder, SHOW.replace("把中文文章读出来。", f"|\n  {lines}"))
    write_episode(folder / "output", "a", notes=WRITTEN)
    return feed(show, folder / "output").path


def test_feedparser_shows_what_was_written(path: Path) -> None:
    # As careful readers do, it takes out of the HTML what could run.
    parsed = feedparser.parse(path.read_bytes())
    (entry,) = parsed.entries
    assert html.unescape(entry.summary) == WRITTEN
    assert html.unescape(parsed.feed.subtitle) == WRITTEN
    assert "<" not in entry.summary + parsed.feed.subtitle


def test_podcastparser_shows_what_was_written(path: Path) -> None:
    parsed = podcastparser.parse(BASE, io.BytesIO(path.read_bytes()))
    shown = html.unescape(parsed["episodes"][0]["description"])
    assert " ".join(shown.split()) == " ".join(WRITTEN.split())


def test_partytime_loses_no_word(path: Path) -> None:
    # It resolves entities twice.
    assert partytime(path)["items"][0]["description"].startswith("a<b，b>c；R&D")


@pytest.mark.parametrize(
    ("text", "longest", "kept"),
    [
        ("一。二。", 12, "一。二。"),
        ("一。二。", 11, "一。"),
        ("&。<。", 12, "&。"),
        ("&&&&&&", 13, "&&…"),
        ("<b>", 8, "<b…"),
        ("一 Mr. X。二", 12, "一 Mr."),
        ("", 3, ""),
    ],
)
def test_text_is_cut_where_its_html_fits(text: str, longest: int, kept: str) -> None:
    assert cut(text, longest) == kept
    assert len(as_html(cut(text, longest)).encode()) <= longest


@pytest.mark.parametrize(
    "language",
    [
        *("zh-cn", "zh-TW", "zh", "en-gb", "zh-Hans-CN", "zh-Hant", "cmn", "zh-yue-HK", "es-419"),
        *("yue-hk", "de-1996", "sr-Latn", "fil", "ZH-CN"),
    ],
)
def test_language_of_a_show_is_a_tag(tmp_path: Path, language: str) -> None:
    show = write_show(tmp_path, f"{SHOW}language: {language}\n")
    assert show.language == language.lower()


@pytest.mark.parametrize(
    "language",
    [
        *("中文", "Chinese", "zh_CN", "cn", "xx", "chi", "zho-", "zh-", "zh-c", "zh-chinese-x"),
        *(
            "'zh\"><script>'",
            "zh cn",
            "en-english1234",
            "z",
            "zh-CN.UTF-8",
            "jp",
            "'zh-\u0661\u0662\u0663'",
        ),
    ],
)
def test_language_that_there_is_not_is_told_with_its_line(tmp_path: Path, language: str) -> None:
    write_show(tmp_path)
    (tmp_path / "show.yaml").write_text(f"{SHOW}language: {language}\n", encoding="utf-8")
    with pytest.raises(FeedError, match=r"show.yaml:10: `language` can't be"):
        read_show(tmp_path / "show.yaml")


def test_transcript_names_no_language_that_there_is_not(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    show = write_show(tmp_path)
    write_episode(tmp_path / "output", "a", language='zh"><script>')
    write_episode(tmp_path / "output", "b", language="zh-TW", segments=[{"written": "乙。"}])
    data = feed(show, tmp_path / "output").path.read_bytes()
    assert (data.count(b"language="), data.count(b'language="zh-TW"')) == (4, 4)
    assert ["is no code such as zh-CN" in one for one in caplog.messages] == [True]
