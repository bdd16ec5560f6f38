"""Whether an English word was heard by its sound, however a recogniser chose to spell it.

A recogniser of Chinese writes `Cloud` for Claude and 咖啡 for coffee: it heard the word. What it
wrote is read aloud, letters by boyin's own reader of English and Chinese characters by their
pinyin, and the phonemes of the two are compared.

Promise: what was heard of the Chinese around a word is not looked at, so it can't be taken for it.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

import regex

from benchmarks.recogniser import Piece, pieces
from boyin.engines.kokoro.english.english import english_phonemes
from boyin.engines.kokoro.english.romanised import romanised_syllable
from boyin.ground.errors import ReadingError
from boyin.pronunciation.lexicon import shipped_lexicon

NEAR = 0.25
"""The share of a word's phonemes that may be others: one in four, none in words of up to three."""

_LONGEST_SPAN = 5
"""Heard pieces that may be one word: `G P T`, 派 森."""
_SPELLED = 5
"""The most letters of a heard piece that may be read one by one."""
_LONG = 5
"""Phonemes of a word that may be found within what else was heard."""
_VOWELS = frozenset("AIOWYQaiuæɑəɛʊ")
_WORD = regex.compile(r"\p{Latin}[\p{Latin}\p{M}'’]*")
_COARSE = (
    (regex.compile(r"[^\p{L}]|[ˈˌː]"), ""),
    (regex.compile("[Tɾ]"), "t"),
    # Vowels that many speakers of English don't tell apart, or not without stress.
    (regex.compile("[ɔɒ]"), "ɑ"),
    (regex.compile("[ᵊᵻɪʌɜ]"), "ə"),
)


def distance(word: str, said: str, heard: str) -> float:
    """How far `word`, a Latin one of `said`, is from what sounds most like it in `heard`.

    In phonemes to change, add or leave out, as a share of the word's own; 1.0 if nothing is like
    it.
    """
    wanted = _read(word)
    found = {sound for span in _spans(_left_over(said, heard)) for sound in _sounds(span)}
    return min((_apart(wanted, one) / len(wanted) for one in found), default=1.0)


def _apart(wanted: str, found: str) -> float:
    """What it costs to make `wanted` of `found`; of a part of it, where `wanted` is long.

    Where recognised words end is spelling too: Dario Amodei is `Darry Wameday`. And which vowel a
    made-up spelling stands for is a guess: in a long word another one costs half. A short word
    would be in everything, and in every vowel.
    """
    long = len(wanted) >= _LONG
    row = [0.0 if long else float(place) for place in range(len(found) + 1)]
    for number, phoneme in enumerate(wanted, 1):
        above, row = row, [float(number)]
        for place, other in enumerate(found, 1):
            vowels = long and phoneme in _VOWELS and other in _VOWELS
            change = 0.0 if phoneme == other else 0.5 if vowels else 1.0
            row.append(min(above[place - 1] + change, above[place] + 1, row[-1] + 1))
    return min(row) if long else row[-1]


def _left_over(said: str, heard: str) -> Iterator[list[Piece]]:
    """Runs of what was heard that are no Chinese syllable of `said` in its place."""
    from rapidfuzz.distance import Levenshtein

    expected, found = pieces(_WORD.sub(" ", said)), pieces(heard)
    taken = {
        place
        for step in Levenshtein.opcodes(expected, found)
        if step.tag == "equal"
        for place in range(step.dest_start, step.dest_end)
    }
    run: list[Piece] = []
    for place, piece in enumerate(found):
        if place not in taken:
            run.append(piece)
        elif run:
            yield run
            run = []
    yield run


def _spans(runs: Iterator[list[Piece]]) -> Iterator[Sequence[Piece]]:
    for run in runs:
        for start in range(len(run)):
            for end in range(start + 1, min(start + _LONGEST_SPAN, len(run)) + 1):
                yield run[start:end]


def _sounds(span: Sequence[Piece]) -> Iterator[str]:
    """What the pieces sound like together, in every way that each can be read."""
    for readings in product(*(_readings(*piece) for piece in span)):
        yield "".join(readings)


@cache
def _readings(text: str, is_han: bool) -> tuple[str, ...]:
    if is_han:
        return (_coarse(romanised_syllable(text) or ""),)
    ways = [_read(text)]
    if text.isalpha() and text.isascii() and len(text) <= _SPELLED:
        ways.append("".join(map(_read, text.upper())))
    return tuple(dict.fromkeys(ways))


@cache
def _read(text: str) -> str:
    """The phonemes of one Latin word or figure; nothing if nobody can say it."""
    if text == "A":
        return "A"
    try:
        return _coarse(english_phonemes(text, shipped_lexicon()))
    except ReadingError:
        return ""


def _coarse(phonemes: str) -> str:
    for pattern, sound in _COARSE:
        phonemes = pattern.sub(sound, phonemes)
    return phonemes
