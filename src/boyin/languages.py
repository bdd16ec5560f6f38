"""The two languages an episode is spoken in, told apart by their scripts."""

from typing import Literal

import regex

Language = Literal["zh", "en"]

HAN = regex.compile(r"\p{Han}")
LATIN_WORD = regex.compile(r"\p{Latin}[\p{Latin}\p{M}'’-]*")

ADDRESS = regex.compile(
    r"(?:https?://|www\.)[\w./?=&%#:~+@!,;-]*[\w/#]"
    r"|(?<![\w.+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,64}\.[A-Za-z0-9.-]*[A-Za-z0-9]"
)
"""Addresses of pages and of mail."""


def holds_han(text: str) -> bool:
    """Whether any character of `text` is a Chinese one."""
    return HAN.search(text) is not None
