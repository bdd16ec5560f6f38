"""What should be mended is found, in its line; what is well written is left alone."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from boyin.article.article import Article, parse_article
from boyin.lint.finding import Finding
from boyin.lint.foreign import check_foreign
from boyin.lint.front_matter import check_front_matter
from boyin.lint.headings import check_headings
from boyin.lint.images import check_images
from boyin.lint.lint import lint
from boyin.lint.order import MOST_SHOWN
from boyin.lint.quotes import check_quotes
from boyin.lint.sentences import check_sentences
from tests.making import boyin

Check = Callable[[Article], Iterator[Finding]]

FRONT = "---\ntitle: 好文章\nauthor: 某人\nsummary: 一句话。\ndate: 2026-02-01\n---\n"
LONG = "这是一句说得很长的话，" * 9 + "终于说完了。"
BREATHLESS = "这句话里没有一个标点可以让人喘一口气" * 3 + "。"

FOUND = [
    (check_front_matter, "---\ntitel: 题\n---\n正文。", [1, 2]),
    (check_front_matter, "正文。", [1]),
    (check_front_matter, FRONT.replace("某人", ""), [3]),
    (check_headings, "# 题\n\n### 跳\n\n正文。", [3]),
    (check_headings, "# 题\n\n## 章\n\n#### 跳\n\n### 回\n", [5]),
    (check_headings, "# 题\n\n" + "说个没完。" * 500, [1]),
    (check_images, "![](a.png)\n\n![IMG_12.jpg](b.png)\n\n![图片 3](c.png)", [1]),
    (check_quotes, "他说“你好。\n\n# 题\n\n再见”了。", [1, 5]),
    (check_quotes, "一行\n一行「没有关。", [2]),
    (check_sentences, f"短。\n\n{LONG}", [3]),
    (check_sentences, BREATHLESS, [1]),
]
LEFT_ALONE = [
    (check_front_matter, FRONT + "正文。"),
    (
        check_front_matter,
        FRONT.replace("title", "tags: [a]\ncategories: b\nlayout: post\ntitle") + "正文。",
    ),
    (check_foreign, "正文里 a == b，C++ 和 %%d。"),
    (check_headings, "# 题\n\n## 章\n\n### 节\n\n## 章\n\n正文。"),
    (check_images, "![一只猫坐在窗台上](cat.png)"),
    (check_images, '![](cat.png "一只猫")\n\n![](b.png)\n\n图 2：狗\n\n<img src="c.png" alt="">'),
    (check_quotes, '“一”「二『三』」"four" it’s 27" screen'),
    (check_quotes, "“第一段，\n\n“第二段。”"),
    (check_sentences, "说短一点，好懂。" * 30),
    (check_sentences, f"```\n{LONG}\n```"),
]


@pytest.mark.parametrize(("check", "text", "lines"), FOUND)
def test_finds_what_to_mend_in_its_line(check: Check, text: str, lines: list[int]) -> None:
    findings = list(check(parse_article(text, "a.md")))
    assert [finding.line for finding in findings] == lines
    assert all(finding.message and finding.remedy for finding in findings)


@pytest.mark.parametrize(("check", "text"), LEFT_ALONE)
def test_leaves_alone_what_is_well_written(check: Check, text: str) -> None:
    assert list(check(parse_article(text, "a.md"))) == []


def test_marks_of_other_programs_are_counted_and_nothing_to_mend() -> None:
    text = "{{< toc >}}\n\n见[[甲|乙]]和[[丙]]。\n\n{{< b >}}\n"
    (found,) = check_foreign(parse_article(text, "a.md"))
    assert "Hugo shortcodes 2, wikilinks 2" in found.message
    assert found.note


def test_few_findings_are_shown_and_the_rest_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# 题\n\n" + f"{LONG}\n\n" * 7 + "他说“你好。\n\n![](a.png)\n", encoding="utf-8"
    )
    ran = boyin("lint", path)
    assert ran.status == 1
    shown = [line.split(": ")[1] for line in ran.out.splitlines() if line.startswith(str(path))]
    assert shown[:3] == ["quotation marks", "front matter", "images"]
    assert len(shown) == MOST_SHOWN
    assert "Not shown: 5 long sentences" in ran.out
    assert len(boyin("lint", path, "--all").out.splitlines()) > 2 * MOST_SHOWN + 2


def test_a_slip_in_a_field_is_recognised() -> None:
    article = parse_article("---\nsumary: 一句话\n---\n正文。", "a.md")
    assert "Is it `summary`?" in [finding.remedy for finding in check_front_matter(article)]


def test_every_place_that_cannot_be_read_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(FRONT + "好。\n\n这是 สวัสดี 。\n\n还有 שלום 。\n", encoding="utf-8")
    findings = [finding for finding in lint(path) if finding.stops]
    assert [finding.line for finding in findings] == [9, 11]


def test_doubtful_readings_and_unknown_names_and_signs_are_found(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    text = "他还在网上回怼别人。\n\nXerophon™ 和 ♞ 和 Xerophon。\n\nClaude 和 Hongzhong 很好。\n"
    path.write_text(FRONT + text, encoding="utf-8")

    def doubts() -> list[tuple[int, str]]:
        found = (one for one in lint(path) if one.check == "uncertain readings")
        return [(one.line, one.message) for one in found]

    assert [line for line, _ in doubts()] == [7, 9, 9]
    assert [message[:14] for _, message in doubts()] == [
        "怼 in “还在网上回怼别人",
        "the sign ♞ has",
        "“Xerophon” is ",
    ]
    lexicon = "Xerophon: xeno phone\n回怼: hui2 dui3\n"
    path.with_suffix(".lexicon.yaml").write_text(lexicon, encoding="utf-8")
    assert [line for line, _ in doubts()] == [9], "what the lexicon settles is no doubt"


def test_command_tells_scripts_whether_all_is_well(tmp_path: Path) -> None:
    path = tmp_path / "好 文章.md"
    path.write_text(FRONT + "好。\n", encoding="utf-8")
    ran = boyin("lint", path, "--cast", "tone")
    assert (ran.status, ran.out, ran.err) == (0, "Nothing to mend.\n", "")
    path.write_text(FRONT + "好。\n\n![](a.png)\n", encoding="utf-8")
    ran = boyin("lint", path, "--cast", "tone")
    assert ran.status == 1
    assert ran.out.startswith(f"{path}:9: images: nothing says what this image shows.\n")
    ran = boyin("lint", path, "--cast", "tone", "--json")
    (finding,) = json.loads(ran.out)["findings"]
    assert (finding["line"], finding["check"], finding["stops"]) == (9, "images", False)
