"""Boilerplate and names said twice: what is left out and listed, and what is not."""

from pathlib import Path

import pytest

from boyin.article.article import parse_article
from boyin.script.passages import Routing
from boyin.script.script import Script, split_article

TABLE = Path(__file__).parent / "boilerplate.tsv"
SKIPPING = Routing(glosses="skip")


def rows() -> list[tuple[str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if not line.startswith("# "))
    return [(text.replace("\\n", "\n"), read) for text, read in cells]


def script_of(text: str, routing: Routing | None = None) -> Script:
    return split_article(parse_article(f"{text}\n\n结束。\n", "a.md"), routing)


def read(script: Script) -> list[str]:
    return [one.written for one in script.segments if one.written != "结束。"]


@pytest.mark.parametrize(("text", "still_read"), rows())
def test_row_of_our_table(text: str, still_read: str) -> None:
    by_default = script_of(text)
    whole = script_of(text, Routing(boilerplate="read"))
    assert read(whole)
    assert read(by_default) == (read(whole) if still_read == "=" else [])
    reasons = {skip.reason for skip in by_default.skips if skip.reason.startswith("boilerplate: ")}
    assert bool(reasons) == (still_read != "=")


def test_line_of_boilerplate_leaves_its_paragraph() -> None:
    assert read(script_of("作者：甲\n译者：乙\n本文永久链接：https://a.example/b")) == [
        "作者：甲",
        "译者：乙",
    ]


def test_items_that_are_left_out_are_not_counted() -> None:
    script = script_of("- 一\n- 二\n- 本文永久链接：https://a.example/b\n")
    assert next(one.shown() for one in script.segments) == "[共2项。]"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("约翰·史密斯（John Smith）来了。", "约翰·史密斯来了。"),
        ("史密斯（John D. Smith，1970-）写的。", "史密斯写的。"),
        ("小说家玛丽·卡里 (Mary Carey) 说。", "小说家玛丽·卡里  说。"),
        ("适配器（Adapter Pattern）模式", "适配器（Adapter Pattern）模式"),
        ("公司（Acme Holdings）倒了。", "公司（Acme Holdings）倒了。"),
        ("约翰·史密斯（约翰）来了。", "约翰·史密斯（约翰）来了。"),
    ],
)
def test_name_said_already_is_left_out_if_asked(text: str, said: str) -> None:
    shown = [one.opening + one.written + one.closing for one in script_of(text, SKIPPING).segments]
    assert "".join(shown[:-1]) == said
    whole = script_of(text)
    assert "".join(one.opening + one.written + one.closing for one in whole.segments[:-1]) == text


def test_name_that_is_left_out_is_listed() -> None:
    skips = script_of("约翰·史密斯（John Smith）来了。", SKIPPING).skips
    assert ("（John Smith）", "name said already") in [(one.text, one.reason) for one in skips]


def test_items_that_all_bear_the_same_number_are_counted_as_a_page_shows_them() -> None:
    said = [one.shown() for one in script_of("2. 甲\n2. 乙\n   1. 丙\n   1. 丁\n2. 戊\n").segments]
    assert [one for one in said if one.startswith("[第")] == [
        "[第2，]", "[第3，]", "[第1，]", "[第2，]", "[第4，]",
    ]  # fmt: skip
