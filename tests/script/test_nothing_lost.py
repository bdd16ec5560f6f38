"""The promise: segments and skips add up to the article's source, character for character."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from boyin.article.article import parse_article
from boyin.ground.errors import ArticleError, BoyinError
from boyin.script.ledger import find_skips
from boyin.script.script import Script, split_article
from fuzzing.promises import check_adds_up

CHINESE = "安全的人走了赛车越来快"
# fmt: off
FRAGMENTS = st.sampled_from([
    "#", "## ", "### ", "> ", "- ", "* ", "1. ", "10) ", "    ", "\t", "```", "~~~", "---", "===",
    "**", "*", "_", "__", "~~", "`", "``", "\\", "\\*", "\\|", "|", " | ", "|---|---|", ":--",
    "[", "]", "](", ")", "![", "](https://a.b/c_d*e*)", "<https://a.b/c>", "[^1]", "[^1]: ", "^[",
    "[x]: /u 'v'", "[ ] ", "[x] ", "<b>", "</b>", "<br>", "<div>", "</div>", "<!-- 注 -->", "<p>",
    "<span lang=en>", "</span>", "<!-- boyin: zh -->", "<!-- boyin: skip -->", "<!-- boyin: / -->",
    "<img alt='图' src=x>", "<script>x</script>", "&amp;", "&lt;", "&#20013;", "&nope;", "<",
    "“", "”", "‘", "’", '"', "'", "「", "」", "『", "』", "《", "》", "（", "）", "(", "【", "】",
    "。", "，", "！", "？", "……", "——", "：", "；", "、", ".", ",", "!", "?", ":", "...",
    "The world is in peril.", "Sam Altman", "GPT-4", "Claude", "U.S.", "Dr. ", "3.14", "10-15%",
    "😊", "👨‍👩‍👧", "🇨🇳", "1️⃣", "★", "✓", "→", "　", " ", "  ", "\n", "\n\n", "  \n",
    "\u00a0", "\ufeff",
    "$", "$$", "$x^2$", "$5", "\\frac{a}{b}",
    "来源：", "原文：", "他说：", "图", "\u200b", "é", "한국", "\x0b", "\x1c", "\u2028", "\x85",
])
# fmt: on
MARKDOWN = st.lists(FRAGMENTS | st.text(CHINESE, min_size=1, max_size=12), max_size=40).map("".join)
ANYTHING = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200)


REFUSALS = ("is empty", "there is nothing to say", "front matter", "is set twice", "never ends")


def split(source: str, name: str = "article.md") -> Script | None:
    """The script, or None where the article is refused for a reason that it may be refused for."""
    try:
        return split_article(parse_article(source, name))
    except ArticleError as error:
        if any(reason in error.message for reason in REFUSALS):
            return None
        raise


@given(MARKDOWN | ANYTHING)
@example("# 题\n\n| a\\|b | c |\n|---|---|\n| 1 | 2 | 3 多 |\n")
@example("> - 一\n>   二\n\n1. ![x](y)\n\n   ^[脚*注*]\n")
@example("^[^[注](u)](v)")
@example("[甲]: /u\n[甲]: /v\n\n文")
@example("1. \u3000\n-->[a][b]<!-- boyin: / -->")
@example("| 甲 |\n|--|\n| 乙^[注] |\n\n&nbsp;\n\n<p>&nbsp;</p>")
@example("```\n代码\n```\n\n\t缩进\n")
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_arbitrary_markdown_is_spoken_or_skipped(text: str) -> None:
    if script := split(text):
        check_adds_up(text.replace("\r\n", "\n").replace("\r", "\n"), script)


@given(ANYTHING)
@settings(max_examples=100, deadline=None)
def test_plain_text_is_spoken_or_skipped(text: str) -> None:
    if script := split(text, "article.txt"):
        check_adds_up(text.replace("\r\n", "\n").replace("\r", "\n"), script)


@given(MARKDOWN)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_segments_come_in_the_order_of_the_source(text: str) -> None:
    script = split(text)
    if script is None:
        return
    # A footnote within a paragraph is read behind it.
    read = [segment for segment in script.segments if "^[" not in text or segment.role != "note"]
    starts = [segment.spans[0][0] for segment in read if segment.spans]
    assert all(before <= after for before, after in pairwise(starts))


def test_what_nobody_gave_a_reason_for_is_an_error() -> None:
    with pytest.raises(BoyinError, match="neither spoken nor skipped: '丢'"):
        find_skips("说丢。", [(0, 1)], [], "a.md")
