"""Sentences that no voice can say: all of them are told at once, or left out where that is asked.

Turns a script and what was refused of it into a script without those sentences. Promise: what is
left out is in the ledger, and the pause behind it is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from boyin.article.article import Article
from boyin.ground.errors import ArticleError, ReadingError
from boyin.script.block_segments import Border
from boyin.script.ledger import Skip
from boyin.script.script import Script, Segment

REASON = "can't be said"
_BORDERS = get_args(Border)
_WITHIN = ("clause", "voice")
"""What parts of one sentence end with."""
_REMEDY = "Write them in words, or leave those sentences out: --skip-unsayable."


@dataclass(frozen=True, slots=True)
class Unsayable:
    """A segment, and what of it can't be said."""

    segment: Segment
    error: ReadingError


class UnsayableError(ReadingError):
    """What of an article can't be said: one place as it was told, or all places in one message."""

    def __init__(self, refused: Sequence[Unsayable], name: str = "") -> None:
        self.refused = tuple(refused)
        if len(refused) == 1:
            (one,) = refused
            super().__init__(one.error.message, place=one.error.place, remedy=one.error.remedy)
            return
        lines = sorted((one.segment.lines[0], one.error.message) for one in refused)
        told = [f"{name}:{line}: {message}" for line, message in dict.fromkeys(lines)]
        super().__init__(
            "\n".join((f"{len(refused)} sentences can't be said:", *told)), remedy=_REMEDY
        )


def without(script: Script, refused: Sequence[Unsayable], article: Article) -> Script:
    """The script without the sentences that hold a refused segment.

    Raises ArticleError if nothing is left.
    """
    gone = _sentences(script.segments, {one.segment.id for one in refused})
    kept: list[Segment] = []
    for segment in script.segments:
        if segment.id not in gone:
            kept.append(segment)
        elif kept and _BORDERS.index(segment.border) > _BORDERS.index(kept[-1].border):
            kept[-1] = replace(kept[-1], border=segment.border)
    if not any(segment.written for segment in kept):
        raise ArticleError("there is nothing in it that can be said", place=article.name)
    left_out = (one for one in script.segments if one.id in gone)
    skips = [skip for one in left_out for skip in _skips(one, article.source)]
    return _renumbered(script, kept, skips)


def _sentences(segments: Sequence[Segment], refused: set[str]) -> set[str]:
    """The segments that make one sentence with a refused one."""
    gone: set[str] = set()
    sentence: list[Segment] = []
    for segment in segments:
        sentence.append(segment)
        if segment.border not in _WITHIN or segment is segments[-1]:
            if any(one.id in refused for one in sentence):
                gone |= {one.id for one in sentence}
            sentence = []
    return gone


def _skips(segment: Segment, source: str) -> list[Skip]:
    return [
        Skip(start, end, source[start:end], REASON, segment.lines) for start, end in segment.spans
    ]


def _renumbered(script: Script, kept: Sequence[Segment], skips: Sequence[Skip]) -> Script:
    """Without the chapters of which nothing is left."""
    numbers = sorted({segment.chapter for segment in kept})
    at = {number: index for index, number in enumerate(numbers)}
    segments = tuple(replace(segment, chapter=at[segment.chapter]) for segment in kept)
    chapters = tuple(script.chapters[number] for number in numbers)
    ordered = sorted((*script.skips, *skips), key=lambda skip: skip.start)
    return replace(script, chapters=chapters, segments=segments, skips=tuple(ordered))
