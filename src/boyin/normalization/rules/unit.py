"""Units by themselves, in brackets: 声速（m/s） → 声速（米每秒）, 体重（kg） → 体重（千克）."""

import regex

from boyin.normalization.rules.base import Rule, pattern
from boyin.normalization.rules.units import PER, RATES, UNITS

# A single letter is as often a name: （A）, （g）.
_SIGNS = "|".join(
    regex.escape(sign) for sign in sorted(UNITS, key=len, reverse=True) if len(sign) > 1
)
_ANY = "|".join(regex.escape(sign) for sign in sorted(UNITS, key=len, reverse=True))
_PER = "|".join(regex.escape(sign) for sign in sorted(PER, key=len, reverse=True))
_RATES = "|".join(regex.escape(sign) for sign in RATES)


def say_unit(match: regex.Match[str]) -> str:
    return UNITS[match["unit"]]


def say_rate(match: regex.Match[str]) -> str:
    return f"{UNITS[match['unit']]}每{PER[match['per']]}"


def say_named_rate(match: regex.Match[str]) -> str:
    per, unit = RATES[match["unit"]]
    return f"{unit}每{per}"


RULE = Rule(
    "unit",
    (
        pattern(rf"(?<=[（(])(?<unit>{_ANY})/(?<per>{_PER})(?=[）)])", say_rate),
        pattern(rf"(?<=\p{{Han}} ?[（(])(?<unit>{_RATES})(?=[）)])", say_named_rate),
        pattern(rf"(?<=\p{{Han}} ?[（(])(?<unit>{_SIGNS})(?=[）)])", say_unit),
    ),
    digits=False,
)
