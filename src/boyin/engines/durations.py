"""How long a text takes to say: from text to bounds that no reader of all of it leaves.

They are wide: the fastest voice says 9 Chinese characters a second, the slowest reader 1.
"""

from boyin.ground.languages import HAN, LATIN_WORD

_FEWEST_SECONDS, _MOST_SECONDS, _SPARE_SECONDS = 0.11, 1.0, 1.5
"""Of one syllable; and for the pauses of a short text."""
_LETTERS_PER_SYLLABLE = 4
_FEWEST_PER_DIGIT, _MOST_PER_DIGIT = 0.5, 4
"""Syllables. English keeps its digits: 2020 is four syllables, 100,000,000 as many as 9."""


def syllables(text: str) -> float:
    """About how many syllables the words of a text have; its digits are not counted."""
    words = (max(1.0, len(word) / _LETTERS_PER_SYLLABLE) for word in LATIN_WORD.findall(text))
    return len(HAN.findall(text)) + sum(words)


def seconds_to_say(text: str) -> tuple[float, float]:
    """The least and the most time that all of `text` takes, at a voice's own pace."""
    count, digits = syllables(text), sum(map(str.isdigit, text))
    fewest = (count + digits * _FEWEST_PER_DIGIT) * _FEWEST_SECONDS
    return fewest, _SPARE_SECONDS + (count + digits * _MOST_PER_DIGIT) * _MOST_SECONDS
