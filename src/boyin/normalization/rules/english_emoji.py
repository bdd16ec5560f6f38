"""Emoji in English text, silent if they say nothing: ⚠️ Keep away → Warning, Keep away."""

import regex

from boyin.normalization.rules.base import Rule
from boyin.normalization.rules.emoji import SILENT_EMOJI, set_off
from boyin.script.emoji import ANSWERS, MEANINGFUL, WARNINGS


def say_name(match: regex.Match[str]) -> str:
    signs = match.captures("sign")
    if signs[0] in WARNINGS:
        return set_off(match, WARNINGS[signs[0]][1], ",")
    if signs[0] == "❤":
        return "love"
    names = dict.fromkeys(ANSWERS[sign][1] for sign in signs)
    return f"{len(signs)} stars" if names == {"stars": None} else " ".join(names)


RULE = Rule("english_emoji", ((MEANINGFUL, say_name), *SILENT_EMOJI), digits=False)
