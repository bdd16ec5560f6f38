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

_TEX_WORDS = r"\\(?:text|textrm|textbf|mbox|mathrm|operatorname)\{[^{}$]*\}"
# Atomic: where no dollar sign follows, nothing is tried twice.
_TEX = rf"(?>{_TEX_WORDS}|\\[^\n]|[^$\\\p{{Han}}，。；：！？、“”\n])"
FORMULA = regex.compile(
    r"(?<![\\$])\$\$(?<formula>[^$]{1,2000})\$\$(?!\$)"
    # Not the money of “从$5 up to $6”: a digit or a space beside the second sign, Chinese between.
    r"|(?<![\\$0-9A-Za-z])\$(?=[^\s$])(?![0-9.,]+(?:\p{Han}|\s+[A-Za-z]{2}))"
    rf"(?<formula>{_TEX}{{1,1000}})(?<=[^\s\\])\$(?![0-9A-Za-z$])"
    # A command behind the sign is no money, whatever stands beside: 16$\times$.
    rf"|(?<![\\$])\$(?=\\[A-Za-z])(?<formula>{_TEX}{{1,200}})(?<=[^\s\\])\$(?!\$)"
)
"""A formula in TeX between dollar signs."""


def without_formulas(text: str) -> str:
    """`text`, as long as before, with a Chinese character for every sign of a formula.

    Nothing in a formula is a sentence's end, a quotation mark or an English word.
    """
    return FORMULA.sub(lambda found: "式" * len(found.group()), text) if "$" in text else text


def holds_han(text: str) -> bool:
    """Whether any character of `text` is a Chinese one."""
    return HAN.search(text) is not None


def is_english(tag: str) -> bool:
    """Whether what an article says of its language means English: `en`, `en-GB`, `English`."""
    return tag.lower().startswith("en")
