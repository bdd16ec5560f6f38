"""Emoji into silence: 明天见👋🏽 → 明天见. A keycap is the digit on it: 1️⃣ → 一.

Those that say something are named: ⚠️ → 注意, 评分：⭐⭐⭐⭐ → 评分：四星.
"""

import regex

from boyin.normalization.rules.base import Pattern, Rule, after, before, pattern
from boyin.normalization.rules.numerals import say_digits, say_number
from boyin.script.emoji import ANSWERS, MEANINGFUL, WARNINGS

_PICTURE = (
    r"(?:[\p{Emoji_Presentation}\p{Extended_Pictographic}--[©®™〰〽‼⁉↔-↪⤴⤵✓✔✗✘✖★☆➕➖➗▪▫▶◀]]"
    r"|[©®™〰〽‼⁉↔-↪⤴⤵✔✖▪▫▶◀]\ufe0f)"
)
_ONE = rf"(?:\p{{Regional_Indicator}}{{1,2}}|{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]?)"


def say_keycap(match: regex.Match[str]) -> str:
    return say_digits(match["digit"])


def say_nothing(_: regex.Match[str]) -> str:
    return ""


def say_name(match: regex.Match[str]) -> str:
    signs = match.captures("sign")
    if signs[0] in WARNINGS:
        return set_off(match, WARNINGS[signs[0]][0], "，")
    if signs[0] == "❤":
        return "爱"
    names = dict.fromkeys(ANSWERS[sign][0] for sign in signs)
    return say_number(str(len(signs))) + "星" if names == {"星": None} else "".join(names)


def set_off(match: regex.Match[str], said: str, pause: str) -> str:
    """A name with a pause on each side where a word is: ⚠️ 先看 → 注意， 先看."""
    left, right = before(match, 1).isalnum(), after(match, 2).strip()[:1].isalnum()
    return f"{pause if left else ''}{said}{pause if right else ''}"


SILENT_EMOJI: tuple[Pattern, ...] = (
    pattern("(?<digit>[0-9])\ufe0f?\u20e3", say_keycap),
    pattern(
        rf"(?V1){_ONE}(?:\u200d{_ONE}|[\U000e0020-\U000e007f\u20e3\ufe0f])*|[#*]\ufe0f?\u20e3"
        "|[\U0001f3fb-\U0001f3ff]",
        say_nothing,
    ),
)

RULE = Rule("emoji", ((MEANINGFUL, say_name), *SILENT_EMOJI), digits=False)
