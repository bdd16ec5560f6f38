"""From lexicon files to readings of words: pinyin for Chinese ones, phonemes for English ones.

A lexicon is a YAML mapping of word to reading:

    重庆: chong2 qing4        a Chinese word: numbered pinyin, one syllable a character, 5 for
                              neutral, ü as v; a merged 儿 goes into its syllable (花儿: huar1)
    Altman: /ˈɔltmən/         an English word or name: phonemes in misaki's alphabet
    Jan Leike: /ˈjɑn ˈlIkə/   several words: as many groups of phonemes
    Qwen: chwen               an English word or name: known words that sound like it

Promise: every entry is checked when its file is loaded; what can't be used is a LexiconError with
file and line. A later file wins over an earlier one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

import regex
import yaml

from boyin.errors import LexiconError
from boyin.languages import holds_han
from boyin.settings import voices_folder

PHONEMES = frozenset("AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊɐbdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθTʔˈˌː")
"""The symbols misaki writes English with, American and British."""

_HAN_WORD = regex.compile(r"\p{Han}+")
_ENGLISH_WORD = regex.compile(r"[\p{Latin}\p{M}\p{Nd}][\p{Latin}\p{M}\p{Nd}'’.&+-]*")
_SYLLABLE = regex.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:a(?:i|o|ng?)?|e(?:i|r|ng?)?|i(?:a(?:ng?|o)?|e|ng?|ong|u)?|o(?:ng|u)?"
    r"|u(?:a(?:i|ng?)?|e|i|n|o)?|v(?:e|an|n)?)r?|ê|m|n|ng|hm|hng)[1-5]"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Readings that people chose. Keys are words exactly as written."""

    mandarin: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Word → numbered pinyin; one syllable fewer than characters for each merged 儿."""
    phonemes: Mapping[str, str] = field(default_factory=dict)
    """English word or name → phonemes, groups separated by spaces as the words are."""
    respellings: Mapping[str, str] = field(default_factory=dict)
    """English word or name → known words that sound like it."""

    @property
    def longest_mandarin(self) -> int:
        """Characters in the longest Chinese word."""
        return max(map(len, self.mandarin), default=0)


def load_lexicon(*paths: Path) -> Lexicon:
    """The lexicon that `paths` hold together; a later file wins over an earlier one."""
    mandarin: dict[str, tuple[str, ...]] = {}
    phonemes: dict[str, str] = {}
    respellings: dict[str, str] = {}
    for path in paths:
        for word, reading, place in _entries(path):
            if holds_han(word):
                mandarin[word] = _pinyin(word, reading, place)
                continue
            _check_english_word(word, place)
            phonemes.pop(word, None)
            respellings.pop(word, None)
            if reading.startswith("/"):
                phonemes[word] = _phonemes(word, reading, place)
            else:
                respellings[word] = _respelling(reading, place)
    return Lexicon(
        MappingProxyType(mandarin), MappingProxyType(phonemes), MappingProxyType(respellings)
    )


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that came with this boyin."""
    return load_lexicon(voices_folder() / "lexicon.yaml")


def _entries(path: Path) -> Iterator[tuple[str, str, str]]:
    """Every (word, reading, place) of a file, in its order."""
    try:
        with path.open(encoding="utf-8") as file:
            root = yaml.compose(file, Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"can't be read: {error}", place=str(path)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or str(error)
        raise LexiconError(f"is not YAML: {problem}", place=place) from error
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise LexiconError(
            "is not a mapping of words to readings",
            place=f"{path}:{root.start_mark.line + 1}",
            remedy="Write one entry a line, like this: 重庆: chong2 qing4",
        )
    seen: dict[str, int] = {}
    for key, value in root.value:
        line = key.start_mark.line + 1
        place = f"{path}:{line}"
        if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            raise LexiconError("an entry is one word and one reading", place=place)
        word, reading = key.value.strip(), value.value.strip()
        if word in seen:
            raise LexiconError(f"{word} is already in line {seen[word]}", place=place)
        seen[word] = line
        yield word, reading, place


def _pinyin(word: str, reading: str, place: str) -> tuple[str, ...]:
    if not _HAN_WORD.fullmatch(word):
        raise LexiconError(f"{word} mixes Chinese characters with others", place=place)
    syllables = tuple(reading.split())
    for syllable in syllables:
        if not _SYLLABLE.fullmatch(syllable):
            raise LexiconError(
                f"{word}: {syllable} is not a syllable in numbered pinyin",
                place=place,
                remedy="Write letters and a tone from 1 to 5: lv4, de5, huar1.",
            )
    merged = sum(one[-2] == "r" and one[:-1] != "er" for one in syllables)
    if len(syllables) + merged != len(word) or merged > word.count("儿"):
        raise LexiconError(
            f"{word} has {len(word)} characters but {len(syllables)} syllables", place=place
        )
    return syllables


def _check_english_word(word: str, place: str) -> None:
    parts = word.split(" ")
    if not word or not all(_ENGLISH_WORD.fullmatch(part) for part in parts):
        raise LexiconError(
            f"“{word}” is neither a Chinese word nor an English one",
            place=place,
            remedy="A word is letters, digits and - ' . & +, with single spaces between words.",
        )


def _phonemes(word: str, reading: str, place: str) -> str:
    groups = reading.strip("/").split()
    if len(reading) < 3 or not reading.endswith("/") or not groups:
        raise LexiconError(f"{word}: phonemes stand between two slashes", place=place)
    for symbol in "".join(groups):
        if symbol not in PHONEMES:
            raise LexiconError(
                f"{word}: “{symbol}” is not a phoneme",
                place=place,
                remedy=f"The phonemes are {''.join(sorted(PHONEMES))}",
            )
    words = word.split(" ")
    if len(groups) != len(words):
        raise LexiconError(
            f"{word} has {len(words)} words but {len(groups)} groups of phonemes", place=place
        )
    return " ".join(groups)


def _respelling(reading: str, place: str) -> str:
    if not reading or not all(_ENGLISH_WORD.fullmatch(part) for part in reading.split()):
        raise LexiconError(
            f"“{reading}” is neither phonemes nor words that sound alike",
            place=place,
            remedy="Phonemes stand between slashes, /ˈɔltmən/; a respelling is plain words.",
        )
    return " ".join(reading.split())
