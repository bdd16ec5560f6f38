"""Misaki's English front end over a tagger like spaCy's, with names from the lexicon first.

Imported on use: what it is made of takes a quarter of a second.

Promise: a word that neither lexicon nor misaki knows is asked of `unknown_words`; what nobody can
read comes back without phonemes, and the caller must refuse it.
"""

from collections.abc import Collection
from typing import Any

import regex

from boyin.engines.kokoro.english.tagger import shipped_tagger
from boyin.engines.kokoro.english.unknown_words import UnknownWords
from boyin.engines.kokoro.english.words import en, english_words
from boyin.pronunciation.lexicon import Lexicon

MISSING = "❓"
"""Stands where there are no phonemes; never leaves this package."""

_VOWEL = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊ"
_BRITISH = tuple(
    (regex.compile(american), british)
    for american, british in (
        ("[ɾT]", "t"),
        (rf"əɹ(?![ˈˌ]?[{_VOWEL}])", "ə"),
        (rf"([ɑɔɜ])ɹ(?![ˈˌ]?[{_VOWEL}])", r"\1ː"),
        (rf"ɛɹ(?![ˈˌ]?[{_VOWEL}])", "ɛː"),
        (rf"([ɪʊ])ɹ(?![ˈˌ]?[{_VOWEL}])", r"\1ə"),
        ("ɜɹ", "ɜːɹ"),
        (r"ɑ(?![ː]|ɹ|$)", "ɒ"),
        ("ɑ$", "ɑː"),
        (r"(?<=[ˈˌ][^AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊ]*)([iu])(?!ː)", r"\1ː"),
        ("ɔ(?![ːɪ])", "ɔː"),
        ("O", "Q"),
        ("æ", "a"),
        ("ᵻ", "ɪ"),
    )
)
"""From American phonemes to British ones, as misaki writes both: ˈɔltmən, but hˈɒt, kˈɑː, ɡˈQ."""


class Reader(en.G2P):  # type: ignore[misc]
    """Text → tokens with phonemes."""

    def __init__(self, lexicon: Lexicon, *, british: bool) -> None:
        # Not super().__init__(): it downloads a model that is not the one installed here.
        self.version = None
        self.british = british
        self.unk = MISSING
        self.nlp = shipped_tagger()
        self.lexicon = english_words(british)
        self.unknown = UnknownWords(self._read_known)
        self.fallback = self._guess
        self.around = ("", "")
        self.names: dict[str, str] = {}
        self.names_pattern: regex.Pattern[str] | None = None
        names = {name: self._adapted(phonemes) for name, phonemes in lexicon.phonemes.items()}
        for name, alike in lexicon.respellings.items():
            names[name] = self._respelt(alike)
        self.names = names | self._in_other_case(names)
        self.contexts = {
            name: [
                (
                    one,
                    self._adapted(one.reading)
                    if one.kind == "phonemes"
                    else self._respelt(one.reading),
                )
                for one in readings
            ]
            for name, readings in lexicon.name_contexts.items()
        }
        self.names_pattern = _names_pattern({*self.names, *self.contexts})
        self.folded = {name.casefold(): phonemes for name, phonemes in names.items()}

    def tokenize(self, text: str, tokens: Any, features: Any) -> list[en.MToken]:
        """Misaki's tokens, the lexicon's names already read."""
        names = self.names_in(text)
        found: list[en.MToken] = []
        for token, start in _with_starts(super().tokenize(text, tokens, features)):
            if any(c.isalnum() for c in token.text) and token.tag in en.PUNCT_TAGS:
                # Misaki would drop the letters of what the tagger takes for punctuation.
                token.tag = "NN"
            if token.tag == "POS" and not any(c.isalnum() for c in token.text):
                token.phonemes = ""
            for first, last, phonemes in names:
                if first <= start and start + len(token.text) <= last:
                    token.phonemes = phonemes if start == first else ""
                    token._.is_head = start == first
                    token._.rating = 5
            found.append(token)
        return found

    def names_in(self, text: str) -> list[tuple[int, int, str]]:
        """Where the lexicon's names stand in `text`, and their phonemes."""
        spans: list[tuple[int, int, str]] = []
        if self.names_pattern is not None:
            for match in self.names_pattern.finditer(text):
                phonemes = self._name_in_context(text, *match.span("name"), match["name"])
                if phonemes is None:
                    continue
                spans.append((*match.span(), self.lexicon._s(phonemes) if match["s"] else phonemes))
        return spans

    def _name_in_context(self, text: str, start: int, end: int, name: str) -> str | None:
        """The phonemes of the name at text[start:end]; None where no entry of it fits."""
        before, behind = self.around
        whole, offset = before + text + behind, len(before)
        for one, phonemes in self.contexts.get(name, ()):
            if one.fits(whole, offset + start, offset + end):
                return phonemes
        return self.names.get(name)

    def _respelt(self, alike: str) -> str:
        return " ".join(self._sounding(group) for group in alike.split(" "))

    def _in_other_case(self, names: dict[str, str]) -> dict[str, str]:
        """openai and OPENAI, but not naval for Naval: no name that is a word besides."""
        return {
            other: phonemes
            for name, phonemes in names.items()
            for other in (name.lower(), name.upper())
            if len(name) > 3 and other not in names and name.lower() not in self.lexicon.golds
        }

    def _read_known(self, word: str) -> str | None:
        """What lexicon and misaki's dictionaries hold for one word, whatever its case."""
        if word.casefold() in getattr(self, "folded", {}):
            return self.folded[word.casefold()]
        underscore = en.MToken.Underscore(is_head=True, num_flags="", prespace=False)
        tag = "CD" if word.isdigit() else "NN"
        token = en.MToken(text=word, tag=tag, whitespace="", _=underscore)
        phonemes: str | None = self.lexicon(token, en.TokenContext())[0]
        return phonemes

    def _sounding(self, group: str) -> str:
        """The phonemes of a respelling, its hyphens joining known words to one."""
        parts = [self._read_known(part) or self.unknown.read(part) for part in group.split("-")]
        first, *others = [part or MISSING for part in parts]
        return first + "".join(part.replace("ˈ", "ˌ") for part in others)

    def _adapted(self, phonemes: str) -> str:
        return " ".join(map(_in_british, phonemes.split(" "))) if self.british else phonemes

    def _guess(self, token: en.MToken) -> tuple[str | None, int]:
        phonemes = self.unknown.read(token.text)
        return (self._adapted(phonemes) if phonemes else None), 2


def _in_british(phonemes: str) -> str:
    for american, british in _BRITISH:
        phonemes = american.sub(british, phonemes)
    return phonemes


def _names_pattern(names: Collection[str]) -> "regex.Pattern[str] | None":
    if not names:
        return None
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    choices = "|".join(map(regex.escape, longest_first))
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}])(?P<name>{choices})(?P<s>['’]s)?(?![\p{{L}}\p{{N}}])"
    )


def _with_starts(tokens: list[en.MToken]) -> list[tuple[en.MToken, int]]:
    placed, start = [], 0
    for token in tokens:
        placed.append((token, start))
        start += len(token.text) + len(token.whitespace)
    return placed
