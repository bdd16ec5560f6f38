"""Emoji into silence: 明天见👋🏽 → 明天见. A keycap is the digit on it: 1️⃣ → 一."""

import regex

from boyin.speech.rules.base import Rule, pattern
from boyin.speech.rules.numerals import say_digits

_PICTURE = (
    r"(?:[\p{Emoji_Presentation}\p{Extended_Pictographic}--[©®™〰〽‼⁉↔-↪⤴⤵✓✔✗✘✖★☆➕➖➗▪▫▶◀]]"
    r"|[©®™〰〽‼⁉↔-↪⤴⤵✔✖▪▫▶◀]\ufe0f)"
)
_ONE = rf"(?:\p{{Regional_Indicator}}{{1,2}}|{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]?)"


def say_keycap(match: regex.Match[str]) -> str:
    return say_digits(match["digit"])


def say_nothing(_: regex.Match[str]) -> str:
    return ""


RULE = Rule(
    "emoji",
    (
        pattern("(?<digit>[0-9])\ufe0f?\u20e3", say_keycap),
        (
            regex.compile(
                rf"{_ONE}(?:\u200d{_ONE}|[\U000e0020-\U000e007f\u20e3\ufe0f])*|[#*]\ufe0f?\u20e3"
                "|[\U0001f3fb-\U0001f3ff]",
                regex.V1,
            ),
            say_nothing,
        ),
    ),
    digits=False,
)
