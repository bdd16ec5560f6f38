"""Which stretches of a block are read by somebody other than its narrator.

English of two or more words that is quoted, in parentheses, or a sentence of its own goes to the
English voice; a Chinese quotation that is speech goes to the quotation voice. Names and terms
inside Chinese stay with the narrator.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import regex

from boyin.article.blocks import Images
from boyin.ground.languages import ADDRESS, LATIN_WORD, Language, holds_han, without_formulas
from boyin.script.quotation_marks import QUOTES, ROUND, TITLES, Pair
from boyin.script.sentences import split_sentences

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
    "structure",
]
"""Who reads a segment; `structure` says what boyin adds for the ear: how many items a list has."""

Announcement = Literal["lists", "numbers", "tables", "notes", "formulas", "quotations"]
"""What may be announced in words that are not written."""
ANNOUNCED: frozenset[Announcement] = frozenset({"lists", "numbers", "tables", "notes", "formulas"})
"""What is, unless a cast says otherwise."""

SOURCES = regex.compile(
    r"\W*(?:本文|文章)?(?:信息|資訊|资料|資料|数据|數據|图片|圖片|原文)?(?:来源|來源|出处|出處"
    r"|参考(?:资料|文献|链接)|參考(?:資料|文獻|連結)|注释|註釋|延伸阅读|延伸閱讀)(?:\W.*|$)"
    r"|\W*(?:sources?|references?)\W*(?:$|:.*)",
    regex.IGNORECASE | regex.DOTALL,
)
"""A heading over the sources of an article, or a paragraph that is one by itself."""

_TAG = regex.compile(r"[@#]\w+")
# “第一，”他说: a term never ends with a comma.
_SPEECH_ENDS = regex.compile(r"[。！？!?…～~，,.][\s’”』」\"*]*$")
# “怎么办？”三个字 is about the words, not a question.
_MENTION = regex.compile(
    r"\s*(?:[一二两三四五六七八九十几\d]+个?[字词]|这[一个种句样]|的(?!话)|之类|等等|一[词句语类])"
)
# 3 km, and the m/s of a table's head.
_UNIT = regex.compile(
    r"\d\s*\p{Latin}{1,3}(?!\p{L})|(?<!\p{L})\p{Latin}{1,3}/(?=\p{Latin}{1,3}(?!\p{L}))"
)
_ENGLISH_STOP = regex.compile(r"\p{Latin}[.!?]")
_LETTER = regex.compile(r"\p{L}")
_CLAUSES = regex.compile(r"[，；。！？,;!?]")
_CLAUSE_BORDER = regex.compile(r"[，；：]")
_TOLD = regex.compile(r"[：:]\s*(?=\p{Latin})")
_WORDS_OF_A_SENTENCE = 3
# （原文：I've repeatedly seen …） and （英文 Sources: …） say first what follows.
_LABEL = regex.compile(r"\s*\p{Han}[\p{Han}\s]{0,7}[：:]\s*")
_KEEP_ROLE = frozenset({"title", "heading", "subheading", "image", "table", "code", "structure"})


@dataclass(frozen=True, slots=True)
class Routing:
    """What a cast says about who reads what."""

    english_words: int = 2
    """How many English words make a passage for the English voice."""
    languages: tuple[tuple[str, Language], ...] = field(default=())
    """Phrases with the language they are read in wherever they stand."""
    chapter_level: int = 2
    """3 makes chapters of the headings of level 3 too."""
    images: Images = "full"
    announced: frozenset[Announcement] = ANNOUNCED


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a block's text and who reads it; later passages override earlier ones."""

    start: int
    end: int
    role: Role
    language: Language


def is_english(text: str, words: int) -> bool:
    """Whether `text` has at least `words` English words and no Chinese; addresses don't count."""
    plain = _TAG.sub(" ", ADDRESS.sub(" ", text))
    if holds_han(text) or "、" in text:
        return False
    return len(LATIN_WORD.findall(_UNIT.sub(" ", plain))) >= words


def find_passages(
    text: str, role: Role, pairs: Sequence[Pair], routing: Routing
) -> Iterator[Passage]:
    """The passages of one block whose own role is `role`, wider ones before those within them."""
    text = without_formulas(text)
    if is_english(text, routing.english_words):
        yield _english(0, len(text), role)
        return
    for start, end in split_sentences(text):
        yield from _within_sentence(text, start, end, role, routing)
    if role == "table":
        yield from _clauses(text, 0, len(text), role, routing)
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
    elif pair.mark in ROUND:
        label = _LABEL.match(inner)
        if label and is_english(inner[label.end() :], routing.english_words):
            yield _english(pair.start + 1 + label.end(), end, role)
        else:
            yield from _clauses(text, pair.start + 1, pair.end, role, routing)
    elif (
        pair.mark in QUOTES
        and role not in _KEEP_ROLE
        and is_speech(inner, text[: pair.start])
        and not _MENTION.match(text, end)
    ):
        yield Passage(start, end, "quotation", "zh")
        for low, high in split_sentences(inner):
            if is_english(inner[low:high], routing.english_words):
                yield _english(pair.start + 1 + low, pair.start + 1 + high, role)


def _within_sentence(
    text: str, start: int, end: int, role: Role, routing: Routing
) -> Iterator[Passage]:
    """A sentence of English, also where Chinese announces it: 他说：I have a dream."""
    if is_english(text[start:end], routing.english_words):
        yield _english(start, end, role)
    elif told := _TOLD.search(text, start, end):
        rest = text[told.end() : end]
        words = max(routing.english_words, _WORDS_OF_A_SENTENCE)
        if is_english(rest, words) and _ENGLISH_STOP.search(rest.rstrip(), len(rest.rstrip()) - 2):
            yield _english(told.end(), end, role)


def _clauses(text: str, start: int, end: int, role: Role, routing: Routing) -> Iterator[Passage]:
    """English between Chinese commas: （artificial general intelligence，通用人工智能）."""
    borders = [border.span() for border in _CLAUSE_BORDER.finditer(text, start, end)]
    lows = [start, *(high for _, high in borders)]
    highs = [*(low for low, _ in borders), end]
    for low, high in zip(lows, highs, strict=True):
        if is_english(text[low:high], routing.english_words):
            yield _english(low, high, role)


def is_speech(inner: str, before: str) -> bool:
    """Whether a Chinese quotation is something said, not a term or a title in quotation marks.

    It is if it ends as a sentence does, or if it follows a colon and has clauses.
    """
    if not _LETTER.search(inner):
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
