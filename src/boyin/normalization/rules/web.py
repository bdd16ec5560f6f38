"""Addresses into their short spoken form: https://www.example.com/a?b=1 → example点com.

Of a link only the host is said. Mail addresses and @handles are said whole, #tags as 话题.
"""

import regex

from boyin.normalization.rules.base import Rule, after, pattern
from boyin.normalization.rules.numerals import DIGITS

_TAIL = r"[^\s\p{Han}，。、；：？！“”‘’「」『』（）《》【】\"'<>|`]*(?<![.,;:!?)\]*_])"
_TOP = (
    r"(?:com|cn|org|net|edu|gov|io|ai|dev|app|info|tv|me|xyz|co|uk|us|jp|de|fr|eu|hk|tw|sg|kr|ru|"
    r"in|ca|au|int|mil|biz|cc|tech|site|club|top|wiki|news|blog|fm|so|ly|gg|to|page|cloud)"
)
_FILE = (
    r"(?:js|ts|NET|py|md|txt|pdf|json|csv|tsv|exe|go|rs|cpp|yaml|yml|toml|xml|html?|css|sh|docx?|"
    r"xlsx?|pptx?|mp[34]|wav|zip|rar|jpe?g|png|gif|svg|ini|log|sql|ipynb|AI|Ai|me|fm)"
)
MAIL = r"[A-Za-z0-9._%+-]*[A-Za-z0-9]@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
LINK = (
    rf"(?:https?|ftp)://(?<host>[A-Za-z0-9.-]*[A-Za-z0-9]){_TAIL}",
    rf"(?<![A-Za-z0-9.@-])(?<host>(?:[A-Za-z0-9-]*[A-Za-z0-9]\.)+{_TOP})(?![A-Za-z0-9-])"
    rf"(?!\.[A-Za-z])(?:[/:?]{_TAIL})?",
)
_SIGNS = {
    ".": "点",
    "_": "下划线",
    "-": "杠",
    "+": "加",
    "@": "艾特",
    "/": "斜杠",
    ":": "冒号",
    "~": "波浪线",
}


def spell(name: str) -> str:
    """A name on the net: letters as they are, each digit and sign by its name."""
    return "".join(
        DIGITS[int(c)] if c.isdigit() else _SIGNS.get(c, "" if not c.isalpha() else c) for c in name
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
        pattern(MAIL, say_spelled),
        *(pattern(link, say_link) for link in LINK),
        pattern(rf"(?<=[A-Za-z0-9])\.(?={_FILE}(?![A-Za-z0-9]))", say_spelled),
        pattern(rf"(?<![A-Za-z0-9.])\.(?=(?:{_FILE}|{_TOP})(?![A-Za-z0-9]))", say_spelled),
        pattern(r"(?<![A-Za-z0-9])@[A-Za-z0-9_.-]*[A-Za-z0-9_]", say_spelled),
        pattern(r"(?<=(?<!\p{Latin})[CFJ])#(?!\p{Latin})", lambda _: " sharp"),
        pattern(r"#(?=[^#\s，。]{1,40}#)", say_tag),
        pattern(r"(?<=#[^#\s，。]{1,40})#", say_tag_end),
        pattern(r"(?<![\p{L}0-9&])#(?=\p{L})", say_tag),
        pattern(r"#(?=[0-9])", lambda _: "第"),
    ),
    digits=False,
)
