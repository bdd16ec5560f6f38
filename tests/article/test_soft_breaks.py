"""Line breaks within a paragraph: those that were meant are heard, those of a wrap are not."""

import pytest

from boyin.article.article import parse_article


def text_of(source: str) -> str:
    (block,) = parse_article(source, "a.md").layout.blocks
    return block.text


@pytest.mark.parametrize(
    "source",
    [
        "作者：甲\n译者：abc\n校对：乙",
        "甲：今天去不去看那一棵种在山脚下面的老樟树？\n乙：不去。",
        "时间: 三月\n地点: 江边",
        "远远的街灯\n亮了好像\n有无数的钟",
        "山路走到头，\n水声还没有。",
        "2024-01-02 第一篇，写的是那个下雪的早上发生过的事\n2024-02-03 第二篇，写的是夏天",
        "1、把所有的行李都搬到楼下那间没有窗子的屋子里去\n2、锁门",
        "> 早上\n> 中午\n> 晚上",
        "歌词\nla la la\n再来",
    ],
)
def test_break_that_was_meant_stays(source: str) -> None:
    assert text_of(source) == source.replace("> ", "")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("第一行\n第二行。", "第一行第二行。"),
        ("这一行很长，写到了编辑器的边上，\n所以在这里换了行。", None),
        ("见 https://a.example 这个网址，说的是一种旧的\n做法：先把水烧开。", None),
        ("上午 10:30 我们从车站出发，一路上都在下着大雨，\n到了 12:00 才停。", None),
        ("All of it\nis English\nverse", "All of it is English verse"),
        ("他们管它叫\nold river", "他们管它叫old river"),
    ],
)
def test_break_of_a_wrapped_paragraph_is_not_heard(source: str, text: str | None) -> None:
    assert text_of(source) == (source.replace("\n", "") if text is None else text)


def test_break_depends_on_its_paragraph_alone() -> None:
    verses = "远远的街灯\n亮了好像\n有无数的钟"
    before = parse_article(f"{verses}\n\n一段话。\n", "a.md").layout.blocks[0]
    after = parse_article(f"{verses}\n\n别的一段话，\n也换行。\n", "a.md").layout.blocks[0]
    assert before.pieces == after.pieces
