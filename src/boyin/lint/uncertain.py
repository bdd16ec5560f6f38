"""Readings that may be wrong, or that nobody chose: a producer should hear them.

Characters whose reading the words around them leave open, names that neither a dictionary nor a
lexicon has, and signs without a name, which are passed over.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from boyin.casts.cast import Cast, retaken
from boyin.engines.kokoro.english.english import guessed_words
from boyin.ground.languages import LATIN_WORD
from boyin.lint.finding import Finding
from boyin.normalization.vocabulary import signs
from boyin.pronunciation.lexicon import Lexicon
from boyin.pronunciation.utterances import Utterance, read_segment
from boyin.script.retakes import Retake
from boyin.script.script import Script

CHECK = "uncertain readings"

_AROUND = 5
_GUESSES_NAMES = "kokoro"
"""The engine that says a name it does not know by its letters; the others don't tell."""


def check_uncertain(
    script: Script, cast: Cast, lexicon: Lexicon, takes: Mapping[str, Retake]
) -> Iterator[Finding]:
    """A finding for each doubtful character, and one for each name and sign where it first stands.

    What a re-take respells is what somebody chose.
    """
    seen: set[str] = set()
    for segment in script.segments:
        retake = takes.get(segment.id)
        if retake and retake.say:
            continue
        chosen = retaken(cast.voice_of(segment.role, segment.language), retake)
        readings = lexicon.for_engine(chosen.engine)
        utterance = read_segment(segment, readings)
        line = segment.lines[0]
        if segment.role != "code":
            yield from _open(utterance, line)
            yield from _unnamed(utterance, line, seen)
        if chosen.engine == _GUESSES_NAMES and LATIN_WORD.search(utterance.spoken):
            yield from _guessed(guessed_words(utterance.spoken, readings), line, seen)


def _open(utterance: Utterance, line: int) -> Iterator[Finding]:
    for one in utterance.uncertain():
        text = utterance.spoken[one.start : one.end]
        around = utterance.spoken[max(one.start - _AROUND, 0) : one.end + _AROUND]
        yield Finding(
            line,
            CHECK,
            f"{text} in “{around}” is read {one.pinyin}, and may be another reading",
            f"If it is right, leave it; else put the word with its reading into the lexicon: "
            f"{text}: {one.pinyin}",
        )


def _guessed(words: Iterable[str], line: int, seen: set[str]) -> Iterator[Finding]:
    for word in words:
        if word not in seen:
            seen.add(word)
            yield Finding(
                line,
                CHECK,
                f"“{word}” is in no dictionary and no lexicon: its reading is a guess",
                f"Hear it with `boyin say`, or say in the lexicon how it sounds: {word}: …",
            )


def _unnamed(utterance: Utterance, line: int, seen: set[str]) -> Iterator[Finding]:
    for rule in utterance.rules:
        sign = utterance.written[rule.start : rule.end].strip()
        silent = rule.rule == "symbol" and not rule.spoken.strip()
        # ™ and ® have names, and are silent on purpose.
        unnamed = silent and len(sign) == 1 and sign not in signs("sign")
        if unnamed and unicodedata.category(sign) in ("So", "Sm", "Sc") and sign not in seen:
            seen.add(sign)
            yield Finding(
                line,
                CHECK,
                f"the sign {sign} has no name here and is passed over",
                "Write what it means in words, if it means anything.",
            )
