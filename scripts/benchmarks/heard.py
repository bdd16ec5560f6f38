"""From what was said and what a recogniser heard to how much of it came through.

Chinese is judged by syllables without tones, for the recogniser is deaf to tones and chooses its
own characters; English passages by words; English words within Chinese by how many are heard: by
their spelling, and by spelling or sound.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from benchmarks.recogniser import errors, units
from benchmarks.sounding import NEAR, distance
from boyin.ground.languages import Language

_WORD = regex.compile(r"\p{Latin}[\p{Latin}\p{M}'’]*")
_NO_WORD = regex.compile(r"[^\p{Latin}\p{N}]+")
_IN_CHINESE = {
    "twitter": "推特", "musk": "马斯克", "tesla": "特斯拉", "google": "谷歌", "bitcoin": "比特币",
    "amazon": "亚马逊", "intel": "英特尔", "disney": "迪士尼", "microsoft": "微软",
    "samsung": "三星", "oracle": "甲骨文", "london": "伦敦", "nvidia": "英伟达",
    "hollywood": "好莱坞", "harvard": "哈佛", "princeton": "普林斯顿", "stanford": "斯坦福",
    "android": "安卓", "apple": "苹果", "facebook": "脸书", "wikipedia": "维基百科",
    "paris": "巴黎", "washington": "华盛顿", "boston": "波士顿", "chicago": "芝加哥",
}  # fmt: skip
"""Names that a recogniser of Chinese may translate: whoever writes 推特 has heard Twitter."""
_LONGEST_JOIN = 4
"""Heard words that may be one: `Git Hub Co pilot`."""
_OTHERS = 10
"""Other sentences in which each word is looked for that they don't hold."""


@dataclass(frozen=True, slots=True)
class Line:
    """One text, and what is heard of it."""

    said: str
    language: Language
    heard: str

    def words(self) -> int:
        """English words within Chinese."""
        return len(_WORD.findall(self.said)) if self.language == "zh" else 0

    def missed(self) -> list[str]:
        """Those of them that are not heard by their spelling."""
        return missed_words(self.said, self.heard) if self.language == "zh" else []

    def unheard(self) -> list[str]:
        """Those that are heard neither by their spelling nor by their sound."""
        missed = set(self.missed())
        return [
            word
            for word in _WORD.findall(self.said)
            if _bare(word) in missed and distance(word, self.said, self.heard) > NEAR
        ]

    def wrong_and_all(self) -> tuple[int, int]:
        """Units heard wrong, and all units: words of English, syllables of Chinese.

        Chinese around English words is judged by what is lost of it. What was heard in place of a
        word may be any number of syllables that nobody said: that counts as the word's miss.
        """
        if self.language == "en":
            said = units(self.said, "en")
            return errors(said, units(self.heard, "en")), len(said)
        said, heard = _syllables(self.said), _syllables(self.heard)
        return (_lost if self.words() else errors)(said, heard), len(said)


@dataclass(frozen=True, slots=True)
class Score:
    """A set of texts by one voice."""

    set: str
    voice: str
    wrong: int
    units: int
    words: int
    missed: tuple[str, ...]
    """By spelling."""
    unheard: tuple[str, ...]
    """By spelling and by sound."""
    control: float | None
    """The share of the words that are `heard` in other sentences, which don't hold them."""

    @property
    def error(self) -> float:
        return self.wrong / self.units if self.units else 0.0

    @property
    def spelled(self) -> float | None:
        """The share of the English words within Chinese that are written down; None without any."""
        return 1 - len(self.missed) / self.words if self.words else None

    @property
    def recall(self) -> float | None:
        """The share of them that are heard by spelling or by sound; None without any."""
        return 1 - len(self.unheard) / self.words if self.words else None

    def as_row(self) -> list[str]:
        shares = [
            "–" if one is None else f"{one:.1%}"
            for one in (self.spelled, self.recall, self.control)
        ]
        words = str(self.words or "–")
        return [self.set, self.voice, f"{self.error:.1%} of {self.units}", words, *shares]


def score(name: str, voice: str, lines: Iterable[Line]) -> Score:
    """What the lines of one set come to."""
    lines = list(lines)
    wrong = every = words = 0
    missed: list[str] = []
    unheard: list[str] = []
    for line in lines:
        lost, said = line.wrong_and_all()
        wrong, every, words = wrong + lost, every + said, words + line.words()
        missed += line.missed()
        unheard += line.unheard()
    control = _control(lines) if words else None
    return Score(name, voice, wrong, every, words, tuple(missed), tuple(unheard), control)


def _control(lines: Sequence[Line]) -> float | None:
    """How often a word is taken for heard where nobody said it: in the lines that come next."""
    found = looked_for = 0
    for place, line in enumerate(lines):
        for other in (*lines[place + 1 :], *lines[:place])[:_OTHERS]:
            spoken = {_bare(word) for word in _WORD.findall(other.said)}
            words = [word for word in _WORD.findall(line.said) if _bare(word) not in spoken]
            missed = set(missed_words(" ".join(words), other.heard))
            looked_for += len(words)
            found += sum(
                _bare(word) not in missed or distance(word, other.said, other.heard) <= NEAR
                for word in words
            )
    return found / looked_for if looked_for else None


def missed_words(said: str, heard: str) -> list[str]:
    """Latin words of `said` that `heard` lacks, however it parts, joins or capitalises them."""
    latin = " ".join(_WORD.findall(heard.replace("-", "")))
    parts = _NO_WORD.sub(" ", latin.casefold()).split()
    joined = {
        "".join(parts[start:end])
        for start in range(len(parts))
        for end in range(start + 1, min(start + _LONGEST_JOIN, len(parts)) + 1)
    }
    words = map(_bare, _WORD.findall(said))
    return [
        word
        for word in words
        if word not in joined
        and not _within(word, parts)
        and not (word in _IN_CHINESE and _IN_CHINESE[word] in heard)
    ]


def _bare(word: str) -> str:
    return _NO_WORD.sub("", word.casefold())


def _within(word: str, parts: Sequence[str]) -> bool:
    """Whether a longer heard word holds it: `projectmanager`."""
    return len(word) > 2 and any(word in part for part in parts)


def _syllables(text: str) -> list[str]:
    return units(_WORD.sub(" ", text), "zh")


def _lost(said: Sequence[str], heard: Sequence[str]) -> int:
    """Units of `said` that are heard as something else or not at all; additions don't count."""
    from rapidfuzz.distance import Levenshtein

    return sum(one.tag != "insert" for one in Levenshtein.editops(said, heard))
