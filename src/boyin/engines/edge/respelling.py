"""A lexicon's readings for a voice that takes text: what is sent sounds as the lexicon says.

Turns spoken text into text to send. A Chinese word whose usual reading is not the lexicon's gets,
for each character that differs, a character with that one reading; an English word gets its
respelling. Only the voice sees it: the transcript is made from the article. A reading that can't
be written this way (an erhua, a neutral tone, phonemes) is left to the voice.
"""

from functools import cache

import regex

from boyin.pronunciation.lexicon import Lexicon
from boyin.pronunciation.words import Word, split_words

_HAN = regex.compile(r"[\p{Han}〇]+")
_COMMON = range(0xB0, 0xF8)
"""The rows of GB 2312 that hold characters; the first 40 hold the common ones."""


def respell(text: str, lexicon: Lexicon) -> str:
    """`text`, written so that it sounds as the lexicon says, where its words stand as words."""
    text = _respell_mandarin(text, lexicon)
    names = {*lexicon.respellings, *lexicon.name_contexts}
    if not names:
        return text
    listed = "|".join(map(regex.escape, sorted(names, key=lambda name: (-len(name), name))))
    pattern = regex.compile(rf"(?<![\p{{Latin}}\p{{N}}])(?:{listed})(?![\p{{Latin}}\p{{N}}])")
    return pattern.sub(lambda match: _respelt_name(match, lexicon), text)


def _respelt_name(match: regex.Match[str], lexicon: Lexicon) -> str:
    for one in lexicon.name_contexts.get(match[0], ()):
        if one.kind == "respelling" and one.fits(match.string, *match.span()):
            return one.reading
    return lexicon.respellings.get(match[0], match[0])


def _respell_mandarin(text: str, lexicon: Lexicon) -> str:
    # Most texts have no word of the lexicon, and need no segmenter.
    if not any(word in text for word in (*lexicon.mandarin, *lexicon.contexts)):
        return text
    return _HAN.sub(
        lambda run: "".join(
            _respelt(word, lexicon)
            for word in split_words(run.group(), lexicon, text[: run.start()], text[run.end() :])
        ),
        text,
    )


def _respelt(word: Word, lexicon: Lexicon) -> str:
    """The word, with other characters where the lexicon decided how one is read."""
    if len(word.readings) != len(word.text):
        return word.text
    wanted = tuple(reading.pinyin for reading in word.readings)
    # What the context decides is replaced in any case: there the usual reading is not known.
    usual = _usual(word.text) if lexicon.mandarin.get(word.text) == wanted else ()
    return "".join(
        _characters().get(reading.pinyin, character)
        if reading.source == "lexicon" and usual[place : place + 1] != (reading.pinyin,)
        else character
        for place, (character, reading) in enumerate(zip(word.text, word.readings, strict=True))
    )


def _usual(word: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True))


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
