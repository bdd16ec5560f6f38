"""From English text in words to phonemes in misaki's alphabet, names of the lexicon first.

Words are read from the last to the first: how `the` is said depends on what follows it. A word in
several pieces is read in the longest that are known, from its end; one with a piece that is not is
asked of `unknown_words` whole.

Promise: what nobody can read comes back without phonemes, and the caller must refuse it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from boyin.engines.kokoro.english.accent import in_british
from boyin.engines.kokoro.english.dictionary import shipped_dictionary
from boyin.engines.kokoro.english.known_words import Following, KnownWords
from boyin.engines.kokoro.english.pieces import PAUSES, SEPARATORS, Piece, token, words_of
from boyin.engines.kokoro.english.stress import MAIN, VOWELS, lowered, weight
from boyin.engines.kokoro.english.tagger import shipped_tagger
from boyin.engines.kokoro.english.unknown_words import UnknownWords
from boyin.pronunciation.lexicon import Lexicon

MISSING = "❓"
"""Stands where there are no phonemes; never leaves this package."""

_CONSONANTS = frozenset("bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ")
_AS_KOKORO_WRITES = str.maketrans({"ɾ": "T", "ʔ": "t"})


class Said(NamedTuple):
    """A word as it is written and as it is said."""

    text: str
    phonemes: str | None
    space: str
    """What follows it: one space, or nothing."""


class Reader:
    """Text → words with phonemes, in one accent, with one lexicon."""

    def __init__(self, lexicon: Lexicon, *, british: bool) -> None:
        self._british = british
        self._known = KnownWords(shipped_dictionary(british), british=british)
        self._folded: dict[str, str] = {}
        self.unknown = UnknownWords(self._read_known)
        names = {name: self._adapted(phonemes) for name, phonemes in lexicon.phonemes.items()}
        names |= {name: self._respelt(alike) for name, alike in lexicon.respellings.items()}
        self._folded = {name.casefold(): phonemes for name, phonemes in names.items()}
        self._names = names | self._in_other_case(names)
        self._contexts = {
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
        self._names_pattern = _names_pattern({*self._names, *self._contexts})

    def read(self, text: str, around: tuple[str, str] = ("", "")) -> list[Said]:
        """The words of `text`. around: what stands before and behind it."""
        words = words_of(self._tokens(text, around))
        following = Following()
        said: list[Said] = []
        for word in reversed(words):
            phonemes, following = self._word(word, following)
            written = phonemes and phonemes.translate(_AS_KOKORO_WRITES)
            said.append(Said(_text(word), written, word[-1].space))
        return said[::-1]

    def names_in(self, text: str, around: tuple[str, str] = ("", "")) -> list[tuple[int, int, str]]:
        """Where the lexicon's names stand in `text`, and their phonemes."""
        if self._names_pattern is None:
            return []
        spans: list[tuple[int, int, str]] = []
        before, behind = around
        for match in self._names_pattern.finditer(text):
            start, end = (len(before) + place for place in match.span("name"))
            phonemes = self._name(match["name"], before + text + behind, start, end)
            if phonemes is not None:
                spans.append(
                    (*match.span(), self._known.with_s(phonemes) if match["s"] else phonemes)
                )
        return spans

    def _tokens(self, text: str, around: tuple[str, str]) -> Iterator[Piece]:
        """The tagger's tokens; those of a name of the lexicon are one, with its phonemes."""
        names = iter(self.names_in(text, around))
        name = next(names, None)
        start, held = 0, list[Piece]()
        for piece in map(token, shipped_tagger()(text)):
            end = start + len(piece.text)
            while name and name[1] <= start:
                name = next(names, None)
            inside = name and name[0] <= start and end <= name[1]
            if held and not (inside and name and start > name[0]):
                yield _joined(held)
                held = []
            if inside and name:
                held.append(replace(piece, phonemes=name[2] if start == name[0] else ""))
            else:
                yield piece
            start = end + len(piece.space)
        if held:
            yield _joined(held)

    def _word(self, word: Sequence[Piece], following: Following) -> tuple[str | None, Following]:
        """How a word is said, and what it is to the one before it."""
        if len(word) == 1:
            phonemes = self._piece(word[0], following)
            return phonemes, _before(word[0], phonemes, following)
        read = [""] * len(word)
        end = len(word)
        while end:
            start, phonemes, following = self._longest(word[:end], following)
            if phonemes is None and not SEPARATORS.issuperset(word[start].text):
                return self._guess(_text(word)), following
            read[start] = phonemes or ""
            end = start
        return _compound(word, read), following

    def _piece(self, piece: Piece, following: Following) -> str | None:
        if piece.phonemes is not None:
            return piece.phonemes
        phonemes = self._known.read(piece.text, piece.tag, following)
        return self._guess(piece.text) if phonemes is None else phonemes

    def _longest(
        self, word: Sequence[Piece], following: Following
    ) -> tuple[int, str | None, Following]:
        """Where the longest end of a word begins that is known, how it is said, what it is."""
        for start in range(len(word)):
            merged = _merged(word[start:])
            phonemes = self._known.read(merged.text, merged.tag, following, alone=start == 0)
            if phonemes is not None:
                return start, phonemes, _before(merged, phonemes, following)
        return len(word) - 1, None, following

    def _name(self, name: str, whole: str, start: int, end: int) -> str | None:
        """The phonemes of the name at whole[start:end]; None where no entry of it fits."""
        for one, phonemes in self._contexts.get(name, ()):
            if one.fits(whole, start, end):
                return phonemes
        return self._names.get(name)

    def _respelt(self, alike: str) -> str:
        return " ".join(self._sounding(group) for group in alike.split(" "))

    def _in_other_case(self, names: dict[str, str]) -> dict[str, str]:
        """openai and OPENAI, but not naval for Naval: no name that is a word besides."""
        return {
            other: phonemes
            for name, phonemes in names.items()
            for other in (name.lower(), name.upper())
            if len(name) > 3 and other not in names and not self._known.is_checked(name.lower())
        }

    def _read_known(self, word: str) -> str | None:
        """What lexicon and dictionaries hold for one word, whatever its case."""
        if word.casefold() in self._folded:
            return self._folded[word.casefold()]
        return self._known.read(word, "CD" if word.isdigit() else "NN", Following())

    def _sounding(self, group: str) -> str:
        """The phonemes of a respelling, its hyphens joining known words to one."""
        parts = [self._read_known(part) or self.unknown.read(part) for part in group.split("-")]
        first, *others = [part or MISSING for part in parts]
        return first + "".join(part.replace("ˈ", "ˌ") for part in others)

    def _adapted(self, phonemes: str) -> str:
        return " ".join(map(in_british, phonemes.split(" "))) if self._british else phonemes

    def _guess(self, word: str) -> str | None:
        phonemes = self.unknown.read(word)
        return self._adapted(phonemes) if phonemes else None


def _text(word: Sequence[Piece]) -> str:
    return "".join(piece.text + piece.space for piece in word[:-1]) + word[-1].text


def _merged(word: Sequence[Piece]) -> Piece:
    """Several pieces as one, of the part of speech of the weightiest; capitals count double."""
    weightiest = max(word, key=lambda piece: sum(1 + (one != one.lower()) for one in piece.text))
    return Piece(_text(word), weightiest.tag, word[-1].space)


def _joined(name: Sequence[Piece]) -> Piece:
    """The tokens of a name as one, said as the lexicon has it."""
    return replace(_merged(name), phonemes=name[0].phonemes)


def _before(piece: Piece, phonemes: str | None, following: Following) -> Following:
    """What a word is to the one before it; one without sound lets through what is behind it."""
    vowel = following.vowel
    for one in phonemes or "":
        if one in VOWELS or one in _CONSONANTS or one in PAUSES:
            vowel = None if one in PAUSES else one in VOWELS
            break
    is_to = piece.text in ("to", "To") or (piece.text == "TO" and piece.tag in ("TO", "IN"))
    return Following(vowel, is_to)


def _compound(word: Sequence[Piece], read: Sequence[str]) -> str:
    """The pieces of a word said as one, of which at most half keep their main stress."""
    if _is_apart(_text(word)):
        return " ".join(filter(None, read))
    yielding = _yielding(word, read)
    return "".join(lowered(one) if n in yielding else one for n, one in enumerate(read))


def _yielding(word: Sequence[Piece], read: Sequence[str]) -> Collection[int]:
    """Which pieces give up their main stress: the weakest half, or a word behind one letter."""
    said = [(MAIN in one, weight(one), place) for place, one in enumerate(read) if one]
    if len(said) == 2 and len(word[said[0][2]].text) == 1:
        return (said[1][2],)
    if len(said) < 2 or sum(stressed for stressed, *_ in said) <= (len(said) + 1) // 2:
        return ()
    return [place for *_, place in sorted(said)[: len(said) // 2]]


def _is_apart(text: str) -> bool:
    """Whether the pieces are said as words of their own: letters beside digits, as in GPT-4."""
    kinds = {
        "letter" if one.isalpha() else "digit" if one.isdigit() and one.isascii() else "sign"
        for one in text
        if one not in SEPARATORS
    }
    return " " in text or "/" in text or len(kinds) > 1


def _names_pattern(names: Collection[str]) -> "regex.Pattern[str] | None":
    if not names:
        return None
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    choices = "|".join(map(regex.escape, longest_first))
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}])(?P<name>{choices})(?P<s>['’]s)?(?![\p{{L}}\p{{N}}])"
    )
