"""Digits that no other rule has claimed, by their names: of a number torn by a sign, 12٫5."""

import regex

from boyin.normalization.rules.base import Rule, pattern
from boyin.normalization.rules.numerals import say_digits


def say_singly(match: regex.Match[str]) -> str:
    return say_digits(match[0])


RULE = Rule("digits", (pattern("[0-9]+", say_singly), pattern("[0-9]", say_singly)))
