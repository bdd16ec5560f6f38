"""Dates written in figures: 2024-03-15 → 二零二四年三月十五日, 2008.08, 08/08/2008, 08-08."""

import regex

from boyin.normalization.rules.base import (
    ALONE,
    DASH,
    ENDED,
    Rule,
    after,
    pattern,
    stands_before,
    stands_behind,
)
from boyin.normalization.rules.counters import is_counted
from boyin.normalization.rules.numerals import say_digits, say_integer

_YEAR = "(?<year>(?:1[6-9]|20)[0-9]{2})"
_MONTH = "(?<month>0?[1-9]|1[0-2])"
_TWO_DIGIT_MONTH = "(?<month>0[1-9]|1[0-2])"
_DAY = "(?<day>0?[1-9]|[12][0-9]|3[01])"


def say_count(figures: str) -> str:
    return say_integer(str(int(figures)))


def say_full_date(match: regex.Match[str]) -> str:
    month, day = match["month"], match["day"]
    return f"{say_digits(match['year'])}年{say_count(month)}月{say_count(day)}日"


def say_short_date(match: regex.Match[str]) -> str:
    """26/2/9: the year lacks its century, which is this one."""
    return f"二零{say_full_date(match)}"


def say_unpadded(match: regex.Match[str]) -> str:
    """02月09日: the noughts fill the form."""
    return say_count(match["count"])


def say_run_together(match: regex.Match[str]) -> str | None:
    """20240315, unless it is an amount."""
    counted = is_counted(after(match)) or regex.match(r" ?[万亿元块%+*×=<>≈]", after(match))
    return None if counted else say_full_date(match)


def say_month(match: regex.Match[str]) -> str | None:
    if is_counted(after(match)) or after(match, 1) in ("元", "万", "亿", "%"):
        return None
    return f"{say_digits(match['year'])}年{say_count(match['month'])}月"


def say_day(match: regex.Match[str]) -> str | None:
    if is_counted(after(match)) or after(match, 1) in ("元", "万", "亿", "%"):
        return None
    return f"{say_count(match['month'])}月{say_count(match['day'])}日"


def say_slash_day(match: regex.Match[str]) -> str | None:
    """5/1放假 is a day, where words tell so; 3/5 is none."""
    told = stands_before(match, _DATED) or stands_behind(match, _DATES)
    return say_day(match) if told else None


def say_days(match: regex.Match[str]) -> str | None:
    """5/1-5/5: from day to day where words tell, or where one of the two is no proper fraction."""
    ends = [(int(match[f"month{n}"]), int(match[f"day{n}"])) for n in (1, 2)]
    unlike = any(month >= day for month, day in ends) or min(day for _, day in ends) > 10
    told = stands_before(match, _DATED, 12) or stands_behind(match, _DATES)
    if ends[0] >= ends[1] or not (told or unlike):
        return None
    first, last = (f"{say_integer(str(month))}月{say_integer(str(day))}日" for month, day in ends)
    return f"{first}到{last}"


_DATED = r"\L<day_before>[:：是为在到：（( ]{0,2}$"
_DATES = r"[（(]?周[一二三四五六日]|\p{Han}{2,3}节| ?\L<day_behind>"
RULE = Rule(
    "date",
    (
        pattern(rf"{ALONE}{_YEAR}(?<sign>[-/.–]){_MONTH}(?P=sign){_DAY}{ENDED}", say_full_date),
        pattern(
            rf"{ALONE}{_YEAR}{_TWO_DIGIT_MONTH}(?<day>0[1-9]|[12][0-9]|3[01])(?:日|{ENDED})",
            say_run_together,
        ),
        pattern(rf"{ALONE}{_MONTH}(?<sign>[-/.–]){_DAY}(?P=sign){_YEAR}{ENDED}", say_full_date),
        pattern(rf"{ALONE}{_DAY}(?<sign>[-/.–]){_MONTH}(?P=sign){_YEAR}{ENDED}", say_full_date),
        pattern(rf"{ALONE}(?<year>[0-4][0-9])/{_MONTH}/{_DAY}{ENDED}", say_short_date),
        pattern(r"(?<![0-9.,:：])0(?<count>[1-9])(?=月|[日号](?![线楼店])|时(?!代))", say_unpadded),
        pattern(rf"{ALONE}{_YEAR}[-/.]{_TWO_DIGIT_MONTH}{ENDED}(?!-)", say_month),
        pattern(rf"{ALONE}(?<month>0[1-9])[-/.]{_YEAR}{ENDED}", say_month),
        pattern(rf"{ALONE}(?<month>1[0-2])/{_YEAR}{ENDED}", say_month),
        pattern(
            rf"{ALONE}(?<month>0[1-9])[-/.](?<day>0[1-9]|[12][0-9]|3[01]){ENDED}(?!-)", say_day
        ),
        pattern(rf"{ALONE}(?<month>1[0-2])/(?<day>0[1-9]){ENDED}", say_day),
        pattern(
            rf"{ALONE}(?<month1>0?[1-9]|1[0-2])/(?<day1>0?[1-9]|[12][0-9]|3[01]){DASH}"
            rf"(?<month2>0?[1-9]|1[0-2])/(?<day2>0?[1-9]|[12][0-9]|3[01]){ENDED}",
            say_days,
        ),
        pattern(rf"{ALONE}{_MONTH}/{_DAY}{ENDED}", say_slash_day),
    ),
)
