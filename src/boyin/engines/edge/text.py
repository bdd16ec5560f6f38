"""What may be sent: from spoken text to parts that the service takes whole.

Promise: nothing is left out that anyone could say; every part has a letter or a digit, is shorter
than 3,000 bytes as it is sent, and ends where a sentence or a clause does if there is such a place.
"""

import unicodedata
from collections.abc import Iterator
from xml.sax.saxutils import escape

import regex

from boyin.ground.errors import ReadingError
from boyin.script.sentences import split_long, split_sentences

MOST_BYTES = 3_000
"""The service cuts a turn at 10 minutes of sound; this is three or four, and below the 4,096 bytes
at which edge-tts would cut by itself."""

_SPEAKABLE = regex.compile(r"[\p{L}\p{N}]")
_UNSENDABLE = regex.compile(r"[\p{Cc}\p{Cs}\p{Cn}\p{Z}]+")
"""Controls, halves of surrogate pairs, non-characters, and every kind of white space."""


def sendable(text: str) -> str:
    """`text` without what has no sound and would break the message: such a stretch is one space.

    Raises ReadingError if there is nothing to say in it.
    """
    cleaned = _UNSENDABLE.sub(" ", unicodedata.normalize("NFC", text)).strip()
    if not _SPEAKABLE.search(cleaned):
        raise ReadingError(f"there is nothing to say in {text[:40]!r}")
    return cleaned


def parts_of(text: str) -> tuple[str, ...]:
    """`text` in parts that are short enough; joined they are `text`, but for spaces at borders."""
    parts: list[str] = []
    for piece in _pieces(text):
        both_speak = parts and _SPEAKABLE.search(parts[-1]) and _SPEAKABLE.search(piece)
        if parts and (not both_speak or _size(parts[-1] + piece) <= MOST_BYTES):
            parts[-1] += piece
        else:
            parts.append(piece)
    return tuple(part.strip() for part in parts)


def _pieces(text: str) -> Iterator[str]:
    """`text` whole if it is short enough, else its sentences, their clauses, or its words."""
    if _size(text) <= MOST_BYTES:
        yield text
        return
    spans = split_sentences(text)
    if len(spans) == 1:
        spans = split_long(text)
    if len(spans) == 1:
        # No border at all: the last space that fits, or else anywhere.
        end = _longest(text)
        space = text.rfind(" ", 1, end)
        end = space + 1 if space > 0 else end
        spans = ((0, end), (end, len(text)))
    for start, end in spans:
        yield from _pieces(text[start:end])


def _longest(text: str) -> int:
    """How many characters from the start fit."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _size(text[:middle]) <= MOST_BYTES else (low, middle - 1)
    return low


def _size(text: str) -> int:
    return len(escape(text).encode())
