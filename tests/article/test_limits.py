"""What an article may hold: how deep it is nested, and what a terminal would obey."""

import pytest

from boyin.article.article import parse_article
from boyin.article.parser import DEEPEST
from boyin.ground.errors import ArticleError
from boyin.script.script import Script, split_article


def split(text: str, name: str = "a.md") -> Script:
    return split_article(parse_article(text, name))


def written(text: str) -> list[str]:
    return [segment.written for segment in split(text).segments]


def nested_list(levels: int) -> str:
    return "".join(f"{'  ' * level}- 第{level}层\n" for level in range(levels))


@pytest.mark.parametrize(
    ("deep", "deeper"),
    [
        (nested_list(DEEPEST // 2 - 1), nested_list(DEEPEST // 2 + 1)),
        ("> " * (DEEPEST - 1) + "深", "> " * (DEEPEST + 1) + "深"),
        (">" * (DEEPEST - 1) + "深", ">" * (10 * DEEPEST) + "深"),
        ("- " * 49 + "深\n\n后", "- " * 60 + "深\n\n后"),
        ("> - " * 33 + "深", "> - " * 40 + "深"),
        ("1. " * 49 + "深", "1. " * 200 + "深"),
    ],
)
def test_what_is_nested_too_deep_is_told_with_its_line(deep: str, deeper: str) -> None:
    assert written(f"前。\n\n{deep}\n")[0] == "前。"
    with pytest.raises(ArticleError, match=r"nested deeper than 100 levels") as caught:
        split(f"前。\n\n{deeper}\n")
    assert caught.value.place is not None
    name, line = caught.value.place.split(":")
    assert (name, int(line) >= 3) == ("a.md", True)
    assert caught.value.remedy


CONTROLS = (
    *("\x1b[31m", "\x1b[0;1;38;5;9m", "\x1b]0;题\x07", "\x1b]8;;http://a.b\x1b\\", "\x1b[2J"),
    *("\x9b31m", "\x9d0;X\x9c", "\x1bP1$r0m\x1b\\", "\x1bc", "\x1b", "\x08\x08", "\x07", "\x7f"),
)
PLACES = (
    "字{}字。",
    "# 题{}名\n\n字字。",
    "**字{}字**字。",
    "> 引{}用\n\n字字。",
    "- 一{}\n- {}二\n",
    "| 甲{} | 乙 |\n|---|---|\n| {}1 | 2 |\n",
    "![图{}像](a.png)\n\n字字。",
    "[字{}](http://a.b/{})字。",
    "<p>字{}字</p>\n\n字。",
    "字字。{}",
    "{}字字。",
)


@pytest.mark.parametrize("place", PLACES)
def test_control_sequences_are_skipped_and_listed(place: str) -> None:
    plain = written(place.replace("{}", ""))
    for control in CONTROLS:
        text = place.replace("{}", control)
        script = split(text)
        assert [segment.written for segment in script.segments] == plain, repr(control)
        listed = [skip for skip in script.skips if "control" in skip.reason]
        assert "".join(skip.text for skip in listed) == control * place.count("{}")
        spans = [span for segment in script.segments for span in segment.spans]
        covered = sorted([*spans, *((skip.start, skip.end) for skip in script.skips)])
        assert "".join(text[start:end] for start, end in covered) == text


def test_code_is_shown_without_them() -> None:
    plain, *_ = written("```\n代码\n```\n\n字。")
    assert written("```\n代\x1b[31m码\n```\n\n字。")[0] == plain


def test_words_behind_a_string_that_never_ends_are_said() -> None:
    assert written("甲\x1b]乙。\n\n丙\x9d丁。\n\n戊\x1bApple。") == [
        "甲]乙。",
        "丙丁。",
        "戊Apple。",
    ]


def test_plain_text_has_them_skipped_too() -> None:
    script = split("题\x1b[1m目\n\n第\x1b[31m一\x1b[0m句。\n", "a.txt")
    assert [segment.written for segment in script.segments] == ["题目", "第一句。"]
    assert [skip.reason for skip in script.skips if "\x1b" in skip.text] == ["control sequence"] * 3


def test_nothing_but_control_sequences_is_nothing_to_say() -> None:
    with pytest.raises(ArticleError, match="nothing to say"):
        split("\x1b[31m\x1b[0m")


def test_text_without_them_is_not_touched() -> None:
    text = "字\u2060字[31m。\tA\x0cB"
    assert parse_article(text, "a.md").source == text
    assert not [skip for skip in split(text).skips if skip.reason == "control sequence"]
