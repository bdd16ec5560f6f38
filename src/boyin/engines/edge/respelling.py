"""A lexicon's readings for a voice that takes text: what is sent sounds as the lexicon says.

Turns spoken text into text to send. A Chinese word whose usual reading is not the lexicon's gets,
for each character that differs, a character with that one reading; an English word gets its
respelling. Only the voice sees it: the transcript is made from the article. A reading that can't
be written this way (an erhua, a neutral tone, phonemes) is left to the voice.
"""

from functools import cache

import regex

from boyin.speech.lexicon import Lexicon

_COMMON = range(0xB0, 0xF8)
"""The rows of GB 2312 that hold characters; the first 40 hold the common ones."""


def respell(text: str, lexicon: Lexicon) -> str:
    """`text`, written so that it sounds as the lexicon says; the longest word counts."""
    text = _respell_mandarin(text, lexicon)
    words = sorted(lexicon.respellings, key=lambda word: (-len(word), word))
    if not words:
        return text
    listed = "|".join(map(regex.escape, words))
    pattern = regex.compile(rf"(?<![\p{{Latin}}\p{{N}}])(?:{listed})(?![\p{{Latin}}\p{{N}}])")
    return pattern.sub(lambda match: lexicon.respellings[match.group()], text)


def _respell_mandarin(text: str, lexicon: Lexicon) -> str:
    said: list[str] = []
    position = 0
    while position < len(text):
        word, alike = _word_at(text, position, lexicon)
        said.append(alike or text[position])
        position += len(word) or 1
    return "".join(said)


def _word_at(text: str, position: int, lexicon: Lexicon) -> tuple[str, str]:
    """The longest word of the lexicon at `position`, and what to send for it; "" if none."""
    for length in range(lexicon.longest_mandarin, 0, -1):
        end = position + length
        word = text[position:end]
        if len(word) < length:
            continue
        if pinyin := lexicon.in_context(text, position, end):
            return word, _sounding(word, pinyin)
        if pinyin := lexicon.mandarin.get(word):
            return word, _homophones(word, pinyin)
    return "", ""


def _sounding(word: str, wanted: tuple[str, ...]) -> str:
    """Other characters for all of a word: inside a longer one its usual reading is not known."""
    if len(wanted) != len(word):
        return word
    return "".join(
        _characters().get(want, character) for character, want in zip(word, wanted, strict=True)
    )


@cache
def _homophones(word: str, wanted: tuple[str, ...]) -> str:
    from pypinyin import Style, lazy_pinyin

    usual = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)
    if len(usual) != len(word) or len(wanted) != len(word):
        return word
    return "".join(
        character if reading == want else _characters().get(want, character)
        for character, reading, want in zip(word, usual, wanted, strict=True)
    )


@cache
def _characters() -> dict[str, str]:
    """Numbered pinyin to a common character that has this reading and no other."""
    from pypinyin import Style, pinyin

    found: dict[str, str] = {}
    for row in _COMMON:
        for cell in range(0xA1, 0xFF):
            character = bytes((row, cell)).decode("gb2312", errors="ignore")
            if not character:
                continue
            (readings,) = pinyin(character, style=Style.TONE3, heteronym=True)
            if len(readings) == 1:
                found.setdefault(readings[0].replace("ü", "v"), character)
    return found
