"""From an English word that misaki's dictionaries lack to phonemes.

Who is asked, in this order: the word without its accents, CMUdict, its parts (OpenAI, GPT-4o,
superintelligence), its letters one by one where it is an acronym, pinyin, a model of letters.

Promise: the same word gives the same phonemes; None if no part of it can be read.
"""

import unicodedata
from collections.abc import Callable
from functools import cache

import regex

from boyin.engines.kokoro.english.letters import shipped_letters
from boyin.engines.kokoro.english.romanised import romanised
from boyin.ground.settings import voices_folder
from boyin.pronunciation.word_list import WordList

_PART = regex.compile(
    r"\d+|\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+(?:['’]\p{L}+)*|\p{Lu}+(?:['’]\p{L}+)*|[^\p{L}\d]+"
)
_FOLDED = str.maketrans(
    {
        "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "ß": "ss", "ł": "l", "Ł": "L",
        "đ": "d", "ð": "th", "þ": "th", "ı": "i", "’": "'", "‘": "'",
    }
)  # fmt: skip
_PREFIXES = (
    "super", "hyper", "cyber", "crypto", "micro", "macro", "multi", "inter", "under", "over",
    "neuro", "retro", "pseudo", "ultra", "trans", "counter", "meta", "auto", "anti", "semi",
    "mega", "nano", "post", "fore", "out", "non", "pre", "mis", "dis", "un", "re", "co", "bio",
    "geo", "sub",
)  # fmt: skip
_ENDINGS = (("s", "s"), ("ed", "ed"), ("ing", "ing"), ("ly", "li"), ("ness", "nəs"), ("er", "əɹ"))
_VOWELS = frozenset("AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊ")

ReadKnown = Callable[[str], str | None]


class UnknownWords:
    """Reads words that `read_known` can't."""

    def __init__(self, read_known: ReadKnown) -> None:
        self._read_known = read_known

    def read(self, word: str) -> str | None:
        """The phonemes of `word`; None if it can't be read."""
        folded = _folded(word)
        if folded.endswith("'s"):
            stem = self._read_known(folded[:-2]) or self.read(folded[:-2])
            return stem and stem + _ending(stem, "'s", "")
        if folded != word and (known := self._read_known(folded)):
            return known
        whole = self._listed(folded)
        if whole:
            return whole
        read = [self._part(part) for part in _parts_of(folded)]
        if not read or None in read:
            return None
        return _joined([one for one in read if one])

    def is_guessed(self, word: str) -> bool:
        """Whether nothing but the model of letters has a reading for some part of `word`."""
        folded = _folded(word).removesuffix("'s")
        if self._read_known(folded) or self._listed(folded):
            return False
        return any(self._worked_out(one) is None for one in _parts_of(folded) if one.isalpha())

    def _part(self, part: str) -> str | None:
        if part.isdigit():
            return self._read_known(part)
        return self._worked_out(part) or _polished(shipped_letters().read(part.lower()))

    def _worked_out(self, part: str) -> str | None:
        known = self._read_known(part) or self._listed(part)
        if known:
            return known
        if _is_spelled(part):
            return self._spelled(part)
        lower = part.lower()
        return self._compound(lower) or self._stem(lower) or romanised(lower)

    def _listed(self, word: str) -> str | None:
        return _polished(_cmudict().get(word.lower()))

    def _spelled(self, part: str) -> str | None:
        letters = [self._read_known(one) for one in part.upper() if one != "'"]
        if None in letters:
            return None
        *first, last = [str(one).replace("ˈ", "ˌ") for one in letters]
        return "".join(first) + last.replace("ˌ", "ˈ")

    def _compound(self, word: str) -> str | None:
        """Two words in one: a prefix and a word, or two long ones."""
        for prefix in _PREFIXES:
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) > 3 and (known := self._read_known(rest)):
                before = self._read_known(prefix) or _polished(shipped_letters().read(prefix))
                return _joined([str(before), known]) if before else None
        for cut in range(4, len(word) - 3):
            halves = self._read_known(word[:cut]), self._read_known(word[cut:])
            if halves[0] and halves[1]:
                return halves[0] + halves[1].replace("ˈ", "ˌ")
        return None

    def _stem(self, word: str) -> str | None:
        for ending, sounds in _ENDINGS:
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < 3:
                continue
            read = self._read_known(stem) or self._listed(stem) or self._listed(stem + "e")
            if read:
                return read + _ending(read, ending, sounds)
        return None


def _folded(word: str) -> str:
    """A word in the letters of English."""
    plain = unicodedata.normalize("NFKD", word.translate(_FOLDED))
    return "".join(one for one in plain if not unicodedata.combining(one))


def _parts_of(folded: str) -> list[str]:
    return [part for part in _PART.findall(folded) if any(map(str.isalnum, part))]


def _ending(stem: str, ending: str, sounds: str) -> str:
    last = stem[-1]
    if ending in ("s", "'s"):
        return "ᵻz" if last in "szʃʒʧʤ" else "s" if last in "ptkfθ" else "z"
    if ending == "ed":
        return "ᵻd" if last in "td" else "t" if last in "pkfθʃsʧ" else "d"
    return "ɪŋ" if ending == "ing" else sounds


def _is_spelled(part: str) -> bool:
    """An acronym said letter by letter: no vowels, or capitals too few for a word."""
    if not regex.search("[AEIOUYaeiouy]", part):
        return True
    return part.isupper() and len(part) <= 3


def _joined(parts: list[str]) -> str:
    """Parts said as one word: the last keeps its main stress."""
    return "".join(part.replace("ˈ", "ˌ") for part in parts[:-1]) + parts[-1]


def _polished(phonemes: str | None) -> str | None:
    """Weak endings and flaps as misaki's dictionaries write them."""
    if not phonemes:
        return None
    phonemes = regex.sub(r"(?<=[bdfhkmpstvzðɡʃʒʤʧθ])ə(?=[ln](?:[^\p{L}]|[dstz]?$))", "ᵊ", phonemes)
    phonemes = regex.sub(r"(?<=[szʃʒʧʤ])[ɪə](?=z$)|(?<=[td])[ɪə](?=d$)", "ᵻ", phonemes)
    phonemes = regex.sub(r"(?<=[AIOWYiuæɑəɛɪʊʌɹ])t(?=[əᵊɪᵻiO])", "T", phonemes)
    first, main, last = phonemes.rpartition("ˈ")
    phonemes = first.replace("ˈ", "ˌ") + main + last
    if "ˈ" not in phonemes and sum(one in _VOWELS for one in phonemes) > 0:
        return regex.sub(r"ˌ?(?=[AIOQWYaiuæɑɒɔɛɜɪʊʌ])", "ˈ", phonemes, count=1)
    return phonemes


@cache
def _cmudict() -> WordList:
    return WordList.in_file(voices_folder() / "english" / "cmudict.txt.gz")
