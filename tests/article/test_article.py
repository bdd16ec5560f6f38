"""Reading files: encodings, line ends, front matter, and what bad input is told."""

from pathlib import Path

import pytest

from boyin.article.article import Article, parse_article, read_article
from boyin.ground.errors import ArticleError


def article(text: str, name: str = "a.md") -> Article:
    return parse_article(text, name)


def refusal(text: str, name: str = "a.md") -> str:
    with pytest.raises(ArticleError) as caught:
        parse_article(text, name)
    return str(caught.value)


def file_refusal(path: Path) -> str:
    with pytest.raises(ArticleError) as caught:
        read_article(path)
    return str(caught.value).replace(str(path), "FILE")


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_marks_and_line_ends_make_no_difference(tmp_path: Path, start: bytes, end: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(start + end.join(["# 题", "", "第一行", "第二行。", ""]).encode())
    read = read_article(path)
    assert read.source == "# 题\n\n第一行\n第二行。\n"
    assert [(block.text, block.lines) for block in read.layout.blocks] == [
        ("题", (1, 1)),
        ("第一行第二行。", (3, 4)),
    ]


def test_front_matter_stays_text() -> None:
    read = article(
        "---\ntitle: 第一章: 引言\nslug: 017\nauthor: NO\nsummary: 12:30 # 注\ndate: 2026-2-9\n"
        "language: zh-TW\ncover: a.png\ncast: trio\ntags: [a, b]\n---\n正文。\n"
    )
    assert (read.title, read.slug, read.author, read.summary) == (
        "第一章: 引言",
        "017",
        "NO",
        "12:30",
    )
    assert (read.date, read.language, read.cover, read.cast) == (
        "2026-02-09",
        "zh-TW",
        "a.png",
        "trio",
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-02-09", "2026-02-09"),
        ("2026-02-09 08:00 +0800", "2026-02-09T08:00:00+08:00"),
        ("2026/2/9", "2026-02-09"),
        ("2026年2月9日", "2026-02-09"),
        ("", ""),
    ],
)
def test_date(written: str, expected: str) -> None:
    assert article(f"---\ndate: {written}\n---\n正文。").date == expected


@pytest.mark.parametrize(
    "text", ["---\n# 标题\n---\n文", "---\n第一段。\n---\n文", "---\n- 甲\n---\n"]
)
def test_text_between_two_rules_is_text(text: str) -> None:
    assert article(text).layout.blocks[0].kind == "rule"
    assert not any(mark.what == "front matter" for mark in article(text).layout.marks)


def test_front_matter_may_stand_below_blank_lines() -> None:
    read = article("\n \n---\ntitle: 题目\n---\n文。\n")
    (piece,) = read.layout.blocks[0].pieces
    assert read.source[piece.start : piece.end] == "题目"
    assert read.layout.blocks[0].lines == (4, 4)


def test_several_authors_are_all_named() -> None:
    assert article("---\nauthor: [张三, 李四]\n---\n文").author == "张三、李四"
    assert article("---\nauthor:\n  - 张三\n  - 李四\n---\n文").author == "张三、李四"


def test_title_of_the_front_matter_is_read_where_there_is_no_heading() -> None:
    read = article("---\ntitle: 题目\n---\n正文。\n")
    title = read.layout.blocks[0]
    assert (title.kind, title.level, title.text, title.lines) == ("heading", 1, "题目", (2, 2))
    (piece,) = title.pieces
    assert read.source[piece.start : piece.end] == "题目"


def test_heading_is_read_and_front_matter_names_the_episode() -> None:
    read = article("---\ntitle: 节目名\n---\n# 文章题目\n\n正文。\n")
    assert read.title == "节目名"
    assert [block.text for block in read.layout.blocks] == ["文章题目", "正文。"]


def test_title_falls_back_to_the_heading_then_to_the_name() -> None:
    assert article("# 题目\n\n正文。").title == "题目"
    assert article("正文。", "folder/我的文章.md").title == "我的文章"


def test_two_rules_are_no_front_matter() -> None:
    read = article("---\n\n正文。\n\n---\n\n后文。\n")
    assert [block.kind for block in read.layout.blocks] == [
        "rule",
        "paragraph",
        "rule",
        "paragraph",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a.md: is empty"),
        (" \n\n\t\n", "a.md: is empty"),
        (
            "---\ntitle: 题\n",
            "a.md:1: the front matter begins here and never ends\n"
            "Close it with a line of three hyphens: ---",
        ),
        ("---\ntitle: 题\ntitle: 目\n---\n文", "a.md:3: `title` is set twice"),
        (
            "---\na: &x 1\nb: *x\n---\n文",
            "a.md:2: anchors and aliases are not allowed in the front matter",
        ),
        (
            f"---\na: {'[' * 20000}\n---\n文",
            "a.md:2: the front matter is nested deeper than 8 levels",
        ),
        (
            "---\ntitle：题\nauthor: 人\n---\n文",
            "a.md:2: a full-width colon stands behind `title`\n"
            "Write an ASCII colon and a space: `title: …`.",
        ),
        (
            "---\npage_language: fr\n---\n文",
            "a.md:2: the page has no words in `fr`\nIt has them in zh and en.",
        ),
        (
            f"---\na: {'长' * 70000}\n---\n文",
            "a.md:1: the front matter is longer than 65,536 characters",
        ),
        (
            "---\ntitle: 题\nauthor: 'x\n---\n文",
            "a.md:4: the front matter is not YAML: found unexpected end of stream\n"
            "Write one `name: value` a line; put the value in quotes if it is unusual.",
        ),
        (
            "---\ntitle: !!python/object:os.system x\n---\n",
            None,
        ),
    ],
)
def test_broken_text_is_refused(text: str, expected: str | None) -> None:
    if expected is None:
        # A tag is only text here: nothing is ever made of it.
        assert article(text + "文").title == "x"
    else:
        assert refusal(text) == expected


def test_words_for_a_date_are_told_and_stop_nothing(caplog: pytest.LogCaptureFixture) -> None:
    assert article("---\ndate: 昨天\n---\n文").date == ""
    assert caplog.messages == [
        "a.md:2: `昨天` is no date, and the episode has none; write it 2026-02-09, or "
        "2026-02-09 08:00 +0800"
    ]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2026-13-40", "there is no such day"),
        ("2026-03-01 第二版", "`第二版` behind the day is no time of day"),
    ],
)
def test_a_date_that_was_meant_as_one_is_refused_with_its_line(written: str, reason: str) -> None:
    assert refusal(f"---\ndate: {written}\n---\n文") == (
        f"a.md:2: `{written}` is no date: {reason}\nWrite it 2026-02-09, or 2026-02-09 08:00 +0800."
    )


def test_missing_file(tmp_path: Path) -> None:
    assert file_refusal(tmp_path / "无.md") == "FILE: there is no such file"


def test_folder(tmp_path: Path) -> None:
    assert file_refusal(tmp_path) == "FILE: is a folder, not an article"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            "第一行\n".encode() + "第二行".encode("gbk"),
            "FILE:2: is not UTF-8 text\n"
            "Save it as UTF-8 (articles in GBK or Big5 have to be converted).",
        ),
        ("文章".encode("utf-16"), "FILE: is UTF-16, not UTF-8\nSave it as UTF-8."),
        (b"a\nb\0c", "FILE:2: holds a NUL character: it is no text"),
        (b"a" * (2 * 2**20 + 1), "FILE: is larger than 2 MiB"),
    ],
)
def test_file_that_is_no_text(tmp_path: Path, data: bytes, expected: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    assert file_refusal(path) == expected


def test_plain_text() -> None:
    read = article("题目\n\n　　第一段。\n第二段*原样*。\n第一章 开端\n第三段。\n", "a.txt")
    assert read.title == "题目"
    assert [(block.kind, block.level, block.text) for block in read.layout.blocks] == [
        ("heading", 1, "题目"),
        ("paragraph", 0, "第一段。"),
        ("paragraph", 0, "第二段*原样*。"),
        ("heading", 2, "第一章 开端"),
        ("paragraph", 0, "第三段。"),
    ]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第 2 回 归来", 2),
        ("尾声", 2),
        ("Chapter 1 Start", 2),
        ("第一节课我迟到了", 0),
        ("第三部手机", 0),
    ],
)
def test_chapters_of_plain_text(line: str, level: int) -> None:
    assert article(f"题\n{line}\n文。", "a.txt").layout.blocks[1].level == level


def test_plain_text_without_a_title() -> None:
    assert [block.level for block in article("只有一段", "a.txt").layout.blocks] == [0]
    assert [block.level for block in article("第一句。\n第二句。", "a.txt").layout.blocks] == [0, 0]
