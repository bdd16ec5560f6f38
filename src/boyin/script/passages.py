"""Which stretches of a block are read by somebody other than its narrator.

English of two or more words that is quoted, in parentheses, a title or a sentence of its own goes
to the English voice; a Chinese quotation that is speech goes to the quotation voice. Names, terms
and code inside Chinese stay with the narrator, and so does all of a table but its sentences.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import regex

from boyin.article.blocks import Boilerplate, Glosses, Images
from boyin.article.table_row import CELL_BORDER
from boyin.ground.languages import FORMULA, Language, without_formulas
from boyin.script.english.glosses import follows_its_name
from boyin.script.english.phrases import (
    Span,
    before_its_chinese,
    behind_its_label,
    find_phrases,
    told_at,
)
from boyin.script.english.words import is_english, reads_as_said
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

Announcement = Literal["lists", "numbers", "tables", "notes", "callouts", "formulas", "quotations"]
"""What may be announced in words that are not written."""
ANNOUNCED: frozenset[Announcement] = frozenset(
    {"lists", "numbers", "tables", "notes", "callouts", "formulas"}
)
"""What is, unless a cast says otherwise."""

SOURCES = regex.compile(
    r"\W*(?:本文|文章)?(?:信息|資訊|资料|資料|数据|數據|图片|圖片|原文)?(?:来源|來源|出处|出處"
    r"|参考(?:资料|文献|链接)|參考(?:資料|文獻|連結)|注释|註釋|延伸阅读|延伸閱讀)(?:\W.*|$)"
    r"|\W*(?:sources?|references?)\W*(?:$|:.*)",
    regex.IGNORECASE | regex.DOTALL,
)
"""A heading over the sources of an article, or a paragraph that is one by itself."""

# “第一，”他说: a term never ends with a comma.
_SPEECH_ENDS = regex.compile(r"[。！？!?…～~，,.][\s’”』」\"*]*$")
# “怎么办？”三个字 is about the words, not a question.
_MENTION = regex.compile(
    r"\s*(?:[一二两三四五六七八九十几\d]+个?[字词]|这[一个种句样]|的(?!话)|之类|等等|一[词句语类])"
)
_LETTER = regex.compile(r"\p{L}")
_CLAUSES = regex.compile(r"[，；。！？,;!?]")
_CLAUSE_BORDER = regex.compile(r"[，；：]")
_WORDS_OF_A_CELL = 5
_OUT_OF_THE_WAY = "·"
"""In place of code: neither a word nor Chinese."""
# （原文：I've repeatedly seen …） and （英文 Sources: …） say first what follows.
_LABEL = regex.compile(r"\s*\p{Han}[\p{Han}\s]{0,7}[：:]\s*")
_WITH_THEIR_CHINESE = frozenset({"title", "heading", "subheading", "item"})
# 译：, which is said before a cell.
_COLUMN = regex.compile(r"[^：]{1,20}：")
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
    images: Images = "described"
    announced: frozenset[Announcement] = ANNOUNCED
    glosses: Glosses = "say"
    boilerplate: Boilerplate = "skip"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a block's text and who reads it; later passages override earlier ones."""

    start: int
    end: int
    role: Role
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of one block, and what is known of it before anybody reads it."""

    text: str
    role: Role
    pairs: Sequence[Pair]
    overrides: Sequence[Passage] = ()
    """What the author says of it, wider stretches first."""
    links: Sequence[Span] = ()
    code: Sequence[Span] = ()


def find_passages(block: Text, routing: Routing) -> Iterator[Passage]:
    """The passages of one block, wider ones before those within them."""
    text, role = _without_code(block), block.role
    if role == "table":
        yield from _in_cells(text, routing)
    elif is_english(_without_code(block, formulas=True), routing.english_words):
        yield from _around_formulas(block.text, 0, len(text), role)
        return
    else:
        text = without_formulas(text)
        yield from _in_running_text(text, block, routing)
    for phrase, language in routing.languages:
        for found in regex.finditer(regex.escape(phrase), block.text):
            yield Passage(found.start(), found.end(), _role_in(language, role), language)


def _without_code(block: Text, *, formulas: bool = False) -> str:
    """The text, as long as before, without the letters of code, and of formulas if so asked."""
    text = block.text
    for start, end in block.code:
        text = text[:start] + _OUT_OF_THE_WAY * (end - start) + text[end:]
    if formulas and "$" in text:
        return FORMULA.sub(lambda found: _OUT_OF_THE_WAY * len(found.group()), text)
    return text


def _around_formulas(text: str, start: int, end: int, role: Role) -> Iterator[Passage]:
    """English with formulas in it, which are said in Chinese."""
    for found in FORMULA.finditer(text, start, end) if "$" in text else ():
        yield _english(start, found.start(), role)
        start = found.end()
    yield _english(start, end, role)


def _in_running_text(text: str, block: Text, routing: Routing) -> Iterator[Passage]:
    role, words = block.role, routing.english_words
    for start, end in split_sentences(text):
        yield from _within_sentence(text, start, end, block, routing)
    if span := behind_its_label(text, words):
        yield _english(*span, role)
    if role in _WITH_THEIR_CHINESE and (span := before_its_chinese(text, 0, len(text), words)):
        yield _english(*span, role)
    for pair in block.pairs:
        yield from _within(pair, text, role, routing)
    for start, end in find_phrases(text, block.links, words):
        yield _english(start, end, role)


def _within(pair: Pair, text: str, role: Role, routing: Routing) -> Iterator[Passage]:
    inner = text[pair.start + 1 : pair.end]
    start, end = max(pair.start, 0), min(pair.end + 1, len(text))
    if pair.mark in ROUND and follows_its_name(text, pair):
        return
    if pair.mark in QUOTES | TITLES | ROUND and is_english(inner, routing.english_words):
        yield _english(start, end, role)
    elif pair.mark in QUOTES | TITLES and (
        span := before_its_chinese(text, pair.start + 1, pair.end, routing.english_words)
    ):
        yield _english(*span, role)
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
    text: str, start: int, end: int, block: Text, routing: Routing
) -> Iterator[Passage]:
    """A sentence of English, also where Chinese announces it: 他说：I have a dream."""
    role, words = block.role, routing.english_words
    whole = _without_code(block, formulas=True)[start:end]
    if is_english(whole, words):
        yield from _around_formulas(block.text, start, end, role)
    elif (told := told_at(text, start, end, words)) is not None:
        yield _english(told, end, role)


def _in_cells(text: str, routing: Routing) -> Iterator[Passage]:
    """The sentences among the cells of a row: a voice that changes cell by cell tells nobody."""
    least = max(routing.english_words, _WORDS_OF_A_CELL)
    start = 0
    for cell in text.split(CELL_BORDER):
        end = start + len(cell)
        column = _COLUMN.match(cell)
        said = cell[column.end() :] if column else cell
        if is_english(said, least) and reads_as_said(said):
            yield _english(end - len(said), end, "table")
        start = end + len(CELL_BORDER)


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
