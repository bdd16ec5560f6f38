"""Names with figures: GPT-4 → GPT四, C919 → C九一九, H200 → H二百, iPhone 15, B2B → B to B.

One or two figures, round hundreds and thousands are counted, others are read digit by digit.
Letters stay as they are; a hyphen beside a figure is not said.
"""

import regex

from boyin.normalization.rules.base import (
    MAGNITUDE,
    NUMBER,
    Rule,
    after,
    before,
    pattern,
    stands_before,
)
from boyin.normalization.rules.counters import is_counted
from boyin.normalization.rules.number import HAD
from boyin.normalization.rules.numerals import say_digits, say_number, say_ordinal
from boyin.normalization.rules.version import say_version

_SUBSTANCES = {
    "CO2": "二氧化碳",
    "H2O": "水",
    "SO2": "二氧化硫",
    "NO2": "二氧化氮",
    "CH4": "甲烷",
    "NH3": "氨",
}
_PARTS = regex.compile(r"[A-Za-z\p{Latin}'’]+|[0-9]+(?:\.[0-9]+)*|[-._·]")
_MAKERS = r"(?:歼|轰|[运直强教苏图安](?=-)|\L<element>(?=-)|\L<maker>)"
_BESIDE = regex.compile(rf" ?(?:{MAGNITUDE}|[元年月日号点时%％‰°℃])|[-:/.~–—][0-9]")


def say_figures(figures: str) -> str:
    """Figures inside a name."""
    if "." in figures:
        return say_version(figures) if figures.count(".") > 1 else say_number(figures)
    if len(figures) > 2 and figures[1:].strip("0"):
        return say_digits(figures)
    return say_ordinal(figures)


def say_model(match: regex.Match[str]) -> str | None:
    name = match[0]
    amount = regex.match(r"[\p{Han}+]", after(match)) or stands_before(match, HAD)
    if regex.fullmatch(r"[0-9.]+w", name) and amount:
        return None
    if name in _SUBSTANCES and not _is_named(match, _SUBSTANCES[name]):
        return _SUBSTANCES[name]
    parts = _PARTS.findall(name)
    said = ""
    for index, part in enumerate(parts):
        previous = parts[index - 1] if index else ""
        following = parts[index + 1] if index + 1 < len(parts) else ""
        if part[0].isdigit():
            counted = index == 0 or (previous == "-" and len(part) <= 3)
            said += _say_sized(part, following) if counted and following else say_figures(part)
        elif part[0].isalpha():
            said += part
        else:
            said += _say_hyphen(part, previous, following)
    return said


def _is_named(match: regex.Match[str], substance: str) -> bool:
    """甲烷（CH₄） has its name already: the formula beside it is spelled."""
    named = before(match).rstrip("（( ").endswith(substance)
    return named or after(match).lstrip("（( ").startswith(substance)


def _say_sized(figures: str, unit: str) -> str:
    """Figures with a size behind them are counted, 405B; lines of a screen are not, 1080p."""
    return say_figures(figures) if unit in ("p", "P", "i") else say_number(figures)


def _say_hyphen(sign: str, left: str, right: str) -> str:
    if left[:1].isdigit() and right[:1].isdigit():
        return " " if sign == "-" else "点"
    if left[:1].isdigit() or right[:1].isdigit() or sign != "-":
        return " " if sign == "_" else ""
    return sign


def say_exchange(match: regex.Match[str]) -> str | None:
    """B2B, O2O, S2B2C: the figure stands for a word."""
    return None if match[0] == "H2O" else match[0].replace("2", " to ")


def say_sizes(match: regex.Match[str]) -> str | None:
    """20k-30k, 15-25K: a range, its unit a letter or two."""
    low, unit = match["lowunit"], match["unit"]
    rises = float(match["low"].replace(",", "")) < float(match["high"].replace(",", ""))
    if low not in (None, unit) or (len(unit) > 2 and not rises):
        return None
    return f"{say_number(match['low'])}{low or ''}到{say_number(match['high'])}{unit}"


def say_lettered(match: regex.Match[str]) -> str | None:
    """B1-B3层, A1-A8: from one to the other."""
    letter, low, high = match["letter"], match["low"], match["high"]
    if int(low) >= int(high):
        return None
    return f"{letter}{say_figures(low)}到{letter}{say_figures(high)}"


def say_numbered(match: regex.Match[str]) -> str | None:
    """The number behind a name; one that counts things is no part of the name."""
    figures, following = match["figures"], after(match)
    counts = is_counted(following) and len(figures.strip()) > 0
    if counts or _BESIDE.match(following):
        return None
    whole = figures.partition(".")[0]
    if len(whole) >= 5 or (len(whole) == 4 and "," in match[0]):
        return None
    variant = match.groupdict().get("variant")
    return say_figures(figures) + (f"杠{say_figures(variant)}" if variant else "")


RULE = Rule(
    "model",
    (
        pattern(
            rf"(?<={_MAKERS})[- ]?(?<figures>[0-9]+(?:\.[0-9]+)*)(?:-(?<variant>[0-9]+))?(?![0-9])",
            say_numbered,
        ),
        pattern(r"(?<![A-Za-z0-9])[A-Z](?:2[A-Z])+(?![A-Za-z0-9])", say_exchange),
        pattern(
            r"(?<![A-Za-z0-9-])(?<letter>[A-Z])(?<low>[0-9]{1,2}) ?[-–—~] ?(?P=letter)"
            r"(?<high>[0-9]{1,2})(?![A-Za-z0-9-])",
            say_lettered,
        ),
        pattern(
            rf"(?<![A-Za-z0-9.-])(?<low>{NUMBER})(?<lowunit>[A-Za-z]{{1,2}})? ?[-–—~] ?"
            rf"(?<high>{NUMBER})(?<unit>[A-Za-z]{{1,4}})(?![A-Za-z0-9])",
            say_sizes,
        ),
        pattern(r"(?<![A-Za-z0-9])(?:b2b|b2c|c2c|o2o|p2p|e2e|B2b)(?![A-Za-z0-9])", say_exchange),
        pattern(
            r"(?<![A-Za-z0-9\p{Latin}])(?=[0-9.-]{0,64}+\p{Latin})(?=[\p{Latin}.·_'’-]{0,64}+[0-9])"
            r"[\p{Latin}0-9]+(?:[-.·_'’]?[\p{Latin}0-9]+)*",
            say_model,
        ),
        pattern(
            r"(?<=\p{Latin})(?<![0-9] ?[xX]) ?(?<figures>[0-9]+(?:\.[0-9]+)*)(?![0-9,])",
            say_numbered,
        ),
    ),
)
