"""From a lexicon's YAML file to rules, every one of them checked, with its line.

The file is a mapping of word to reading; docs/readings.md says all that it may hold. What can't be
used is a LexiconError with file and line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import regex
import yaml

from boyin.ground.errors import LexiconError, ReadingError
from boyin.ground.languages import holds_han
from boyin.ground.yaml_file import YamlFile
from boyin.pronunciation.dictionary import usual_reading
from boyin.pronunciation.syllables import is_syllable

PHONEMES = frozenset("AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊɐbdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθTʔˈˌː")
"""The symbols misaki writes English with, American and British."""

ENGINES = ("kokoro", "edge", "tone")
"""The engines that an entry may be for."""

_TAKES_NO_PHONEMES = "edge"
_KEYS = ("read", "say", "engine", "before", "after")
_HAN_WORD = regex.compile(r"\p{Han}+")
_ENGLISH_WORD = regex.compile(r"[\p{Latin}\p{M}\p{Nd}][\p{Latin}\p{M}\p{Nd}'’.&+-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One reading of one word, and where it holds."""

    word: str
    kind: Literal["pinyin", "phonemes", "respelling"]
    reading: str
    """Pinyin and phonemes in groups separated by spaces."""
    engine: str = ""
    """Empty for all."""
    before: tuple[str, ...] = ()
    """One of these follows the word; empty for anything."""
    after: tuple[str, ...] = ()
    """One of these goes before the word; empty for anything."""

    @property
    def anywhere(self) -> bool:
        """Whether it holds whatever stands around the word."""
        return not self.before and not self.after


def read_rules(path: Path) -> Iterator[Rule]:
    """Every rule of a file, in its order; raises LexiconError for the first that is wrong."""
    file = _LexiconFile(path)
    root = file.parse(file.content())
    if root is None:
        return
    for word, key, value in file.pairs(root, "a lexicon"):
        yield from _rules_of(word, value, path, file.place(key))


class _LexiconFile(YamlFile):
    error = LexiconError


def _rules_of(word: str, value: yaml.Node, path: Path, place: str) -> Iterator[Rule]:
    """The rules of one entry: a reading, one with conditions, or a list of such."""
    if not holds_han(word):
        _check_english_word(word, place)
    seen: set[tuple[str, tuple[str, ...], tuple[str, ...]]] = set()
    several = isinstance(value, yaml.SequenceNode)
    for node in value.value if several else [value]:
        here = f"{path}:{node.start_mark.line + 1}" if several else place
        rule = _rule(word, node, here)
        where = (rule.engine, rule.before, rule.after)
        if where in seen:
            raise LexiconError(f"{word} has two readings for the same case", place=here)
        seen.add(where)
        yield rule


def _rule(word: str, node: yaml.Node, place: str) -> Rule:
    if isinstance(node, yaml.ScalarNode):
        return _checked(word, node.value.strip(), None, place)
    found = _conditions(word, node, place)
    engine = _one(found.get("engine", ()), "engine", place)
    if engine and engine not in ENGINES:
        raise LexiconError(
            f"{word}: there is no engine `{engine}`",
            place=place,
            remedy=f"The engines are: {', '.join(ENGINES)}.",
        )
    if ("read" in found) == ("say" in found):
        raise LexiconError(f"{word} needs either `read` or `say`", place=place)
    kind: Literal["read", "say"] = "read" if "read" in found else "say"
    before, after = found.get("before", ()), found.get("after", ())
    rule = _checked(word, _one(found[kind], kind, place), kind, place)
    if engine == _TAKES_NO_PHONEMES and rule.kind == "phonemes":
        raise LexiconError(
            f"{word}: {engine} takes no phonemes",
            place=place,
            remedy=f"Write words that sound like it: {{say: WORDS, engine: {engine}}}",
        )
    return Rule(
        word=word, kind=rule.kind, reading=rule.reading, engine=engine, before=before, after=after
    )


def _conditions(word: str, node: yaml.Node, place: str) -> Mapping[str, tuple[str, ...]]:
    """The keys of an entry with conditions, each with its values."""
    if not isinstance(node, yaml.MappingNode):
        raise LexiconError(f"{word}: a reading is a text or `key: value` pairs", place=place)
    found: dict[str, tuple[str, ...]] = {}
    for key, value in node.value:
        name = str(key.value)
        if name not in _KEYS:
            raise LexiconError(
                f"{word}: a reading has no `{name}`",
                place=place,
                remedy=f"Allowed are: {', '.join(_KEYS)}.",
            )
        values = value.value if isinstance(value, yaml.SequenceNode) else [value]
        if not all(isinstance(one, yaml.ScalarNode) and one.value.strip() for one in values):
            raise LexiconError(f"{word}: `{name}` is a text", place=place)
        if name in found:
            raise LexiconError(f"{word}: `{name}` stands here twice", place=place)
        # A space may be what stands around a word.
        around = name in ("before", "after")
        found[name] = tuple(one.value if around else one.value.strip() for one in values)
    return found


def _one(values: tuple[str, ...], name: str, place: str) -> str:
    if len(values) > 1:
        raise LexiconError(f"`{name}` is one text, not several", place=place)
    return values[0] if values else ""


def _checked(word: str, reading: str, kind: Literal["read", "say"] | None, place: str) -> Rule:
    """A reading of a word, everywhere; `kind` is None where the reading itself tells."""
    if holds_han(word):
        if kind == "say":
            return Rule(word=word, kind="pinyin", reading=_sounding(word, reading, place))
        return Rule(word=word, kind="pinyin", reading=_pinyin(word, reading, place))
    if reading.startswith("/") or kind == "read":
        return Rule(word=word, kind="phonemes", reading=_phonemes(word, reading, place))
    return Rule(word=word, kind="respelling", reading=_respelling(reading, place))


def _pinyin(word: str, reading: str, place: str) -> str:
    _check_han_word(word, place)
    syllables = reading.split()
    for syllable in syllables:
        if not is_syllable(syllable):
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
    return " ".join(syllables)


def _sounding(word: str, alike: str, place: str) -> str:
    """The pinyin of characters that sound like the word."""
    _check_han_word(word, place)
    if not _HAN_WORD.fullmatch(alike) or len(alike) != len(word):
        raise LexiconError(f"{word}: “{alike}” is not as many Chinese characters", place=place)
    try:
        return " ".join(usual_reading(alike))
    except ReadingError as error:
        raise LexiconError(f"{word}: {error.message}", place=place) from error


def _check_han_word(word: str, place: str) -> None:
    if not _HAN_WORD.fullmatch(word):
        raise LexiconError(f"{word} mixes Chinese characters with others", place=place)


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
    whole = len(reading) > 2 and reading.startswith("/") and reading.endswith("/")
    if not whole or not groups:
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
