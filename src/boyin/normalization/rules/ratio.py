"""Ratios, and pairs with a colon that are no time: 4:6 → 四比六, 0.618:1, 51%:49%, 1:50000."""

import regex

from boyin.normalization.rules.base import Rule, pattern
from boyin.normalization.rules.numerals import say_ordinal


def say_ratio(match: regex.Match[str]) -> str:
    return "比".join(say_ordinal(part.strip()) for part in regex.split("[:：∶]", match[0]))


RULE = Rule(
    "ratio",
    (
        pattern(
            r"(?<![0-9])(?<![0-9][:：.])[0-9]+(?:\.[0-9]+)?(?: ?[:：∶] ?[0-9]+(?:\.[0-9]+)?)+"
            r"(?![0-9:：]|\.[0-9])",
            say_ratio,
        ),
        pattern(r"(?<=[0-9]%) ?[:：∶] ?(?=[0-9.]+%)", lambda _: "比"),
    ),
    holds=":：∶",
)
