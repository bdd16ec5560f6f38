"""From a run of Chinese characters to words with the readings that dictionaries give them.

Promise: the words cover the run, in order; the same text gives the same words.
"""

import gzip
import threading
import warnings
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from boyin.errors import ReadingError
from boyin.settings import cache_folder, voices_folder
from boyin.speech.lexicon import Lexicon

if TYPE_CHECKING:
    import jieba

LONGEST = 8
"""Characters in the longest word of the dictionary."""

_LOADING = threading.RLock()


class Reading(NamedTuple):
    """How one character is read."""

    pinyin: str
    source: str
    """`lexicon`, `word`, `grammar`, `network` or `character`."""
    uncertain: bool = False
    citation: str = ""
    """How it is read alone, before sandhi; "" where that is not known yet."""


class Word(NamedTuple):
    """A word of a run; what the lexicon reads may have fewer readings than characters (儿)."""

    text: str
    readings: tuple[Reading, ...]


def split_words(run: str, lexicon: Lexicon) -> list[Word]:
    """The words of a run that holds nothing but Chinese characters."""
    words: list[Word] = []
    for text, chosen in _with_lexicon(_segmenter().lcut(run), run, lexicon):
        if chosen:
            readings = tuple(Reading(pinyin, "lexicon") for pinyin in lexicon.mandarin[text])
            words.append(Word(text, readings))
        else:
            words.append(Word(text, tuple(_look_up(text))))
    return words


def known(word: str) -> bool:
    """Whether the segmenter's dictionary holds `word`."""
    return frequency(word) > 0


def frequency(word: str) -> int:
    """How often the segmenter's corpus holds `word`."""
    count: int = _segmenter().FREQ.get(word, 0)
    return count


def character_reading(character: str) -> str:
    """The commonest reading of one character."""
    pinyin = _dictionary().get(character)
    if pinyin is None:
        raise ReadingError(
            f"nobody knows how to read “{character}” (U+{ord(character):04X})",
            remedy=f"Add it to the lexicon: {character}: zi4",
        )
    return pinyin


def _look_up(text: str) -> list[Reading]:
    """Readings of a word: its own, or those of the longest words in it."""
    readings: list[Reading] = []
    dictionary = _dictionary()
    start = 0
    while start < len(text):
        for end in range(min(len(text), start + LONGEST), start + 1, -1):
            pinyin = dictionary.get(text[start:end])
            if pinyin is not None:
                readings += [Reading(one, "word") for one in pinyin.split()]
                start = end
                break
        else:
            readings.append(Reading(character_reading(text[start]), "character"))
            start += 1
    return readings


def _with_lexicon(words: list[str], run: str, lexicon: Lexicon) -> list[tuple[str, bool]]:
    """The words cut anew where the lexicon holds one: (text, whether it is the lexicon's)."""
    borders = {0}
    for word in words:
        borders.add(max(borders) + len(word))
    found = _lexicon_spans(run, borders, lexicon)
    inside = {i for start, end in found for i in range(start + 1, end)}
    cuts = sorted((borders - inside) | {edge for span in found for edge in span})
    return [(run[start:end], (start, end) in found) for start, end in pairwise(cuts)]


def _lexicon_spans(run: str, borders: set[int], lexicon: Lexicon) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    start = 0
    while start < len(run):
        for end in range(min(len(run), start + lexicon.longest_mandarin), start, -1):
            # 行长 is no word in 银行|长大: both of its edges cut one.
            stands = start in borders or end in borders
            if end - start == 1:
                stands = start in borders and end in borders
            if stands and run[start:end] in lexicon.mandarin:
                found.add((start, end))
                start = end
                break
        else:
            start += 1
    return found


@cache
def _load_dictionary() -> Mapping[str, str]:
    data = (voices_folder() / "mandarin" / "words.txt.gz").read_bytes()
    lines = gzip.decompress(data).decode().splitlines()
    return dict(line.split(" ", 1) for line in lines)


def _dictionary() -> Mapping[str, str]:
    with _LOADING:
        return _load_dictionary()


@cache
def _load_segmenter() -> "jieba.Tokenizer":
    with warnings.catch_warnings():
        # jieba's own sources and its use of pkg_resources are too old for newer Pythons.
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel("WARNING")
    segmenter = jieba.Tokenizer()
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    # jieba would share its parsed dictionary with every user of this machine through /tmp.
    segmenter.tmp_dir = str(folder)
    segmenter.initialize()
    return segmenter


def _segmenter() -> "jieba.Tokenizer":
    with _LOADING:
        return _load_segmenter()
