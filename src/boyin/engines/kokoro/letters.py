"""From the letters of an unknown English word to its likeliest phonemes.

A joint-sequence n-gram that scripts/train-letters made: pairs of letters and phonemes, each
predicted from the pairs before it; a beam search finds the likeliest sequence for a word.

Promise: the same word gives the same phonemes; None if its letters can't be read at all.
"""

import gzip
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO

from boyin.settings import voices_folder

_ORDER = 7
_BEAM = 24
_BEGIN, _END = "\u4e00", "\u4e01"
_FIRST_PAIR = 0x4E02


@dataclass(frozen=True, slots=True)
class LetterModel:
    """Costs (negative logarithms) of sequences of pairs; a pair is one character."""

    sounds: Mapping[str, str]
    """Pair → its phonemes."""
    pairs: Mapping[str, tuple[str, ...]]
    """Letters → the pairs that begin with them."""
    costs: Mapping[str, int]
    """Sequence → cost of its last pair."""
    backoffs: Mapping[str, int]
    """Sequence → cost of forgetting its first pair."""

    def read(self, word: str) -> str | None:
        """The likeliest phonemes of `word`, in lower-case letters a to z and apostrophe."""
        beams: list[dict[str, tuple[int, str]]] = [{} for _ in range(len(word) + 1)]
        beams[0][_BEGIN] = (0, "")
        for place in range(len(word)):
            best = sorted(beams[place].items(), key=lambda item: (item[1], item[0]))[:_BEAM]
            for size in (1, 2):
                for pair in self.pairs.get(word[place : place + size], ()):
                    if place + size <= len(word):
                        self._extend(best, pair, beams[place + size])
        endings = [
            (cost + self._cost(history, _END), sounds)
            for history, (cost, sounds) in beams[-1].items()
        ]
        return min(endings)[1] if endings else None

    def _extend(
        self,
        best: list[tuple[str, tuple[int, str]]],
        pair: str,
        beam: dict[str, tuple[int, str]],
    ) -> None:
        for history, (cost, sounds) in best:
            longer = (history + pair)[-(_ORDER - 1) :]
            scored = (cost + self._cost(history, pair), sounds + self.sounds[pair])
            if longer not in beam or scored < beam[longer]:
                beam[longer] = scored

    def _cost(self, history: str, pair: str) -> int:
        cost = 0
        while history:
            known = self.costs.get(history + pair)
            if known is not None:
                return cost + known
            cost += self.backoffs.get(history, 0)
            history = history[1:]
        return cost + self.costs.get(pair, 400)


def read_model(text: str) -> LetterModel:
    """A model from its file's text: a line a pair, an empty line, a line a sequence."""
    listed, sequences = text.split("\n\n", 1)
    sounds: dict[str, str] = {}
    pairs: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for number, line in enumerate(listed.split("\n")):
        letters, phonemes = line.split(" ", 1)
        pair = chr(_FIRST_PAIR + number)
        sounds[pair] = phonemes
        pairs[letters] += (pair,)
    costs: dict[str, int] = {}
    backoffs: dict[str, int] = {}
    # One line at a time: all of them at once would take more memory than the model.
    for line in StringIO(sequences):
        sequence, cost, backoff = line.rstrip("\n").split(" ")
        costs[sequence] = int(cost)
        if backoff != "0":
            backoffs[sequence] = int(backoff)
    return LetterModel(sounds, dict(pairs), costs, backoffs)


@cache
def shipped_letters() -> LetterModel:
    """The model that came with this boyin."""
    data = (voices_folder() / "english" / "letters.txt.gz").read_bytes()
    return read_model(gzip.decompress(data).decode())
