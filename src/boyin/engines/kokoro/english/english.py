"""From English text to phonemes in misaki's alphabet, the one Kokoro speaks English with.

Promise: every letter, digit and symbol is read, or a ReadingError names the word and says how to
add it to the lexicon; nothing is dropped.
"""

import threading
from typing import TYPE_CHECKING

import regex

from boyin.engines.kokoro.english.text import in_words
from boyin.ground.errors import ReadingError
from boyin.ground.languages import LATIN_WORD
from boyin.pronunciation.lexicon import Lexicon

if TYPE_CHECKING:
    from boyin.engines.kokoro.english.reader import Reader, Said

_SPACE_BEFORE_MARK = regex.compile(r" +(?=[,.!?;:…”)])")
_FINDING = threading.Lock()
_READERS: "list[tuple[Lexicon, bool, Reader]]" = []
_MOST_READERS = 4


def english_phonemes(
    text: str, lexicon: Lexicon, *, british: bool = False, around: tuple[str, str] = ("", "")
) -> str:
    """The phonemes of `text`; words are separated by spaces, marks kept as pauses.

    around: what stands before and behind, on which the lexicon's readings may depend.
    """
    words = _reader(lexicon, british).read(in_words(text), around)
    phonemes = "".join(_checked(word) + word.space for word in words)
    return _SPACE_BEFORE_MARK.sub("", phonemes).strip()


def _checked(word: "Said") -> str:
    """The phonemes of a word, or of a mark, which may have none."""
    phonemes = word.phonemes or ""
    silent = any(map(str.isalnum, word.text)) and not any(map(str.isalpha, phonemes))
    if silent or word.phonemes is None or "❓" in phonemes:
        raise ReadingError(
            f"nobody knows how to say “{word.text}”",
            remedy=f"Add it to the lexicon as phonemes or as words that sound like it: "
            f"{word.text}: /fəˈnimz/",
        )
    return phonemes


def guessed_words(text: str, lexicon: Lexicon, *, british: bool = False) -> tuple[str, ...]:
    """The words of `text` that no dictionary and no lexicon has, in order, each once."""
    reader = _reader(lexicon, british)
    named = [(start, end) for start, end, _ in reader.names_in(text)]
    return tuple(
        dict.fromkeys(
            word.group()
            for word in LATIN_WORD.finditer(text)
            if not any(start <= word.start() and word.end() <= end for start, end in named)
            and reader.unknown.is_guessed(word.group())
        )
    )


def _reader(lexicon: Lexicon, british: bool) -> "Reader":
    from boyin.engines.kokoro.english.reader import Reader

    with _FINDING:
        for known, accent, reader in _READERS:
            if known is lexicon and accent == british:
                return reader
        reader = Reader(lexicon, british=british)
        _READERS.append((lexicon, british, reader))
        del _READERS[:-_MOST_READERS]
        return reader
