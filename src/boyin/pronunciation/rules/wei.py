"""为: what somebody does something for (wèi), or what something is or becomes (wéi).

The words that tell stand in voices/mandarin/wei.tsv.

Promise: an answer depends on the clause alone; wéi where nothing in it speaks for the other.
"""

from functools import cache

import regex

from boyin.ground.tables import WordLists

WORDS = WordLists("mandarin", "wei.tsv")

_MARK = regex.compile("[，。；！？：…\n,;!?]")
_SPACE = regex.compile(r"\s+")


def wei_reading(text: str, i: int) -> str:
    """The reading of the 为 at `i`, a word of its own."""
    before, after = _clause(text, i)
    if not after or _is_being(before, after):
        return "wei2"
    if _pattern("number").match(after):
        return "wei4" if before.endswith(WORDS.words("who does")) and _is_done(after) else "wei2"
    return "wei4" if _is_purpose(before, after) or _is_served(before, after) else "wei2"


def _clause(text: str, i: int) -> tuple[str, str]:
    """What stands before 为 and behind it, up to the next marks; without spaces."""
    before, after = _MARK.split(text[:i])[-1], _MARK.split(text[i + 1 :], maxsplit=1)[0]
    return _SPACE.sub("", before), _SPACE.sub("", after)


def _is_being(before: str, after: str) -> bool:
    """设为零, 以人为本, 为首, 为人所知."""
    if _pattern("is: behind").match(after) or "所" in after[1:6]:
        return True
    return before.endswith(WORDS.words("is: before"))


def _is_purpose(before: str, after: str) -> bool:
    """为避免误会, 为我."""
    return after.startswith(WORDS.words("purposes"))


def _is_served(before: str, after: str) -> bool:
    """为孩子买房, 为每个函数添加说明: somebody or something, then what is done."""
    if _pattern("served").match(after) and len(after) > 1:
        return True
    if _is_done(after):
        return True
    doing = not before or before.endswith(WORDS.words("who does"))
    if doing and after.startswith(WORDS.words("those")):
        return True
    return doing and _done("done by somebody").match(after) is not None


def _is_done(after: str) -> bool:
    return _done("done").match(after) is not None


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(f"(?:{'|'.join(WORDS.words(name))})")


@cache
def _done(name: str) -> regex.Pattern[str]:
    """What is done for the one named before it; 的 before it makes it a thing: 为中心的设计."""
    return regex.compile(f".{{1,16}}?(?<![的之和与])(?:{'|'.join(WORDS.words(name))})(?!者)")
