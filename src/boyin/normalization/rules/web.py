"""Addresses into their short spoken form: https://www.example.com/a?b=1 → example点com.

Of a link only the host is said. Mail addresses and @handles are said whole, #tags as 话题.
"""

import regex

from boyin.normalization.rules.base import Rule, after, pattern
from boyin.normalization.rules.numerals import DIGITS
from boyin.normalization.vocabulary import signs

_TAIL = r"[^\s\p{Han}，。、；：？！“”‘’「」『』（）《》【】\"'<>|`]*(?<![.,;:!?)\]*_])"
MAIL = r"[A-Za-z0-9._%+-]{0,64}[A-Za-z0-9]@(?:[A-Za-z0-9-]{1,63}+\.){1,12}[A-Za-z]{2,63}"
LINK = (
    rf"(?:https?|ftp)://(?<host>[A-Za-z0-9.-]*[A-Za-z0-9]){_TAIL}",
    rf"(?<![A-Za-z0-9.@-])(?<host>(?:[A-Za-z0-9-]*[A-Za-z0-9]\.)+\L<domain>)(?![A-Za-z0-9-])"
    rf"(?!\.[A-Za-z])(?:[/:?]{_TAIL})?",
)


def spell(name: str) -> str:
    """A name on the net: letters as they are, each digit and sign by its name."""
    return "".join(
        DIGITS[int(c)] if c.isdigit() else signs("address").get(c, "" if not c.isalpha() else c)
        for c in name
    )


def say_link(match: regex.Match[str]) -> str:
    return spell(match["host"].removeprefix("www."))


def say_spelled(match: regex.Match[str]) -> str:
    return spell(match[0])


def say_tag(match: regex.Match[str]) -> str:
    return "话题"


def say_tag_end(match: regex.Match[str]) -> str:
    return "，" if after(match, 1).strip() and after(match, 1).isalnum() else ""


RULE = Rule(
    "web",
    (
        # A place on the writer's own disk is a path, which other rules read.
        pattern(r"(?<![A-Za-z])file:/{2,3}(?=[A-Za-z0-9])", lambda _: ""),
        pattern(MAIL, say_spelled),
        *(pattern(link, say_link) for link in LINK),
        pattern(r"(?<=[A-Za-z0-9])\.(?=\L<file>(?![A-Za-z0-9]))", say_spelled),
        pattern(r"(?<![A-Za-z0-9.])\.(?=(?:\L<file>|\L<domain>)(?![A-Za-z0-9]))", say_spelled),
        pattern(r"(?<![A-Za-z0-9])@[A-Za-z0-9_.-]*[A-Za-z0-9_]", say_spelled),
        pattern(r"(?<=(?<!\p{Latin})[CFJ])#(?!\p{Latin})", lambda _: " sharp"),
        pattern(r"#(?=[^#\s，。]{1,40}#)", say_tag),
        pattern(r"(?<=#[^#\s，。]{1,40})#", say_tag_end),
        pattern(r"(?<![\p{L}0-9&])#(?=\p{L})", say_tag),
        pattern(r"#(?=[0-9])", lambda _: "第"),
    ),
    digits=False,
    holds=".@#:",
)
