"""One line or two on the screen: how wide text is, and where it can be broken.

Promise: no line is wider than the limit, a full-width character counted as two columns; no word
is broken that fits into a line, and no line begins with a mark that closes.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import regex

COLUMNS = 65
"""The widest line. Podcasting 2.0 advises it: docs/tags/transcript.md."""
LINES = 2

_WORD = regex.compile(
    r"[\p{L}\p{N}\p{M}--\p{Han}--\p{Hiragana}--\p{Katakana}]"
    r"[\p{L}\p{N}\p{M}'’@._/:%+&=?#~\-\u2011--\p{Han}]*|\X",
    regex.V1,
)
_NEVER_FIRST = frozenset("，。、；：？！…—”’」』》〉）】］｝,.;:?!)]}%‰℃·～")
_NEVER_LAST = frozenset("“‘「『《〈（【［｛([{$￥¥£€#@")
_BORDERS = (
    regex.compile(r"[。！？!?｡…]+[”’」』》）)\"＂]*|(?<=\p{L}{2})\.[”’\")]*(?=\s)"),
    regex.compile(r"[；;]|(?<!\d)[：:](?!\S*/)|——"),
    regex.compile(r"[，、][”’」』》）)]*|,(?=\s)"),
)


def columns(text: str) -> int:
    """How wide `text` is: two columns for a full-width character, and for one that may be."""
    return sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WFA" else 1


def split_caption(text: str) -> tuple[tuple[int, int], ...]:
    """`text` in spans that fit on the screen, cut at the borders of clauses where it has any."""
    return tuple(_split(text, 0, len(text)))


def break_lines(text: str) -> tuple[str, ...] | None:
    """`text` in at most two lines, as even as can be; None if it does not fit."""
    text = text.strip()
    if columns(text) <= COLUMNS:
        return (text,)
    fitting = [
        (first, second)
        for place in line_breaks(text)
        if columns(first := text[:place].rstrip()) <= COLUMNS
        and columns(second := text[place:].lstrip()) <= COLUMNS
    ]
    if not fitting:
        return None
    return min(fitting, key=lambda pair: (_penalty(pair), len(pair[0])))


def _penalty(pair: tuple[str, str]) -> int:
    """How uneven two lines are; a break behind a mark is worth some unevenness."""
    behind_mark = unicodedata.category(pair[0][-1]).startswith("P")
    return abs(columns(pair[0]) - columns(pair[1])) - (40 if behind_mark else 0)


def line_breaks(text: str) -> Iterator[int]:
    """Where a line may end: between words and characters, as Chinese and English allow."""
    for place in _between_words(text):
        before, after = text[:place].rstrip()[-1:], text[place:].lstrip()[:1]
        if before and after and after not in _NEVER_FIRST and before not in _NEVER_LAST:
            yield place


def _between_words(text: str) -> Iterator[int]:
    for word in _WORD.finditer(text):
        if word.start():
            yield word.start()
        if columns(word.group()) <= COLUMNS:
            continue
        # An address that is wider than the screen has to be broken somewhere.
        width = 0
        for part in regex.finditer(r"\X", word.group()):
            width += columns(part.group())
            if width > COLUMNS // 2:
                yield word.start() + part.start()
                width = columns(part.group())


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if break_lines(text[start:end]) is not None:
        yield start, end
        return
    border = _border(text, start, end)
    yield from _split(text, start, border)
    yield from _split(text, border, end)


def _border(text: str, start: int, end: int) -> int:
    """The strongest border near the middle of a stretch that is too wide."""
    middle, reach = (start + end) / 2, (end - start) * 0.4
    candidates = [
        [found.end() for found in pattern.finditer(text, start, end)] for pattern in _BORDERS
    ]
    candidates.append([start + place for place in line_breaks(text[start:end])])
    candidates.append([start + place for place in _between_words(text[start:end])])
    candidates.append(
        [found.start() for found in regex.finditer(r"\X", text, pos=start, endpos=end)]
    )
    candidates.append(list(range(start + 1, end)))
    for borders in candidates:
        near = [b for b in borders if start < b < end and abs(b - middle) <= reach]
        if near:
            return min(near, key=lambda border: (abs(border - middle), border))
    return (start + end) // 2
