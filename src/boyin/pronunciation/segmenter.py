"""From a run of Chinese characters to words: jieba's algorithm over as much of its dictionary as
the run can need.

Promise: the words are those of jieba with its whole dictionary, which takes most of a second and
75 MB to load.
"""

import warnings
from typing import TYPE_CHECKING

from boyin.ground.importing import without
from boyin.ground.once import once
from boyin.ground.settings import voices_folder
from boyin.pronunciation.word_list import Vocabulary, WordList

if TYPE_CHECKING:
    import jieba

TOTAL = "#"
"""The entry, no word, that holds the sum of all frequencies."""


def cut_words(run: str) -> list[str]:
    """The words of a run that holds nothing but Chinese characters."""
    words: list[str] = _segmenter().knowing(run).lcut(run)
    return words


def frequency(word: str) -> int:
    """How often the corpus of jieba holds `word`."""
    count: int = _segmenter().knowing(word).FREQ.get(word, 0)
    return count


class _Segmenter:
    """jieba's tokenizer, and what it knows so far."""

    def __init__(self) -> None:
        words = WordList.in_file(voices_folder() / "mandarin" / "frequencies.txt.gz")
        self._tokenizer = _new_tokenizer()
        self._tokenizer.total = int(words.get(TOTAL) or 0)
        self._tokenizer.initialized = True
        self._vocabulary = Vocabulary(words, self._learn)

    def knowing(self, run: str) -> "jieba.Tokenizer":
        """The tokenizer, with every word that begins like some place in `run`."""
        self._vocabulary.meet(run)
        return self._tokenizer

    def _learn(self, word: str, count: str) -> None:
        frequencies = self._tokenizer.FREQ
        frequencies[word] = int(count)
        # jieba looks for longer words as long as what it has is the beginning of one.
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)


def _new_tokenizer() -> "jieba.Tokenizer":
    # jieba would find its dictionary with pkg_resources, which takes as long as all else here.
    with warnings.catch_warnings(), without("pkg_resources"):
        # Its sources are too old for newer Pythons.
        warnings.simplefilter("ignore")
        import jieba

    return jieba.Tokenizer()


@once
def _segmenter() -> _Segmenter:
    return _Segmenter()
