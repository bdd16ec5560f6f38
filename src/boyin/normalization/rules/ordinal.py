"""Places in an order: 第21届 → 第二十一届, 第200次 → 第二百次, No.1 → 第一, 21st → 第二十一."""

import regex

from boyin.normalization.rules.base import NUMBER, Rule, pattern
from boyin.normalization.rules.numerals import say_ordinal


def say_place(match: regex.Match[str]) -> str:
    return say_ordinal(match["number"])


def say_first(match: regex.Match[str]) -> str:
    return "第" + say_ordinal(match["number"])


RULE = Rule(
    "ordinal",
    (
        pattern(rf"(?<=第 ?)(?<number>{NUMBER})(?! ?[-–—~至到] ?[0-9])", say_place),
        pattern(
            r"(?<=第[0-9]{1,8}(?:[、和及与][0-9]{1,8}){0,16}[、和及与])(?<number>[0-9]+)(?![0-9.,])",
            say_place,
        ),
        pattern(r"(?<=[栋幢座院]|号楼)(?<number>2)(?=单元)", say_place),
        pattern(
            r"(?<![A-Za-z])(?:[Nn][Oo]\.? ?|№ ?)(?<number>[0-9]+)(?![0-9A-Za-z]|\.[0-9])", say_first
        ),
        pattern(r"(?<![0-9A-Za-z])(?<number>[0-9]+)(?:st|nd|rd|th)(?![A-Za-z])", say_first),
        pattern(
            r"(?<![0-9.,])(?<number>2)(?=[号楼班级期线环等维胎代档审]|进制|等奖|手(?![准抓])|战区)",
            say_place,
        ),
    ),
)
