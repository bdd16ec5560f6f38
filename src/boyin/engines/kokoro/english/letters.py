"""From the letters of an unknown English word to its likeliest phonemes.

A joint-sequence n-gram that scripts/train-letters made: pairs of letters and phonemes, each
predicted from the pairs before it; a beam search finds the likeliest sequence for a word.

Promise: the same word gives the same phonemes; None if its letters can't be read at all.
"""

import gzip
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from boyin.ground.settings import voices_folder
from boyin.pronunciation.word_list import WordList

_ORDER = 7
_BEAM = 24
_BEGIN, _END = "\u4e00", "\u4e01"
_FIRST_PAIR = 0x4E02
_UNKNOWN = (400, 0)
"""The costs of what the model does not hold."""

_Beam = dict[str, tuple[int, str]]
"""The last pairs → the cost and the phonemes of the likeliest way there."""
_Endings = list[tuple[str, int]]


class Sequences:
    """Of sequences of pairs: the cost of the last one, and that of forgetting the first.

    Costs are negative logarithms. A word takes a twentieth of all sequences: those are taken from
    their lines that begin with the same two pairs, when these are met.
    """

    def __init__(self, lines: WordList) -> None:
        self._lines = lines
        self._met: set[str] = set()
        self.costs: dict[str, tuple[int, int]] = {}

    def meet(self, start: str) -> None:
        """Makes sure that `costs` has what begins with these two pairs; of one pair, that alone."""
        if start not in self._met:
            self._met.add(start)
            for one, costs in self._lines.beginning(start if len(start) > 1 else f"{start} "):
                last, first = costs.split(" ")
                self.costs[one] = int(last), int(first)


@dataclass(frozen=True, slots=True)
class LetterModel:
    """Which letters have which sounds, and what follows what; a pair of both is one character."""

    sounds: Mapping[str, str]
    """Pair → its phonemes."""
    pairs: Mapping[str, tuple[str, ...]]
    """Letters → the pairs that begin with them."""
    sequences: Sequences

    def read(self, word: str) -> str | None:
        """The likeliest phonemes of `word`, in lower-case letters a to z and apostrophe."""
        beams: list[_Beam] = [{} for _ in range(len(word) + 1)]
        beams[0][_BEGIN] = (0, "")
        for place in range(len(word)):
            best = sorted(beams[place].items(), key=lambda item: (item[1], item[0]))[:_BEAM]
            endings = [self._endings(history) for history, _ in best]
            for size in (1, 2):
                for pair in self.pairs.get(word[place : place + size], ()):
                    if place + size <= len(word):
                        self._extend(best, endings, pair, beams[place + size])
        whole = [
            (cost + self._cost(self._endings(history), _END), sounds)
            for history, (cost, sounds) in beams[-1].items()
        ]
        return min(whole)[1] if whole else None

    def _extend(
        self,
        best: Sequence[tuple[str, tuple[int, str]]],
        endings: Sequence[_Endings],
        pair: str,
        beam: _Beam,
    ) -> None:
        for (history, (cost, sounds)), ended in zip(best, endings, strict=True):
            longer = (history + pair)[-(_ORDER - 1) :]
            scored = (cost + self._cost(ended, pair), sounds + self.sounds[pair])
            if longer not in beam or scored < beam[longer]:
                beam[longer] = scored

    def _endings(self, history: str) -> _Endings:
        """The history, what is left without its first pair, and so on; the costs of forgetting."""
        endings, cost = [], 0
        while history:
            endings.append((history, cost))
            self.sequences.meet(history[:2])
            cost += self.sequences.costs.get(history, _UNKNOWN)[1]
            history = history[1:]
        return [*endings, ("", cost)]

    def _cost(self, endings: _Endings, pair: str) -> int:
        """Of `pair` behind the longest of `endings` that it is known to follow."""
        costs = self.sequences.costs
        for ending, forgotten in endings:
            if len(ending) < 2:
                self.sequences.meet(ending + pair)
            known = costs.get(ending + pair)
            if known:
                return forgotten + known[0]
        return endings[-1][1] + _UNKNOWN[0]


def read_model(data: bytes) -> LetterModel:
    """A model from its file's bytes: a line a pair, an empty line, a line a sequence, sorted."""
    listed, sequences = data.split(b"\n\n", 1)
    sounds: dict[str, str] = {}
    pairs: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for number, line in enumerate(listed.decode().split("\n")):
        letters, phonemes = line.split(" ", 1)
        pair = chr(_FIRST_PAIR + number)
        sounds[pair] = phonemes
        pairs[letters] += (pair,)
    return LetterModel(sounds, dict(pairs), Sequences(WordList(sequences)))


@cache
def shipped_letters() -> LetterModel:
    """The model that came with this boyin."""
    data = (voices_folder() / "english" / "letters.txt.gz").read_bytes()
    return read_model(gzip.decompress(data))
