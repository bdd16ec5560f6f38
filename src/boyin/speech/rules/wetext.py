"""Numbers that no rule here knows into what the wetext library says for them.

The library is loaded when the first such number comes. What it leaves unsaid is read by the
digits' names.
"""

from functools import cache
from typing import Protocol

import regex

from boyin.speech.rules.base import Rule, pattern
from boyin.speech.rules.numerals import say_digits

_SAID = regex.compile(r"[\p{Han}\p{Latin} ]+")


class _Normalizer(Protocol):
    def normalize(self, text: str) -> str: ...


@cache
def _normalizer() -> _Normalizer:
    from wetext import Normalizer

    normalizer: _Normalizer = Normalizer(lang="zh", operator="tn")
    return normalizer


def say_with_wetext(match: regex.Match[str]) -> str | None:
    said = _normalizer().normalize(match[0])
    return said if _SAID.fullmatch(said) else None


def say_singly(match: regex.Match[str]) -> str:
    return say_digits(match[0])


RULE = Rule(
    "wetext",
    (
        pattern(r"[A-Za-z0-9.%+−°/-]*[0-9][A-Za-z0-9.%+−°/-]*", say_with_wetext),
        pattern(r"[0-9]+", say_singly),
        pattern(r"[0-9]", say_singly),
    ),
)
