"""From an English word, its part of speech and what follows it to phonemes, by dictionaries.

Small words change with their neighbours, names in capitals are spelled, endings are taken off, and
whole numbers are read in words.

Promise: the same word in the same place gives the same phonemes; None where nothing here knows it.
"""

import unicodedata
from collections.abc import Callable, Mapping
from typing import NamedTuple

import regex

from boyin.engines.kokoro.english import endings, numbers
from boyin.engines.kokoro.english.dictionary import Dictionary
from boyin.engines.kokoro.english.stress import (
    MAIN,
    SECOND,
    emphasised,
    marked,
    spelled,
    unstressed,
)

Stress = Callable[[str], str]

_NUMBER = regex.compile(r"([0-9,.]*[0-9][0-9,.]*)(ing|'d|ed|'s|st|nd|rd|th|s)?")
_ORDINAL = ("st", "nd", "rd", "th")
_SHORTEST_LONG_NAME = 8
"""A proper name as long as this is looked up in small letters, too."""


class Following(NamedTuple):
    """What comes behind a word."""

    vowel: bool | None = None
    """Whether it begins with a vowel; None before a pause."""
    to: bool = False
    """Whether it is the word `to`."""


class KnownWords:
    """Reads words of one accent."""

    def __init__(self, dictionary: Dictionary, *, british: bool) -> None:
        self._words = dictionary
        self._british = british

    def read(
        self, written: str, tag: str, following: Following, *, alone: bool = True
    ) -> str | None:
        """The phonemes of a word, or of what is written as one.

        tag: its part of speech in the Penn Treebank's terms. alone: whether nothing is written
        before it without a space; a number there is part of a name.
        """
        word = _plain(written)
        stress = _stress_of(word)
        phonemes = self._word(word, tag, following, stress)
        if phonemes is None and (number := _NUMBER.fullmatch(word)):
            return self._number(number[1], number[2] or "", alone=alone)
        return phonemes

    def is_checked(self, word: str) -> bool:
        """Whether the list that was checked by hand has the word."""
        return word in self._words.checked

    def with_s(self, phonemes: str) -> str:
        """The phonemes with a plural's or an owner's s."""
        return endings.with_s(phonemes, british=self._british)

    def _word(self, word: str, tag: str, following: Following, stress: Stress | None) -> str | None:
        special = self._special(word, tag, following, stress)
        if special is not None:
            return special
        word = self._in_small_letters(word, tag)
        for form in (word, *_without_apostrophe(word)):
            if self._is_known(form):
                return self._looked_up(form, tag, following, stress)
        return self._with_ending(word, tag, following, stress)

    def _special(
        self, word: str, tag: str, following: Following, stress: Stress | None
    ) -> str | None:
        """Words that their neighbours change, and abbreviations with points."""
        lower = word.lower()
        if "." in word.strip(".") and _is_abbreviation(word):
            return self._spelled(word)
        if lower in _CHANGING and word in (lower, lower.capitalize(), lower.upper()):
            return _CHANGING[lower](self, word, tag, following, stress)
        if word == "I" and tag == "PRP":
            return f"{SECOND}I"
        if tag == "IN" and lower in ("vs", "vs."):
            return self._looked_up("versus", None, following, None)
        return None

    def _a(self, word: str, tag: str, *_: object) -> str:
        return "ɐ" if tag == "DT" else f"{MAIN}A"

    def _am(self, word: str, tag: str, following: Following, stress: Stress | None) -> str | None:
        if tag.startswith("NN"):
            return self._spelled(word)
        weak = following.vowel is not None and word == "am"
        return "ɐm" if weak else self._checked("am")

    def _an(self, word: str, tag: str, *_: object) -> str | None:
        return self._spelled(word) if word == "AN" and tag.startswith("NN") else "ɐn"

    def _by(self, word: str, tag: str, *_: object) -> str | None:
        return f"b{MAIN}I" if _class_of(tag) == "ADV" else None

    def _to(self, word: str, tag: str, following: Following, *_: object) -> str | None:
        if word == "TO" and tag not in ("TO", "IN"):
            return None
        if following.vowel is None:
            return self._checked("to")
        return "tʊ" if following.vowel else "tə"

    def _in(self, word: str, tag: str, following: Following, *_: object) -> str | None:
        if word == "IN" and tag == "NNP":
            return None
        return "ɪn" if following.vowel is not None and tag == "IN" else f"{MAIN}ɪn"

    def _the(self, word: str, tag: str, following: Following, *_: object) -> str | None:
        if word == "THE" and tag != "DT":
            return None
        return "ði" if following.vowel else "ðə"

    def _used(self, word: str, tag: str, following: Following, *_: object) -> str | None:
        return self._checked("used", "VBD" if tag in ("VBD", "JJ") and following.to else "DEFAULT")

    def _checked(self, word: str, tag: str = "DEFAULT") -> str | None:
        entry = self._words.checked.get(word)
        return entry if entry is None or isinstance(entry, str) else entry[tag]

    def _in_small_letters(self, word: str, tag: str) -> str:
        """A word that only its place put capitals on."""
        lower = word.lower()
        is_capitalised = word == word.upper() or word[1:] == word[1:].lower()
        may_be_word = len(word) > 1 and word != lower and word.replace("'", "").isalpha()
        if not (may_be_word and is_capitalised) or word in self._words:
            return word
        if tag == "NNP" and len(word) < _SHORTEST_LONG_NAME:
            return word
        stems = (endings.stem_of_s, endings.stem_of_ed, endings.stem_of_ing)
        derived = (stem(lower, self._is_known) for stem in stems)
        return lower if lower in self._words or any(derived) else word

    def _is_known(self, word: str) -> bool:
        if word in self._words:
            return True
        if not word.isalpha() or not word.isascii():
            return False
        if len(word) == 1 or word[1:] == word[1:].upper():
            return True
        return word == word.upper() and self.is_checked(word.lower())

    def _looked_up(
        self, word: str, tag: str | None, following: Following | None, stress: Stress | None
    ) -> str | None:
        is_name = False
        if word == word.upper() and not self.is_checked(word):
            word, is_name = word.lower(), tag == "NNP"
        entry = self._words.checked.get(word)
        if entry is None and not is_name:
            entry = self._words.others.get(word)
        phonemes = _by_tag(entry, tag, following) if isinstance(entry, Mapping) else entry
        if not phonemes or (is_name and MAIN not in phonemes):
            return self._spelled(word) or None
        return stress(phonemes) if stress else phonemes

    def _spelled(self, word: str) -> str | None:
        """Letter by letter; None where one of them has no name."""
        names = [self._checked(one.upper()) for one in word if one.isalpha()]
        return None if None in names else spelled("".join(map(str, names)))

    def _with_ending(
        self, word: str, tag: str, following: Following, stress: Stress | None
    ) -> str | None:
        british = self._british
        if stem := endings.stem_of_s(word, self._is_known):
            phonemes = self._looked_up(stem, tag, following, stress)
            return phonemes and self.with_s(phonemes)
        if stem := endings.stem_of_ed(word, self._is_known):
            phonemes = self._looked_up(stem, tag, following, stress)
            return phonemes and endings.with_ed(phonemes, british=british)
        if stem := endings.stem_of_ing(word, self._is_known):
            phonemes = self._looked_up(stem, tag, following, stress or marked)
            return phonemes and endings.with_ing(phonemes, british=british)
        return None

    def _number(self, written: str, ending: str, *, alone: bool) -> str | None:
        digits = written.replace(",", "")
        if "." in digits:
            words = numbers.dotted(digits, alone=alone)
        elif ending in _ORDINAL:
            words = numbers.ordinal(digits)
        elif written == digits and len(digits) == 4:
            words = numbers.year(digits)
        elif not alone:
            words = numbers.code(digits)
        else:
            words = numbers.cardinal(digits)
        said = [str(self._looked_up(one, None, None, _stress_in_numbers(one))) for one in words]
        phonemes = " ".join(said)
        if ending in ("s", "'s"):
            return self.with_s(phonemes)
        if ending in ("ed", "'d"):
            return endings.with_ed(phonemes, british=self._british)
        return endings.with_ing(phonemes, british=self._british) if ending == "ing" else phonemes


def _plain(written: str) -> str:
    """A word with straight apostrophes and the usual forms of letters and digits."""
    return unicodedata.normalize("NFKC", written.replace("‘", "'").replace("’", "'"))


def _stress_of(word: str) -> Stress | None:
    if word == word.lower():
        return None
    return emphasised if word == word.upper() else marked


def _stress_in_numbers(word: str) -> Stress | None:
    """The O of four oh five is not stressed, nor is a point."""
    return unstressed if word in ("O", "point") else None


def _is_abbreviation(word: str) -> bool:
    """U.S., a.m., but not example.com."""
    return word.replace(".", "").isalpha() and max(map(len, word.split("."))) < 3


def _without_apostrophe(word: str) -> tuple[str, ...]:
    """The forms under which a plural owner's word may be listed: the Joneses' as Jones's."""
    if word.endswith("s'"):
        return f"{word[:-2]}'s", word[:-1]
    return (word[:-1],) if word.endswith("'") else ()


def _by_tag(entry: Mapping[str, str], tag: str | None, following: Following | None) -> str:
    """How a word is said as this part of speech; some differ before a pause."""
    if following and following.vowel is None and "None" in entry:
        return entry["None"]
    if tag and tag not in entry:
        tag = _class_of(tag)
    return entry.get(tag or "", entry["DEFAULT"])


def _class_of(tag: str) -> str:
    """The class of words a part of speech belongs to, by the dictionary's names."""
    for start, name in (("VB", "VERB"), ("NN", "NOUN"), ("RB", "ADV"), ("JJ", "ADJ")):
        if tag.startswith(start):
            return name
    return tag


_Special = Callable[[KnownWords, str, str, Following, Stress | None], str | None]

_CHANGING: dict[str, _Special] = {
    "a": KnownWords._a,
    "am": KnownWords._am,
    "an": KnownWords._an,
    "by": KnownWords._by,
    "in": KnownWords._in,
    "the": KnownWords._the,
    "to": KnownWords._to,
    "used": KnownWords._used,
}
"""Words that are said otherwise for what stands behind them, or for what they are there."""
