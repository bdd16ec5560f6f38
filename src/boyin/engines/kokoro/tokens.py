"""Turns phonemes into the model's tokens: every phoneme has one, none is dropped or cut off.

Before a word a sign of ours may stand, which has no token: the word is said slowly.

The model takes 510 tokens at a time, hurries from about 390 on, and the more it gets the more
memory it needs. What is longer than `LONGEST` is split between sentences or clauses, and where no
border is left of what the model takes, between words, into as few and as even pieces as those
borders allow; the pieces joined are the whole.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from boyin.ground.errors import ReadingError

TOKEN_LIMIT = 510
"""The rows of a style table: one for each possible number of tokens."""

LONGEST = 240
"""Sixty Chinese characters, ten seconds. Each phoneme takes 1.7 MB while it is spoken: with two
such pieces at once a build stays under 1.5 GB. Long sentences are heard no worse: `bench cuts`."""

SENTENCE, CLAUSE, WORD = 0.25, 0.15, 0.04
"""Seconds of silence at a border where phonemes are split: what the model itself leaves there."""

SLOWLY = "‹"
"""Before a word that is said at `SLOW` of the pace. No phoneme of the model's, and no token."""

SLOW = 0.75
"""Names and terms within Chinese are heard best at it: see `docs/readings.md`."""

SENTENCE_MARKS = frozenset(".!?…")
CLAUSE_MARKS = frozenset(",:;—")
_WORD_ENDS = SENTENCE_MARKS | CLAUSE_MARKS | frozenset(' "()“”')
SILENT = SENTENCE_MARKS | CLAUSE_MARKS | frozenset(' "()“”ˈˌː→↗↘↓' + SLOWLY)
"""Symbols that shape the sounds around them and make none."""

BORDER = re.compile(r'(?:[.!?…,:;—]+["”)]* *)+|[”)]+ *| +')
"""Marks, the quotes and brackets they close, and the spaces that follow: never parted."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Phonemes that the model takes at once."""

    phonemes: str
    pause: float
    """Seconds of silence before the next piece, at the voice's own pace; 0.0 after the last."""


def check_phonemes(phonemes: str, vocabulary: Mapping[str, int]) -> None:
    """Raises ReadingError if the model can't say all of `phonemes`, or if they make no sound."""
    unknown = sorted(set(phonemes) - set(vocabulary) - {SLOWLY})
    if unknown:
        named = ", ".join(f"{symbol!r} (U+{ord(symbol):04X})" for symbol in unknown)
        raise ReadingError(f"Kokoro has no phoneme {named}, in {phonemes!r}")
    if SILENT.issuperset(phonemes):
        raise ReadingError(f"there is nothing to say in {phonemes!r}")


def token_ids(phonemes: str, vocabulary: Mapping[str, int]) -> npt.NDArray[np.int64]:
    """The tokens of `phonemes`, one each, between the two zeros that the model expects."""
    check_phonemes(phonemes, vocabulary)
    spoken = phonemes.replace(SLOWLY, "")
    return np.array([0, *(vocabulary[symbol] for symbol in spoken), 0], np.int64)


def token_paces(phonemes: str) -> npt.NDArray[np.float32]:
    """How fast each of those tokens is said, shape (n,): 1.0, or `SLOW` in a word marked so."""
    paces = [1.0]
    pace = 1.0
    for symbol in phonemes:
        if symbol == SLOWLY:
            pace = SLOW
        else:
            pace = 1.0 if symbol in _WORD_ENDS else pace
            paces.append(pace)
    return np.array([*paces, 1.0], np.float32)


def split_phonemes(
    phonemes: str, limit: int = TOKEN_LIMIT, longest: int = LONGEST
) -> tuple[Piece, ...]:
    """`phonemes` in pieces of at most `longest`, or of `limit` where a clause is longer.

    Raises ReadingError if a word alone is longer than `limit`.
    """
    longest = min(limit, longest)
    if len(phonemes) <= longest:
        return (Piece(phonemes, 0.0),)
    pauses = _borders(phonemes)
    ways = (SENTENCE, longest), (CLAUSE, longest), (CLAUSE, limit), (WORD, limit)
    for strength, most in ways:
        strong = [end for end, pause in pauses.items() if pause >= strength]
        cuts = _even_cuts([0, *strong, len(phonemes)], most)
        if cuts:
            return tuple(
                Piece(phonemes[start:end], pauses.get(end, 0.0)) for start, end in pairwise(cuts)
            )
    raise ReadingError(
        f"a word of more than {limit} phonemes can't be said whole, in {phonemes[:60]!r}…",
        remedy="Put a comma or a space into it.",
    )


def _borders(phonemes: str) -> dict[int, float]:
    """Where `phonemes` may be split, and the pause there; only where sounds are on both sides."""
    sounds = [place for place, symbol in enumerate(phonemes) if symbol not in SILENT]
    return {
        match.end(): _pause(match.group())
        for match in BORDER.finditer(phonemes)
        if sounds and sounds[0] < match.end() <= sounds[-1]
    }


def _pause(border: str) -> float:
    if not SENTENCE_MARKS.isdisjoint(border):
        return SENTENCE
    return WORD if CLAUSE_MARKS.isdisjoint(border) else CLAUSE


def _even_cuts(places: Sequence[int], limit: int) -> list[int]:
    """The places among `places`, first and last included, that cut into the fewest pieces, and of
    those into the most even (least sum of squares); empty if a piece would exceed `limit`.
    """
    # best[i]: pieces, sum of squares and the cut before, on the best way to places[i].
    best: list[tuple[int, int, int] | None] = [(0, 0, 0)]
    for end in range(1, len(places)):
        ways = []
        for start in range(end - 1, -1, -1):
            length = places[end] - places[start]
            if length > limit:
                break
            way = best[start]
            if way is not None:
                ways.append((way[0] + 1, way[1] + length**2, start))
        best.append(min(ways, default=None))
    return _walk_back(best, places)


def _walk_back(best: Sequence[tuple[int, int, int] | None], places: Sequence[int]) -> list[int]:
    cuts = []
    index = len(places) - 1
    while index:
        way = best[index]
        if way is None:
            return []
        cuts.append(places[index])
        index = way[2]
    return [places[0], *reversed(cuts)]
