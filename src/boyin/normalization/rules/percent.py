"""Percentages: 3.5% → 百分之三点五, 10-15% → 百分之十到百分之十五, 1.5‰ → 千分之一点五, 25bp."""

import regex

from boyin.normalization.rules.base import DASH, NEGATIVE, NUMBER, Rule, before, pattern
from boyin.normalization.rules.numerals import say_amount, say_ordinal

_OF = {"%": "百分之", "‰": "千分之", "‱": "万分之"}
_SIGNS = {
    "-": "负",
    "−": "负",
    "+": "正",
    "±": "正负",
    "~": "约",
    "〜": "约",
    ">": "超过",
    "<": "不到",
    "": "",
}


def say_share(number: str, sign: str) -> str:
    """100% is a whole hundred: 百分之百."""
    said = "百" if number == "100" and sign == "%" else say_ordinal(number)
    return _OF[sign] + said


def say_percent(match: regex.Match[str]) -> str:
    sign = match["minus"] or ""
    # 同比+6.3% is what a table says; a newsreader says what it means.
    grown = sign == "+" and before(match, 2) in ("同比", "环比")
    said = ("增长" if grown else _SIGNS[sign]) + say_share(match["number"], match["sign"])
    return said + ("以上" if match["more"] else "")


def say_percents(match: regex.Match[str]) -> str:
    low = _SIGNS[match["minus"] or ""] + say_share(match["low"], match["sign"])
    high = _SIGNS[match["minus2"] or ""] + say_share(match["number"], match["sign"])
    return f"{low}到{high}"


def say_points(match: regex.Match[str]) -> str:
    unit = "个百分点" if match["unit"] in ("pp", "pct") else "个基点"
    low = f"{say_amount(match['low'], '', unit)}到" if match["low"] else ""
    return low + say_amount(match["number"], "", unit) + unit


RULE = Rule(
    "percent",
    (
        pattern(
            rf"(?<minus>(?<![0-9A-Za-z%]){NEGATIVE}|"
            rf"[+±])?(?<![0-9A-Za-z.])(?<low>{NUMBER}) ?[%‰]?{DASH}"
            rf"(?<minus2>{NEGATIVE}|[+])?(?<number>{NUMBER}) ?(?<sign>[%‰‱])",
            say_percents,
        ),
        pattern(
            rf"(?<minus>(?<![0-9A-Za-z%]){NEGATIVE}|"
            rf"(?<![0-9A-Za-z%)）])[+±])?(?<number>{NUMBER}) ?(?<sign>[%‰‱])"
            r"(?<more>\+(?! ?[0-9]))?",
            say_percent,
        ),
        pattern(
            rf"(?<![0-9A-Za-z.])(?:(?<low>{NUMBER}){DASH})?(?<number>{NUMBER}) ?"
            r"(?<unit>bps?|BPs?|pp|pct)(?![A-Za-z])",
            say_points,
        ),
    ),
    holds="%‰‱pP",
)
