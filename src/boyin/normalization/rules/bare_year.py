"""Years without 年: 截至2023 → 截至二零二三, 2024巴黎奥运会; a count or a price stays a number."""

import regex

from boyin.normalization.rules.base import (
    Rule,
    after,
    before,
    pattern,
    stands_before,
    stands_behind,
)
from boyin.normalization.rules.counters import is_counted
from boyin.normalization.rules.numerals import say_digits

_AFTER = r" ?\L<after_year>"
_BEFORE = r"\L<before_year> ?$"
_COUNTING = regex.compile(
    r"(?:[价售元共约近超达到为是有卖花第数过付省赚赔涨跌破值至少多少足仅才只满每]|等于|高于|低于|"
    r"合计|总计|[#$¥€£,.:/+*=×<>≤≥≈%-])$"
)
_UNIT = regex.compile(
    r" ?(?:[万亿元块]|[美欧港日]元|美金|港币|英[镑里尺寸]|[A-Za-z%°℃‰$€£¥/+*=×<>²³-]|[.,:][0-9]|"
    r"多|余|来|几|以[上下内]|的?平方|号|年)"
)


def say_bare_year(match: regex.Match[str]) -> str | None:
    year = match[0]
    if is_counted(after(match)):
        return None
    if stands_behind(match, _AFTER) or stands_before(match, _BEFORE):
        return say_digits(year)
    if year.endswith("00") or _COUNTING.search(before(match)) or _UNIT.match(after(match, 3)):
        return None
    return say_digits(year)


RULE = Rule(
    "bare_year",
    (
        # Somebody who lives: （张三，1970-）.
        pattern(
            r"(?<=[（(](?:[^（）()]{0,60}[^（）()0-9A-Za-z.])?)(?:1[0-9]|20)[0-9]{2}"
            r"(?= ?[-–—~] ?[)）])",
            lambda m: say_digits(m[0]),
        ),
        pattern(r"(?<![0-9A-Za-z])(?<![0-9][.,:/-])(?:19|20)[0-9]{2}(?![0-9])", say_bare_year),
        pattern(r"(?<=[建生卒成立版表]于)1[0-9]{3}(?![0-9.,])(?!年)", lambda m: say_digits(m[0])),
    ),
)
