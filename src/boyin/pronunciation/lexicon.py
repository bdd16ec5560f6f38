"""From lexicon files to readings of words: pinyin for Chinese ones, phonemes for English ones.

A lexicon is a YAML mapping of word to reading:

    重庆: chong2 qing4        a Chinese word: numbered pinyin, one syllable a character, 5 for
                              neutral, ü as v; a merged 儿 goes into its syllable (花儿: huar1)
    Altman: /ˈɔltmən/         an English word or name: phonemes in misaki's alphabet
    Jan Leike: /ˈjɑn ˈlIkə/   several words: as many groups of phonemes
    Qwen: chwen               an English word or name: known words that sound like it
    行: {read: hang2, before: 业}             only where 业 follows
    Jan: {read: /jˈɑn/, before: Leike}        only where Leike follows
    Qwen: {say: chwen, engine: edge}          only for that engine
    Qwen: [chwen, {say: kwen, engine: edge}]  several readings of one word

Promise: every entry is checked when its file is loaded; what can't be used is a LexiconError with
file and line. A later file wins over an earlier one; in one file a reading for one context wins
over one for all, and then a reading for one engine over one for all.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from boyin.article.blocks import Standard
from boyin.ground.inputs import input_exists
from boyin.ground.settings import voices_folder
from boyin.pronunciation.lexicon_file import Rule, read_rules


@dataclass(frozen=True, slots=True)
class InContext:
    """A Chinese word's reading where certain text stands around it."""

    pinyin: tuple[str, ...]
    before: tuple[str, ...] = ()
    """One of these follows the word; empty for anything."""
    after: tuple[str, ...] = ()
    """One of these goes before the word; empty for anything."""

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether the word at text[start:end] is in this context."""
        return (not self.before or text.startswith(self.before, end)) and (
            not self.after or text.endswith(self.after, 0, start)
        )


@dataclass(frozen=True, slots=True)
class NameInContext:
    """An English word's or name's reading where certain text stands around it."""

    reading: str
    kind: Literal["phonemes", "respelling"]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether the name at text[start:end] is in this context; spaces beside it don't count."""
        return (not self.before or text[end:].lstrip().startswith(self.before)) and (
            not self.after or text[:start].rstrip().endswith(self.after)
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
    contexts: Mapping[str, tuple[InContext, ...]] = field(default_factory=dict)
    """Chinese word → readings that go before the one in `mandarin`, the first that fits counts."""
    name_contexts: Mapping[str, tuple[NameInContext, ...]] = field(default_factory=dict)
    """English word or name → readings that go before the one for everywhere, in their order."""
    engines: Mapping[str, "Lexicon"] = field(default_factory=dict)
    """Engine → the lexicon with what is for that engine only."""
    standard: Standard = "mainland"
    """Whose standard readings hold where no entry decides."""

    @property
    def longest_mandarin(self) -> int:
        """Characters in the longest Chinese word."""
        return max(map(len, (*self.mandarin, *self.contexts)), default=0)

    @property
    def digest(self) -> str:
        """A SHA-256 of its readings, those for other engines left out."""
        readings = [self.mandarin, self.phonemes, self.respellings]
        contexts = [repr(sorted(self.contexts.items())), repr(sorted(self.name_contexts.items()))]
        parts = [*(sorted(each.items()) for each in readings), *contexts]
        if self.standard != "mainland":
            parts.append(self.standard)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def for_engine(self, name: str) -> "Lexicon":
        """The readings that hold for an engine."""
        return self.engines.get(name, self)

    def by_standard(self, standard: Standard) -> "Lexicon":
        """The lexicon beside another standard of readings."""
        if standard == self.standard:
            return self
        engines = {name: lexicon.by_standard(standard) for name, lexicon in self.engines.items()}
        return replace(self, standard=standard, engines=MappingProxyType(engines))

    def knowing(self, words: Mapping[str, tuple[str, ...]]) -> "Lexicon":
        """The lexicon with these readings of words that it has none of."""
        if not words:
            return self
        engines = {name: lexicon.knowing(words) for name, lexicon in self.engines.items()}
        return replace(
            self,
            mandarin=MappingProxyType({**words, **self.mandarin}),
            engines=MappingProxyType(engines),
        )

    def in_context(self, text: str, start: int, end: int) -> tuple[str, ...] | None:
        """The pinyin of the word at text[start:end] if it is one for what stands around it."""
        for reading in self.contexts.get(text[start:end], ()):
            if reading.fits(text, start, end):
                return reading.pinyin
        return None


def load_lexicon(*paths: Path) -> Lexicon:
    """The lexicon that `paths` hold together; a later file wins over an earlier one."""
    # The later the file, the earlier its rules are asked.
    files = [list(read_rules(path)) for path in reversed(paths)]
    rules: dict[str, list[Rule]] = {}
    for file in files:
        for rule in sorted(file, key=lambda rule: (rule.anywhere, not rule.engine)):
            rules.setdefault(rule.word, []).append(rule)
    engines = sorted({rule.engine for file in files for rule in file if rule.engine})
    return _lexicon_of(
        rules, "", MappingProxyType({name: _lexicon_of(rules, name) for name in engines})
    )


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that came with this boyin."""
    return load_lexicon(_shipped_file())


def article_lexicon(article: Path) -> Lexicon:
    """The lexicon for the article in that file.

    The article's own, `<name>.lexicon.yaml` beside it, wins over its folder's, `lexicon.yaml`, and
    that over the shipped one.
    """
    beside = (article.with_name("lexicon.yaml"), article.with_name(f"{article.stem}.lexicon.yaml"))
    there = [path for path in beside if input_exists(path)]
    return load_lexicon(_shipped_file(), *there) if there else shipped_lexicon()


def _shipped_file() -> Path:
    return voices_folder() / "lexicon.yaml"


def _lexicon_of(
    rules: Mapping[str, Sequence[Rule]],
    engine: str,
    engines: Mapping[str, Lexicon] = MappingProxyType({}),
) -> Lexicon:
    """The lexicon for one engine, or for those that no rule names.

    rules: by word, in the order in which they are asked.
    """
    mandarin: dict[str, tuple[str, ...]] = {}
    contexts: dict[str, tuple[InContext, ...]] = {}
    names: dict[str, tuple[NameInContext, ...]] = {}
    english: dict[str, dict[str, str]] = {"phonemes": {}, "respelling": {}}
    for word, all_rules in rules.items():
        conditional = list(_asked(all_rules, engine))
        plain = conditional.pop() if conditional and conditional[-1].anywhere else None
        if conditional and conditional[0].kind == "pinyin":
            contexts[word] = tuple(
                InContext(tuple(rule.reading.split()), rule.before, rule.after)
                for rule in conditional
            )
        elif conditional:
            names[word] = tuple(
                NameInContext(rule.reading, rule.kind, rule.before, rule.after)
                for rule in conditional
                if rule.kind != "pinyin"
            )
        if plain and plain.kind == "pinyin":
            mandarin[word] = tuple(plain.reading.split())
        elif plain:
            english[plain.kind][word] = plain.reading
    return Lexicon(
        MappingProxyType(mandarin),
        MappingProxyType(english["phonemes"]),
        MappingProxyType(english["respelling"]),
        MappingProxyType(contexts),
        MappingProxyType(names),
        engines,
    )


def _asked(rules: Sequence[Rule], engine: str) -> Iterator[Rule]:
    """The rules that hold for an engine, up to the first that holds everywhere."""
    for rule in rules:
        if rule.engine in ("", engine):
            yield rule
            if rule.anywhere:
                return
