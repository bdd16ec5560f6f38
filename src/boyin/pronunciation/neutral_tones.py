"""Which characters of a run are said without a tone of their own.

The words that decide it stand in voices/mandarin: neutral, tones.
"""

from collections.abc import Iterator
from functools import cache

from boyin.ground.settings import voices_folder
from boyin.ground.tables import WordLists

WORDS = WordLists("mandarin", "tones.tsv")


def neutral_positions(text: str, spans: list[tuple[int, int]], pinyin: list[str]) -> Iterator[int]:
    """The positions in `text` of syllables without a tone."""
    for number, (start, end) in enumerate(spans):
        last = end - 1
        word = text[start:end]
        if _ends_neutral(word) and not (
            (word == "地方" and text.startswith(WORDS.words("local"), end))
            or (word == "谢谢" and text.endswith(WORDS.words("thanking"), 0, start))
        ):
            yield last
        if len(word) == 4 and word.endswith("一下") and word[:2] in _words():
            yield start + 1
        if len(word) == 4 and _is_doubled(word[:2]) and _is_doubled(word[2:]):
            yield from (start + 1, last)
        if _follows(text, start, end):
            yield last
        if (
            number
            and len(word) == 1
            and text[start - 1] == word
            and word in WORDS.members("doubled verbs")
        ):
            yield start
        for i in range(max(start, 1), end):
            if _is_measure(text, i):
                yield i


def _ends_neutral(word: str) -> bool:
    if len(word) < 2:
        return False
    if word[0] == "一" and word[-1] == word[-2]:
        return False
    if word in _words() or (len(word) == 3 and word[-2:] in _words()):
        return True
    if len(word) == 4 and word[-2:] == "地方" and word[1] in WORDS.members("pointing"):
        return True
    if len(word) == 2 and word[0] == word[1] and word[0] in WORDS.members("doubled verbs"):
        return True
    return word[-1] == "们" or (word[-1] in "来去" and word[-2] in WORDS.members("directions"))


def _is_doubled(word: str) -> bool:
    return word[0] == word[1] and word in _words()


def _follows(text: str, start: int, end: int) -> bool:
    """Particles, and 过 behind its verb."""
    word = text[start:end]
    if start and word[-1] in WORDS.members("particles") and len(word) == 1:
        return True
    if word in ("们", "个"):
        return True
    if len(word) == 2 and word[1] == "过":
        return word[0] in WORDS.members("experienced")
    return word == "过" and start > 0 and text[start - 1] not in WORDS.members("before passing")


def _is_measure(text: str, i: int) -> bool:
    """个 behind a number or a verb: 一个, 这个, 想个办法; but 各个体 keeps its tones."""
    return text[i] == "个" and text[i : i + 2] not in ("个体", "个性", "个别", "个案")


@cache
def _words() -> frozenset[str]:
    path = voices_folder() / "mandarin" / "neutral.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
