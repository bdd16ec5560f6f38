"""Show notes say what an episode is, in 4,000 bytes at most."""

from collections.abc import Callable
from pathlib import Path

import pytest

from boyin.article.article import parse_article
from boyin.builds.pipeline import make_episode
from boyin.episode.links import Link, links_of
from boyin.episode.notes import CHINESE, MOST_BYTES, Notes, cut_at_sentence, notes_html, notes_text
from tests.making import write_article

DISCLOSURE = "本期由人工智能合成的语音朗读。"


def notes(folder: Path, text: str) -> tuple[str, str]:
    """Text and HTML of the notes."""
    made = make_episode(write_article(folder, text), cast="tone", output=folder / "output")
    texts = [
        made.episode.mp3.with_suffix(ending).read_bytes()
        for ending in (".notes.txt", ".notes.html")
    ]
    assert all(len(one) <= MOST_BYTES for one in texts)
    return texts[0].decode(), texts[1].decode()


def test_notes_of_an_article(tmp_path: Path) -> None:
    text, page = notes(
        tmp_path,
        "---\nauthor: 甲\n---\n# 题\n\n第一段 & 其他。它有两句。\n\n## 一\n\n见[这里](https://a.example/?b=1&c=2)"
        "和 https://b.example/x。\n\n## 二\n\n来源：某报 https://c.example\n",
    )
    assert (
        text
        == f"""\
第一段 & 其他。它有两句。

章节
00:00 开场
00:08 一
00:15 二

来源与链接
来源：某报 https://c.example
这里 https://a.example/?b=1&c=2
https://b.example/x

作者：甲
朗读：tone_low (tone), tone_middle (tone)
制作：boyin 播音

{DISCLOSURE}
"""
    )
    assert '<a href="https://a.example/?b=1&amp;c=2" rel="nofollow noopener">这里</a>' in page
    assert "<p>第一段 &amp; 其他。它有两句。</p>" in page


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ("", DISCLOSURE),
        ("disclosure: no\n", None),
        ("disclosure: 声音由电脑合成。\n", "声音由电脑合成。"),
    ],
)
def test_disclosure_is_the_authors_choice(tmp_path: Path, told: str, line: str | None) -> None:
    text, page = notes(tmp_path, f"---\ntitle: 题\n{told}---\n文。\n")
    assert text.endswith(f"\n\n{line}\n" if line else "制作：boyin 播音\n")
    assert (f"<p>{line}</p>" in page) == bool(line)


def test_english_article_has_english_notes(tmp_path: Path) -> None:
    source = "---\nlanguage: en-GB\nauthor: Ann\n---\n# A title\n\nOne sentence here.\n"
    text, _ = notes(tmp_path, source)
    expected = "One sentence here.\n\nChapters\n00:00 A title\n\nWritten by Ann\nRead by "
    assert text.startswith(expected)


def test_too_many_links_are_counted_and_a_long_summary_is_cut(tmp_path: Path) -> None:
    links = " ".join(f"[链接{n}](https://example.org/{'x' * 60}/{n})" for n in range(60))
    front = f"---\nsummary: {'一句话。' * 500}\n---\n"
    text, page = notes(tmp_path, f"{front}# 题\n\n{links}\n")
    for one in (text, page):
        assert DISCLOSURE in one
        assert "链接0" in one
        shown = one.count("https://")
        assert 5 < shown < 60
        assert f"另有 {60 - shown} 条，见文字稿。" in one
    assert text.split("\n")[0] == "一句话。" * 100


@pytest.mark.parametrize("render", [notes_text, notes_html])
@pytest.mark.parametrize("count", [3, 23, 255])
def test_chapters_are_listed_whole_or_counted(render: Callable[[Notes], bytes], count: int) -> None:
    lines = tuple(f"00:{number:02} 第{number}章 & 其他" for number in range(count))
    page = render(
        Notes(
            labels=CHINESE,
            summary=("摘要。",),
            chapters=lines,
            sources=("来源：某报",),
            links=(Link("https://a.example", "甲"),),
            credits=("制作：boyin 播音",),
            disclosure=DISCLOSURE,
        )
    ).decode()
    assert len(page.encode()) <= MOST_BYTES
    assert page.count("章 &") == (count if count < 255 else 0)
    assert ("本期共 255 章，目录见播放器的章节列表。" in page) == (count == 255)
    assert "https://a.example" in page


def test_worst_front_matter_still_fits(tmp_path: Path) -> None:
    signs = "'" + '&<>"' * 2000 + "'"
    text, page = notes(
        tmp_path,
        f"---\ntitle: 题\nauthor: {signs}\nsummary: {signs}\ndisclosure: {signs}\n---\n文。\n",
    )
    assert "制作：boyin 播音" in text
    assert "制作：boyin 播音" in page


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("一句。两句。", 100, "一句。两句。"),
        ("一句。两句。", 10, "一句。"),
        ("很长的一句话没有句号", 10, "很长…"),
    ],
)
def test_cut_ends_with_a_sentence(text: str, limit: int, cut: str) -> None:
    assert cut_at_sentence(text, limit) == cut


@pytest.mark.parametrize(
    ("source", "name", "found"),
    [
        ("[甲](https://a.example) [乙](https://a.example)", "a.md", [("https://a.example", "甲")]),
        ("<https://a.example/b>", "a.md", [("https://a.example/b", "https://a.example/b")]),
        ("[图 **粗**][1]\n\n[1]: http://a.example 'x'", "a.md", [("http://a.example", "图 粗")]),
        ("见 https://a.example/b。", "a.txt", [("https://a.example/b", "https://a.example/b")]),
        ("文[^1]\n\n[^1]: https://a.example/n", "a.md", [("https://a.example/n",) * 2]),
        ("`https://a.example` 与\n\n    https://b.example\n", "a.md", []),
        ("[x](javascript:alert) [y](file:///etc/passwd) [z](ftp://a.example) [w](mailto:a@b.c)",
         "a.md", []),
    ],
)  # fmt: skip
def test_links_of_an_article(source: str, name: str, found: list[tuple[str, str]]) -> None:
    assert [(one.address, one.text) for one in links_of(parse_article(source, name))] == found
