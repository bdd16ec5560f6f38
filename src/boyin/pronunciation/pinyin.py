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

from boyin.pronunciation import polyphones
from boyin.pronunciation.dictionary import Reading
from boyin.pronunciation.lexicon import Lexicon
from boyin.pronunciation.neighbours import word_exception
from boyin.pronunciation.particles import particle_reading
from boyin.pronunciation.sandhi import apply_sandhi, merges_er
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
    parts = list(_RUN.finditer(spoken))
    runs = {
        part.start(): _apply_rules(
            split_words(part["han"], lexicon, spoken[: part.start()], spoken[part.end() :])
        )
        for part in parts
        if part["han"]
    }
    # The network reads the whole sentence each time: it is asked once, for all runs.
    asked = [i for start, words in runs.items() for i in _doubtful(words, start)]
    answers = polyphones.ask(spoken, asked)
    tokens: list[Token] = []
    for part in parts:
        start, end = part.span()
        if part["han"]:
            tokens += _read_run(runs[start], answers, start)
        else:
            tokens.append(Token("latin" if part["latin"] else "mark", part.group(), start, end))
    return tuple(tokens)


def numbered_pinyin(tokens: tuple[Token, ...]) -> str:
    """One numbered syllable after the other, Latin runs as written, marks left out."""
    parts = [
        [syllable.pinyin for syllable in token.syllables] if token.kind == "word" else [token.text]
        for token in tokens
        if token.kind != "mark"
    ]
    return " ".join(one for part in parts for one in part)


def _read_run(
    words: list[Word], answers: dict[int, polyphones.Answer], start: int
) -> Iterator[Token]:
    words = _with_answers(words, answers, start)
    for word, readings in zip(words, apply_sandhi(words), strict=True):
        stop = start + len(word.text)
        yield Token("word", word.text, start, stop, _syllables(word.text, readings, start))
        start = stop


def _syllables(text: str, readings: tuple[Reading, ...], start: int) -> tuple[Syllable, ...]:
    """A syllable for each character, or for two of them where 儿 is merged into the first."""
    syllables: list[Syllable] = []
    for reading in readings:
        size = 2 if merges_er(reading.pinyin) else 1
        stop = start + size
        source, uncertain, citation = reading.source, reading.uncertain, reading.citation
        syllables.append(Syllable(reading.pinyin, start, stop, source, uncertain, citation))
        start += size
    return tuple(syllables)


def _doubtful(words: list[Word], place: int) -> Iterator[int]:
    """Where in the text, whose run begins at `place`, the network is a better judge."""
    for word in words:
        if len(word.readings) == len(word.text):
            for i, reading in enumerate(word.readings):
                if _asks_network(word.text[i], reading):
                    yield place + i
        place += len(word.text)


def _with_answers(
    words: list[Word], answers: dict[int, polyphones.Answer], place: int
) -> list[Word]:
    """The words of a run that begins at `place`, with the network's readings."""
    read: list[Word] = []
    for word in words:
        readings = tuple(
            _decide(reading, answers.get(place + i)) for i, reading in enumerate(word.readings)
        )
        read.append(Word(word.text, readings))
        place += len(word.text)
    return read


def _apply_rules(words: list[Word]) -> list[Word]:
    text = "".join(word.text for word in words)
    ruled, start = [], 0
    for word in words:
        end = start + len(word.text)
        readings = list(word.readings)
        for i, reading in enumerate(readings):
            if reading.source == "character" or polyphones.better_than_words(text[start + i]):
                pinyin = particle_reading(text, start + i, start, end)
                readings[i] = Reading(pinyin, "grammar") if pinyin else reading
        if exception := word_exception(word.text, text[:start], text[end:]):
            place, pinyin = exception
            if readings[place].source != "lexicon":
                readings[place] = Reading(pinyin, "grammar")
        ruled.append(Word(word.text, tuple(readings)))
        start = end
    return ruled


def _asks_network(character: str, reading: Reading) -> bool:
    if polyphones.never_asked(character) or reading.source in ("lexicon", "grammar"):
        return False
    return reading.source == "character" or polyphones.better_than_words(character)


def _decide(reading: Reading, answer: polyphones.Answer | None) -> Reading:
    if answer is None:
        return reading
    return Reading(answer.pinyin, "network", answer.probability < polyphones.SURE)
