"""Numbers with several points: 1.0.3 → 一点零点三, 127.0.0.1 → 一二七点零点零点一."""

import regex

from boyin.normalization.rules.base import Rule, pattern
from boyin.normalization.rules.numerals import say_digits, say_ordinal


def say_version(version: str) -> str:
    """The first part is counted, later ones are read digit by digit; an address wholly so."""
    first, *rest = version.split(".")
    head = say_digits(first) if len(rest) == 3 or len(first) > 2 else say_ordinal(first)
    return "点".join([head, *(say_digits(part) for part in rest)])


def say_dotted(match: regex.Match[str]) -> str:
    return say_version(match[0])


RULE = Rule(
    "version",
    (pattern(r"(?<![0-9A-Za-z.])[0-9]+(?:\.[0-9]+){2,}(?![0-9])", say_dotted),),
    holds=".",
)
