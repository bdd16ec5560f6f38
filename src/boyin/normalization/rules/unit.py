"""Units by themselves, in brackets: 声速（m/s） → 声速（米每秒）, 体重（kg） → 体重（千克）."""

import regex

from boyin.normalization.rules.base import Rule, pattern
from boyin.normalization.vocabulary import below_stroke, rates, units


def say_unit(match: regex.Match[str]) -> str:
    return units()[match["unit"]]


def say_rate(match: regex.Match[str]) -> str:
    return f"{units()[match['unit']]}每{below_stroke()[match['per']]}"


def say_named_rate(match: regex.Match[str]) -> str:
    per, unit = rates()[match["unit"]]
    return f"{unit}每{per}"


RULE = Rule(
    "unit",
    (
        pattern(r"(?<=[（(])(?<unit>\L<unit>)/(?<per>\L<below>)(?=[）)])", say_rate),
        pattern(r"(?<=\p{Han} ?[（(])(?<unit>\L<rate>)(?=[）)])", say_named_rate),
        # A single letter is as often a name: （A）, （g）.
        pattern(r"(?<=\p{Han} ?[（(])(?!.[）)])(?<unit>\L<unit>)(?=[）)])", say_unit),
    ),
    digits=False,
    holds="(（",
)
