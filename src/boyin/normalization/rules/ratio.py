"""Ratios and scores: 4:6 → 四比六, 比分78:96, 中国1-2, 以3–1获胜 → 以三比一获胜."""

import regex

from boyin.normalization.rules.base import Rule, after, pattern, stands_before, stands_behind
from boyin.normalization.rules.counters import is_counted
from boyin.normalization.rules.numerals import say_ordinal
from boyin.normalization.rules.time import SCORED, SCORES

_PLAYED = r"\L<team> ?$|以$"


def say_ratio(match: regex.Match[str]) -> str:
    return "比".join(say_ordinal(part.strip()) for part in regex.split("[:：∶]", match[0]))


def say_score(match: regex.Match[str]) -> str | None:
    """A dash between small numbers is a score where a match is spoken of, or where one is 0."""
    home, away = match["home"], match["away"]
    told = stands_before(match, SCORED, 12) or stands_behind(match, SCORES)
    played = stands_before(match, _PLAYED)
    if not (told or played) or (is_counted(after(match)) and not stands_behind(match, SCORES)):
        return None
    return f"{say_ordinal(home)}比{say_ordinal(away)}"


RULE = Rule(
    "ratio",
    (
        pattern(
            r"(?<![0-9])(?<![0-9][:：.])[0-9]+(?:\.[0-9]+)?(?: ?[:：∶] ?[0-9]+(?:\.[0-9]+)?)+"
            r"(?![0-9:：]|\.[0-9])",
            say_ratio,
        ),
        pattern(
            r"(?<![0-9A-Za-z.:-])(?<home>[0-9]{1,3}) ?[-–—/] ?(?<away>[0-9]{1,3})(?![0-9A-Za-z%]|"
            r"[-.:/][0-9])",
            say_score,
        ),
    ),
)
