"""Any number that no other rule has claimed: 10,005 → 一万零五, -3 → 负三, 300w → 三百万."""

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
from boyin.normalization.rules.numerals import say_amount, say_digits

_CARRIED = regex.compile(r"[0-9A-Za-z%°℃)）\]日号点时期第月年分板助+]$")
"""A minus behind one of these is a hyphen or a dash."""

HAD = r"\L<had>$"
"""Before 20w that is an amount, and no model."""


def say_signed(match: regex.Match[str]) -> str | None:
    sign = {"-": "负", "−": "负", "+": "正", "±": "正负"}[match["sign"]]
    if _CARRIED.search(before(match, 1)) or after(match, 1) == "-":
        return None
    return sign + say_amount(match["number"], match["magnitude"] or "", after(match))


def say_minus(match: regex.Match[str]) -> str | None:
    """The minus before an amount that another rule has read."""
    return None if _CARRIED.search(before(match, 1)) else "负"


def say_ten_thousands(match: regex.Match[str]) -> str | None:
    """20w at the end of what is said: 年薪20w."""
    return f"{say_amount(match['number'], '万', '')}" if stands_before(match, HAD) else None


def say_plain(match: regex.Match[str]) -> str:
    number, magnitude = match["number"], match["magnitude"] or ""
    if magnitude == "w":
        magnitude = "万"
    if number == "2" and magnitude[:1] in ("千", "百") and before(match, 1) in ("万", "亿"):
        return "二" + magnitude
    return say_amount(number, magnitude, after(match))


def say_neighbours(match: regex.Match[str]) -> str | None:
    """3、4个 is one guess, 三四个; a list has its comma."""
    low, high = int(match["low"]), int(match["high"])
    if high != low + 1 or before(match, 1) in ("第", "、") or not is_counted(after(match)):
        return None
    if low == 1:
        return "一两"
    return ("两" if low == 2 else say_digits(match["low"])) + say_digits(match["high"])


def say_bare_decimals(match: regex.Match[str]) -> str:
    return "零点" + say_digits(match["decimals"])


RULE = Rule(
    "number",
    (
        pattern(r"(?<![0-9.])\.(?<decimals>[0-9]+)", say_bare_decimals),
        pattern(r"(?<![0-9、])(?<low>[1-8])、(?<high>[2-9])(?![0-9、.])", say_neighbours),
        pattern(r"(?<=\L<hyphened>)-(?=[0-9]{1,3}(?![0-9.%％℃°万亿元]))", lambda _: ""),
        pattern(rf"(?<sign>[-−+±])(?<number>{NUMBER})(?<magnitude>{MAGNITUDE})?", say_signed),
        pattern(r"[-−](?=[0-9.])(?![0-9.,]+-)", say_minus),
        pattern(
            rf"(?<![0-9A-Za-z.])(?<number>{NUMBER})[wW](?=$|[，。！？、；）])", say_ten_thousands
        ),
        pattern(
            rf"(?<number>{NUMBER})(?:(?<magnitude>{MAGNITUDE})|(?<magnitude>w)(?=[\p{{Han}}+]))?",
            say_plain,
        ),
    ),
)
