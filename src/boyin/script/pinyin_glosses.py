"""Readings in brackets behind the words that they are of: 饕餮（tāo tiè）, 饕餮（ㄊㄠ ㄊㄧㄝˋ）.

They are for the eye: nobody says them, and they decide how the word is read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

from boyin.article.blocks import Block

REASON = "reading of the word before it"

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_VOWELS = f"aeiouüê{_TONED}"
_SYLLABLE = regex.compile(
    rf"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[{_VOWELS}]+(?:ng(?![{_VOWELS}])|n(?![{_VOWELS}]))?"
    r"(?:r(?![a-z]))?[1-5]?"
)
_LONGEST = 32
"""Characters of a word that are looked at: else every place in a long sentence begins one more."""
_GLOSS = regex.compile(
    rf"(?<word>\p{{Han}}{{1,{_LONGEST}}})[”」』》]?\s?[（(]\s*(?:(?:读音|读作|拼音|音|读)[是为：:]?\s*)?"
    rf"(?<said>[a-zêü{_TONED}][a-z1-5êü{_TONED}'’·\s-]*|[\u3105-\u312fˊˇˋ˙\s]+)\s*[）)]"
)
_TELLS_TONE = regex.compile(rf"[{_TONED}]|[a-zü][1-5](?![a-z\d])|[\u3105-\u312f]")
_BEHIND = regex.compile(r"[（(]")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A reading in brackets: where the brackets stand, of which word, numbered pinyin."""

    start: int
    end: int
    word: str
    pinyin: tuple[str, ...]


def find_pinyin(text: str) -> Iterator[Gloss]:
    """The readings in brackets of a text; each has as many syllables as its word characters."""
    for found in _GLOSS.finditer(text):
        syllables = _syllables(found["said"])
        if not _TELLS_TONE.search(found["said"]) or not syllables:
            continue
        word = found["word"][-len(syllables) :]
        if len(word) == len(syllables):
            start = found.start() + _BEHIND.search(found[0]).start()  # type: ignore[union-attr]
            yield Gloss(start, found.end(), word, syllables)


def glossed_words(blocks: Iterable[Block]) -> dict[str, tuple[str, ...]]:
    """How the words of an article are read that it says so of; of several readings the first.

    A single character is read so there, and may be read otherwise elsewhere: it is not among them.
    """
    words: dict[str, tuple[str, ...]] = {}
    for block in blocks:
        if block.kind != "code":
            for gloss in find_pinyin(block.text):
                if len(gloss.word) > 1:
                    words.setdefault(gloss.word, gloss.pinyin)
    return words


def _syllables(said: str) -> tuple[str, ...]:
    """Numbered pinyin of what stands in brackets; empty if that is no row of syllables."""
    parts = regex.split(r"[\s'’·-]+", said.strip())
    if regex.match(r"[\u3105-\u312f˙]", said.strip()):
        numbered = [_zhuyin().get(part, "") for part in parts]
        return tuple(numbered) if all(numbered) else ()
    found: list[str] = []
    for part in parts:
        at = 0
        while at < len(part):
            match = _SYLLABLE.match(part, at)
            if match is None:
                return ()
            found.append(_numbered(match.group()))
            at = match.end()
    # A café has two accented syllables and is no Mandarin.
    return tuple(found) if all(one[:-1] in _known() for one in found) else ()


def _numbered(syllable: str) -> str:
    """`tāo` → `tao1`, `lǚ` → `lv3`."""
    from pypinyin.contrib.tone_convert import tone_to_tone3

    if syllable[-1].isdigit():
        return syllable.replace("ü", "v")
    return str(tone_to_tone3(syllable, neutral_tone_with_five=True)).replace("ü", "v")


@cache
def _zhuyin() -> dict[str, str]:
    """Numbered pinyin by syllables in zhuyin."""
    from pypinyin.style.bopomofo import converter

    return {str(converter.to_bopomofo(one)): _numbered(one) for one in _all()}


@cache
def _known() -> frozenset[str]:
    """The syllables of Mandarin, without tones."""
    return frozenset(_numbered(one)[:-1] for one in _all())


@cache
def _all() -> tuple[str, ...]:
    from pypinyin.constants import PINYIN_DICT

    syllables = {one for row in PINYIN_DICT.values() for one in row.split(",")}
    return tuple(sorted(one for one in syllables if one.isalpha()))
