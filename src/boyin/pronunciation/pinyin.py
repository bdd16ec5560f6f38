"""From spoken Chinese to tokens with their readings: pinyin for characters, Latin runs, marks.

Who decides, in this order: the lexicon, words of the dictionary, rules and the network for
characters with several readings, the character's commonest reading; then tone sandhi.

Promise: tokens cover the text, in order and without gaps; every Chinese character has a reading or
a ReadingError names it; nothing is changed in what is not Chinese.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from boyin.pronunciation.decisions import decide_readings
from boyin.pronunciation.dictionary import Reading
from boyin.pronunciation.lexicon import Lexicon
from boyin.pronunciation.rules.taiwan import by_taiwan
from boyin.pronunciation.sandhi import apply_sandhi, merges_er
from boyin.pronunciation.simplified import simplified
from boyin.pronunciation.words import Word, split_words

_LATIN = r"[\p{Latin}\p{Nd}][\p{Latin}\p{M}\p{Nd}'’.&+/@_%-]*"
_RUN = regex.compile(
    rf"(?P<han>[\p{{Han}}〇]+)|(?P<latin>{_LATIN}(?:[ \t]+(?:&[ \t]+)?{_LATIN})*)|(?P<mark>.)",
    regex.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable as it is spoken."""

    pinyin: str
    """Numbered, 5 = neutral, ü as v; r before the tone for a merged 儿."""
    start: int
    end: int
    """The characters it is spoken for; two for a merged 儿."""
    source: str
    """What decided it: lexicon, word, grammar, network, character; sandhi may follow."""
    uncertain: bool = False
    citation: str = ""
    """How the first of its characters is read alone, before sandhi."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a Latin run, or a mark, with its span in the text."""

    kind: Literal["word", "latin", "mark"]
    text: str
    start: int
    end: int
    syllables: tuple[Syllable, ...] = ()


def read_mandarin(spoken: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens of `spoken`."""
    plain = simplified(spoken)
    parts = list(_RUN.finditer(spoken))
    words = {
        start: _words(spoken, plain, start, end, lexicon)
        for start, end in (part.span() for part in parts if part["han"])
    }
    runs = decide_readings(words, plain)
    if lexicon.standard == "taiwan":
        runs = {start: list(map(by_taiwan, words)) for start, words in runs.items()}
    tokens: list[Token] = []
    for part in parts:
        start, end = part.span()
        if part["han"]:
            tokens += _read_run(runs[start], spoken, start)
        else:
            tokens.append(Token("latin" if part["latin"] else "mark", part.group(), start, end))
    return tuple(tokens)


def _words(spoken: str, plain: str, start: int, end: int, lexicon: Lexicon) -> list[Word]:
    """The words of a run, in simplified characters; the lexicon is asked as it is written, too."""
    around = plain[:start], plain[end:]
    return split_words(plain[start:end], lexicon, *around, written=spoken[start:end])


def numbered_pinyin(tokens: tuple[Token, ...]) -> str:
    """One numbered syllable after the other, Latin runs as written, marks left out."""
    parts = [
        [syllable.pinyin for syllable in token.syllables] if token.kind == "word" else [token.text]
        for token in tokens
        if token.kind != "mark"
    ]
    return " ".join(one for part in parts for one in part)


def _read_run(words: list[Word], spoken: str, start: int) -> Iterator[Token]:
    for word, readings in zip(words, apply_sandhi(words, spoken[:start]), strict=True):
        stop = start + len(word.text)
        yield Token("word", spoken[start:stop], start, stop, _syllables(readings, start))
        start = stop


def _syllables(readings: tuple[Reading, ...], start: int) -> tuple[Syllable, ...]:
    """A syllable for each character, or for two of them where 儿 is merged into the first."""
    syllables: list[Syllable] = []
    for reading in readings:
        size = 2 if merges_er(reading.pinyin) else 1
        stop = start + size
        source, uncertain, citation = reading.source, reading.uncertain, reading.citation
        syllables.append(Syllable(reading.pinyin, start, stop, source, uncertain, citation))
        start += size
    return tuple(syllables)
