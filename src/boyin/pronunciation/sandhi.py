"""From dictionary readings to the tones that are spoken: 一, 不, neutral tones, 儿, third tones.

Input are the words of one run of Chinese characters, without a pause inside. What the lexicon
reads keeps its syllables; only its third tones still yield to their neighbours.

Promise: nothing but tones changes, and the syllables of a merged 儿.
"""

from itertools import pairwise

import regex

from boyin.pronunciation.dictionary import Reading
from boyin.pronunciation.neutral_tones import WORDS, neutral_positions
from boyin.pronunciation.segmenter import frequency
from boyin.pronunciation.words import Word
from boyin.pronunciation.yi_and_bu import bu_tone, is_label, yi_tone

_FOOT = 4
"""Syllables over which a third tone reaches beyond its own word."""

_LEANING = frozenset("我你您很也只把给有")
"""Words of one syllable that are said in one breath with a longer word after them."""

_DECIMAL = regex.compile(r"(?<=[零一二三四五六七八九十百千])点(?=[五九])")


def apply_sandhi(words: list[Word], before: str = "") -> list[tuple[Reading, ...]]:
    """The spoken readings of each word; `before` is the text that the first of them follows."""
    text = "".join(word.text for word in words)
    spans = _spans(words)
    readings = _one_per_character(words)
    free = [reading.source != "lexicon" for reading in readings]
    pinyin = [reading.pinyin for reading in readings]
    for i in neutral_positions(text, spans, pinyin):
        if free[i]:
            pinyin[i] = pinyin[i][:-1] + "5"
    _change_yi_and_bu(text, spans, pinyin, free)
    if is_label(text, spans, before):
        pinyin[0] = "yi1"
    merged = _merged_ers(text, spans, free)
    _change_before_weakened(text, pinyin)
    _change_third_tones(text, spans, pinyin, merged)
    _change_before_decimals(text, pinyin)
    spoken = [
        reading._replace(pinyin=pinyin[i], citation=reading.pinyin)
        for i, reading in enumerate(readings)
    ]
    return [_joined(spoken[start:end], start, merged) for start, end in spans]


def merges_er(pinyin: str) -> bool:
    """Whether a 儿 is merged into this syllable."""
    return pinyin[-2:-1] == "r" and pinyin[:-1] != "er"


def _spans(words: list[Word]) -> list[tuple[int, int]]:
    spans, start = [], 0
    for word in words:
        spans.append((start, start + len(word.text)))
        start += len(word.text)
    return spans


def _one_per_character(words: list[Word]) -> list[Reading]:
    """A reading for each character; "" where the lexicon merged a 儿 into the one before."""
    readings: list[Reading] = []
    for word in words:
        for reading in word.readings:
            readings.append(reading)
            if merges_er(reading.pinyin):
                readings.append(reading._replace(pinyin=""))
    return readings


def _change_yi_and_bu(
    text: str, spans: list[tuple[int, int]], pinyin: list[str], free: list[bool]
) -> None:
    for start, end in spans:
        for i in range(start, end):
            if not free[i]:
                continue
            following = pinyin[i + 1][-1:] if i + 1 < len(text) else ""
            if text[i] == "一":
                pinyin[i] = "yi" + yi_tone(text, i, start, end, following)
            elif text[i] == "不":
                pinyin[i] = "bu" + bu_tone(text, i, start, end, following)


def _merged_ers(text: str, spans: list[tuple[int, int]], free: list[bool]) -> set[int]:
    """Where a 儿 is no syllable of its own."""
    merged = set()
    for start, end in spans:
        last = end - 1
        if text[last] != "儿" or last == 0 or not free[last]:
            continue
        before = text[start:last] if last > start else text[max(0, last - 1) : last]
        if before[-1] in "的了个是有我你他她和与":
            continue
        grown = len(before) > 1 and before.endswith("孩")
        if grown or before == "哪" or not before.endswith(WORDS.words("syllabic er")):
            merged.add(last)
    return merged


def _joined(readings: list[Reading], start: int, merged: set[int]) -> tuple[Reading, ...]:
    """The readings of one word, a merged 儿 written into the syllable before it."""
    joined: list[Reading] = []
    for i, reading in enumerate(readings, start):
        if i in merged and joined:
            before = joined[-1].pinyin
            joined[-1] = joined[-1]._replace(pinyin=f"{before[:-1]}r{before[-1]}")
        elif reading.pinyin:
            joined.append(reading)
    return tuple(joined)


def _change_third_tones(
    text: str, spans: list[tuple[int, int]], pinyin: list[str], silent: set[int]
) -> None:
    """A third tone before a third tone becomes a second: inside words first, then across."""
    for start, end in spans:
        _change_inside(text, start, end, pinyin)
    foot = 0
    for (start, middle), (_, end) in pairwise(spans):
        # A pronoun leans on what follows: 你可能 is said in one breath wherever it stands.
        foot = 1 if text[start:middle] in ("我", "你", "您") else max(foot, middle - start)
        short = middle - start <= 2 and end - middle <= 2
        if short and foot + end - middle <= _FOOT:
            _meet(pinyin, middle, silent)
            foot += end - middle
        else:
            if middle - start == 1 and text[start] in _LEANING:
                _meet(pinyin, middle, silent)
            foot = 0


def _change_before_weakened(text: str, pinyin: list[str]) -> None:
    """想想, 哪里, 小姐: the second third tone is weak but still felt by the first."""
    for i in range(1, len(text)):
        felt = text[i] in "里姐" if text[i - 1] != text[i] else text[i] != "姐"
        if felt and pinyin[i][-1:] == "5" and pinyin[i - 1][-1:] == "3" and text[i] not in "奶宝了":
            pinyin[i - 1] = pinyin[i - 1][:-1] + "2"


def _change_before_decimals(text: str, pinyin: list[str]) -> None:
    """三点五, 九点九: the point is said in one breath with what follows, wherever words end."""
    for found in _DECIMAL.finditer(text):
        i = found.start()
        if pinyin[i + 1][-1:] != "3":
            continue
        for before in (i, i - 1):
            if pinyin[before][-1:] == "3":
                pinyin[before] = pinyin[before][:-1] + "2"


def _change_inside(text: str, start: int, end: int, pinyin: list[str]) -> None:
    if end - start < 2:
        return
    if end - start == 2:
        _meet(pinyin, start + 1, set())
        return
    middle = _split(text[start:end]) + start
    _change_inside(text, start, middle, pinyin)
    _change_inside(text, middle, end, pinyin)
    _meet(pinyin, middle, set())


def _meet(pinyin: list[str], border: int, silent: set[int]) -> None:
    """The syllable before `border` yields if both sides have the third tone."""
    before = border - 1
    while before in silent:
        before -= 1
    if pinyin[before][-1:] == "3" and pinyin[border][-1:] == "3":
        pinyin[before] = pinyin[before][:-1] + "2"


def _split(word: str) -> int:
    """Where a word of three or more characters is made of two."""
    if len(word) == 3:
        # 展览|馆, but 小|老虎.
        return 2 if frequency(word[:2]) >= frequency(word[1:]) else 1
    return 2
