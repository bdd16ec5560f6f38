"""Foreign names in brackets behind the Chinese ones that they repeat: 约翰·史密斯（John Smith）.

They are no passage for another voice: the narrator says them, or nobody does.
"""

from collections.abc import Iterator, Sequence

import regex

from boyin.ground.tables import WordLists
from boyin.script.english.words import is_person
from boyin.script.quotation_marks import ROUND, Pair

_LAYOUT = WordLists("mandarin", "layout.tsv")
_YEARS = regex.compile(r"[\s,，;；]*(?:\b(?:b|born|c|ca)\.?\s*)?[\d\s–—~-]*(?:年|年生|至今)?\s*")
_NAME_BEFORE = regex.compile(r"[\p{Han}·・•.．\p{Lu}-]+$")
_DOTTED = regex.compile(r"\p{Han}[·・•．.-]\s?[\p{Han}\p{Lu}]")
_FEWEST_CHARACTERS = 2


def find_glosses(text: str, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The brackets of a text that hold a person's name and stand behind it in Chinese."""
    for pair in pairs:
        whole = pair.start >= 0 and pair.end < len(text)
        if whole and pair.mark in ROUND and follows_its_name(text, pair):
            yield pair


def follows_its_name(text: str, pair: Pair) -> bool:
    """Whether brackets hold a person's name, with years at most, behind that name in Chinese."""
    inner = text[pair.start + 1 : pair.end]
    name = regex.match(r"[\p{Latin}\p{M}.,'’\s-]+", inner)
    if name is None or not _YEARS.fullmatch(inner, name.end()):
        return False
    if not is_person(name.group().strip().rstrip(",")):
        return False
    return _ends_with_name(text[max(pair.start - 24, 0) : pair.start].rstrip())


def _ends_with_name(before: str) -> bool:
    found = _NAME_BEFORE.search(before)
    if found is None:
        return False
    if _DOTTED.search(found.group()):
        return True
    characters = _LAYOUT.members("name")
    return len(found.group()) >= _FEWEST_CHARACTERS and all(
        one in characters for one in found.group()[-_FEWEST_CHARACTERS:]
    )
