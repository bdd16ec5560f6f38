"""Fractions: 7/12 → 十二分之七, ½, 1½ → 一又二分之一; pairs like 80/20 and 24/7 stay pairs."""

import unicodedata

import regex

from boyin.normalization.rules.base import Rule, pattern
from boyin.normalization.rules.numerals import say_amount, say_number, say_ordinal

_VULGAR = "[¼½¾⅐-⅞]"


def say_fraction(match: regex.Match[str]) -> str | None:
    above, below = match["above"], match["below"].replace(",", "")
    if int(below) == 0:
        return None
    if match["magnitude"] or "," in match["below"]:
        return f"{say_amount(below, match['magnitude'] or '', '')}分之{say_ordinal(above)}"
    if (int(above), int(below)) == (24, 7) or int(above) + int(below) == 100:
        return say_number(above) + say_number(below)
    if int(above) > int(below) >= 20:
        return f"{say_number(above)}，{say_number(below)}"
    said = f"{say_ordinal(below)}分之{say_ordinal(above)}"
    return ("负" if match["minus"] else "") + said


def say_mixed(match: regex.Match[str]) -> str:
    fraction = f"{say_ordinal(match['below'])}分之{say_ordinal(match['above'])}"
    return f"{say_ordinal(match['whole'])}又{fraction}"


def say_vulgar(match: regex.Match[str]) -> str:
    above, _, below = unicodedata.normalize("NFKC", match["vulgar"]).partition("⁄")
    said = f"{say_ordinal(below)}分之{say_ordinal(above)}"
    return f"{say_ordinal(match['whole'])}又{said}" if match["whole"] else said


def say_pressure(match: regex.Match[str]) -> str:
    return f"{say_number(match['above'])}，{say_number(match['below'])}毫米汞柱"


def say_part(match: regex.Match[str]) -> str:
    """3分之2: the part above is never 两."""
    return f"{say_ordinal(match['below'])}分之{say_ordinal(match['above'])}"


RULE = Rule(
    "fraction",
    (
        pattern(rf"(?:(?<![0-9])(?<whole>[0-9]{{1,12}}))? ?(?<vulgar>{_VULGAR})", say_vulgar),
        pattern(r"(?<![0-9.])(?<above>[0-9]{2,3})/(?<below>[0-9]{2,3}) ?mmHg", say_pressure),
        pattern(r"(?<![0-9.])(?<below>[0-9]+)分之(?<above>[0-9]+(?:\.[0-9]+)?)", say_part),
        pattern(
            r"(?<![0-9A-Za-z./])(?<whole>[0-9]+) (?<above>[0-9])/(?<below>[0-9]{1,2})(?![0-9/.])",
            say_mixed,
        ),
        pattern(
            r"(?<![0-9A-Za-z./])(?<minus>(?<![\p{Han}0-9])[-−])?(?<above>[0-9]{1,12}) ?[/⁄] ?"
            r"(?<below>[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[0-9]{1,12})(?<magnitude>[百千]?[万亿])?"
            r"(?![0-9A-Za-z]|[,./][0-9])",
            say_fraction,
        ),
    ),
    digits=False,
    holds="/⁄分¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞",
)
