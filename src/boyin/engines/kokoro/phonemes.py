"""From spoken text to the symbols that Kokoro speaks, whole.

Chinese words and English ones are separated by spaces, as in the text the model was trained on.

Promise: every character of the text is heard as a sound or as a pause, or a ReadingError names it.
"""

import regex

from boyin.engines.kokoro.english.distinct import distinct
from boyin.engines.kokoro.english.english import english_phonemes
from boyin.engines.kokoro.mandarin import mark_symbols, syllable_symbols
from boyin.ground.errors import ReadingError
from boyin.ground.languages import Language, holds_han
from boyin.pronunciation.lexicon import Lexicon
from boyin.pronunciation.pinyin import Token, read_mandarin

_LETTER_A = "ˈA"
_SPACES = regex.compile(r"\s+")
_SPACE_BEFORE_MARK = regex.compile(r" +(?=[,.!?;:…”)])")
_SPACE_INSIDE = regex.compile(r"(?<=[“(]) +")
_TWICE = regex.compile(r"([,.!?;:…—])(?: ?\1)+")


def phonemes_of(spoken: str, language: Language, lexicon: Lexicon, *, british: bool = False) -> str:
    """The symbols for `spoken`; Chinese in an English text is read as Chinese, and the reverse.

    british: how English is said, as the voice that speaks says it.
    """
    if language == "en" and not holds_han(spoken):
        return english_phonemes(spoken, lexicon, british=british)
    opened = False
    parts: list[str] = []
    for token in read_mandarin(spoken, lexicon):
        if token.text == '"':
            # One sign for both sides: every other one closes.
            parts.append("” " if opened else " “")
            opened = not opened
        else:
            around = spoken[: token.start], spoken[token.end :]
            parts.append(_symbols(token, language, lexicon, british=british, around=around))
    return _tidied("".join(parts))


def _symbols(
    token: Token, language: Language, lexicon: Lexicon, *, british: bool, around: tuple[str, str]
) -> str:
    if token.kind == "word":
        return f" {''.join(syllable_symbols(one.pinyin) for one in token.syllables)} "
    if token.kind == "mark":
        return mark_symbols(token.text)
    if not any(map(str.isalpha, token.text)):
        raise ReadingError(
            f"the digits “{token.text}” are not in words",
            remedy="A Chinese text comes here as it is spoken: 三, not 3.",
        )
    if token.text in ("A", "a"):
        # Within Chinese it is the letter (A股, A级), not the article.
        return f" {_LETTER_A} "
    phonemes = english_phonemes(token.text, lexicon, british=british, around=around)
    return f" {distinct(phonemes) if language == 'zh' else phonemes} "


def _tidied(symbols: str) -> str:
    """One space between words, none before a mark that closes, …… and —— as one mark."""
    symbols = _SPACES.sub(" ", symbols)
    symbols = _SPACE_BEFORE_MARK.sub("", symbols)
    return _TWICE.sub(r"\1", _SPACE_INSIDE.sub("", symbols)).strip()
