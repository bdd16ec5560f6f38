"""Which stretches of a block are read by somebody other than its narrator.

English of two or more words that is quoted, in parentheses, or a sentence of its own goes to the
English voice; a Chinese quotation that is speech goes to the quotation voice. Names and terms
inside Chinese stay with the narrator.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import regex

from boyin.languages import LATIN_WORD, Language, holds_han
from boyin.marks import QUOTES, ROUND, TITLES, Pair
from boyin.sentences import split_sentences

Role = Literal[
    "title",
    "heading",
    "subheading",
    "narration",
    "quotation",
    "english",
    "item",
    "image",
    "table",
    "note",
    "code",
]

_URL = regex.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\w[\w.]*|[@#]\w+")
_SPEECH_ENDS = regex.compile(r"[。！？!?…～~][\s’”』」\"*]*$")
# 3 km / 5 mi is no English; It is so. is.
_ENGLISH_STOP = regex.compile(r"\p{Latin}[.!?]")
_CLAUSES = regex.compile(r"[，；。！？,;!?]")
# （原文：I've repeatedly seen …） and （英文 Sources: …） say first what follows.
_LABEL = regex.compile(r"\s*\p{Han}[\p{Han}\s]{0,7}[：:]\s*")
_KEEP_ROLE = frozenset({"title", "heading", "subheading", "image", "table", "code"})


@dataclass(frozen=True, slots=True)
class Routing:
    """What a cast says about who reads what."""

    english_words: int = 2
    """How many English words make a passage for the English voice."""
    languages: tuple[tuple[str, Language], ...] = field(default=())
    """Phrases with the language they are read in wherever they stand."""
    chapter_level: int = 2
    """3 makes chapters of the headings of level 3 too."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a block's text and who reads it; later passages override earlier ones."""

    start: int
    end: int
    role: Role
    language: Language


def is_english(text: str, words: int) -> bool:
    """Whether `text` has at least `words` English words and no Chinese; addresses don't count."""
    plain = _URL.sub(" ", text)
    if holds_han(text) or "、" in text:
        return False
    found: list[str] = LATIN_WORD.findall(plain)
    units_only = all(len(word) <= 2 for word in found) and not _ENGLISH_STOP.search(plain)
    return len(found) >= words and not units_only


def find_passages(
    text: str, role: Role, pairs: Sequence[Pair], routing: Routing
) -> Iterator[Passage]:
    """The passages of one block whose own role is `role`, wider ones before those within them."""
    if is_english(text, routing.english_words):
        yield _english(0, len(text), role)
        return
    for start, end in split_sentences(text):
        if is_english(text[start:end], routing.english_words):
            yield _english(start, end, role)
    for pair in pairs:
        yield from _within(pair, text, role, routing)
    for phrase, language in routing.languages:
        for found in regex.finditer(regex.escape(phrase), text):
            yield Passage(found.start(), found.end(), _role_in(language, role), language)


def _within(pair: Pair, text: str, role: Role, routing: Routing) -> Iterator[Passage]:
    inner = text[pair.start + 1 : pair.end]
    start, end = max(pair.start, 0), min(pair.end + 1, len(text))
    if pair.mark in QUOTES | TITLES | ROUND and is_english(inner, routing.english_words):
        yield _english(start, end, role)
    elif pair.mark in ROUND and (label := _LABEL.match(inner)):
        if is_english(inner[label.end() :], routing.english_words):
            yield _english(pair.start + 1 + label.end(), end, role)
    elif pair.mark in QUOTES and role not in _KEEP_ROLE and is_speech(inner, text[: pair.start]):
        yield Passage(start, end, "quotation", "zh")
        for low, high in split_sentences(inner):
            if is_english(inner[low:high], routing.english_words):
                yield _english(pair.start + 1 + low, pair.start + 1 + high, role)


def is_speech(inner: str, before: str) -> bool:
    """Whether a Chinese quotation is something said, not a term or a title in quotation marks.

    It is if it ends as a sentence does, or if it follows a colon and has clauses.
    """
    if not holds_han(inner):
        return False
    announced = before.rstrip(" *").endswith(("：", ":"))
    return bool(_SPEECH_ENDS.search(inner)) or (announced and bool(_CLAUSES.search(inner)))


def _english(start: int, end: int, role: Role) -> Passage:
    return Passage(start, end, _role_in("en", role), "en")


def _role_in(language: Language, role: Role) -> Role:
    return "english" if language == "en" and role not in _KEEP_ROLE else role


def override_passage(start: int, end: int, value: str, role: Role) -> Passage:
    """What an author's `en`, `zh`, `narration` or `quotation` makes of a stretch of text."""
    match value:
        case "en":
            return _english(start, end, role)
        case "quotation":
            return Passage(start, end, "quotation", "zh")
        case _:
            return Passage(start, end, role if role != "english" else "narration", "zh")
