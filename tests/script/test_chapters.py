"""Which headings make chapters, and when an article has an opening of its own."""

import pytest

from boyin.article.article import parse_article
from boyin.script.passages import Routing
from boyin.script.script import Script, split_article

CREDITS = (
    "作者：甲\n译者：乙\n",
    "> * 原文地址：[The Slow Road](https://a.example)\n> * 译者：乙\n> * 校对者：丙\n",
    "2023-05-06\n",
    "![](a.png)\n\n文｜某某\n",
    "via: https://a.example\n",
)


def script_of(text: str, level: int = 2) -> Script:
    return split_article(parse_article(text, "a.md"), Routing(chapter_level=level))


@pytest.mark.parametrize(
    ("headings", "chapters"),
    [
        ("### 一,### 二", ("开场", "一", "二")),
        ("#### 一,#### 二,##### 三", ("开场", "一", "二")),
        ("## 一,### 二,### 三", ("开场", "一", "二", "三")),
        ("## 一,### 二,## 三,### 四", ("开场", "一", "三")),
        ("## 一,### 二", ("开场", "一")),
        ("# 一,## 二,## 三,# 四", ("开场", "一", "二", "三", "四")),
        ("### 一,#### 二", ("题",)),
        ("### 🎉,### 一,#### 二,#### 三", ("开场", "一", "二", "三")),
    ],
)
def test_highest_level_that_occurs_twice_makes_chapters(
    headings: str, chapters: tuple[str, ...]
) -> None:
    text = "# 题\n\n开头。\n\n" + "".join(f"{one}\n\n文。\n\n" for one in headings.split(","))
    assert script_of(text).chapters == chapters


def test_cast_asks_for_deeper_chapters_never_for_fewer() -> None:
    assert script_of("文。\n\n### 一\n\n文。\n\n### 二\n\n文。\n", 3).chapters == (
        "开场",
        "一",
        "二",
    )
    deep = "文。\n\n#### 一\n\n文。\n\n#### 二\n\n文。\n"
    assert script_of(deep, 3).chapters == ("开场", "一", "二")


@pytest.mark.parametrize("credits", CREDITS)
def test_opening_of_credits_alone_joins_the_first_chapter(credits: str) -> None:
    script = script_of(f"# 题\n\n{credits}\n## 一\n\n文。\n\n## 二\n\n文。\n")
    assert script.chapters == ("一", "二")
    assert script.segments[0].chapter == 0


@pytest.mark.parametrize("words", ["作者：甲\n\n今天说一件事。", "他说：不。", "第一行\n"])
def test_opening_that_says_more_stays(words: str) -> None:
    script = script_of(f"# 题\n\n{words}\n\n## 一\n\n文。\n\n## 二\n\n文。\n")
    assert script.chapters == ("开场", "一", "二")
