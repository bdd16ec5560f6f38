"""From a character with several readings, in its sentence, to the one meant here.

A small network (g2pM, a bidirectional LSTM in numpy) is asked where dictionaries don't decide, and
rules where it is known to be wrong.

Promise: the answer is one of the character's own readings, or none.
"""

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from boyin.ground.once import once
from boyin.ground.tables import WordLists

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_WORDS = WordLists("mandarin", "network.tsv")

SURE = 0.8
"""Below this probability an answer is uncertain."""

_CELLS = 32
_GATES = range(0, 4 * _CELLS, _CELLS)
"""Where each gate begins: what enters, what is kept, what is new, what is shown."""


class Answer(NamedTuple):
    """The network's reading of one character."""

    pinyin: str
    probability: float


def ask(sentence: str, positions: list[int]) -> dict[int, Answer]:
    """Readings of the characters of `sentence` at `positions`, as far as the network knows them."""
    if not positions:
        return {}
    network = _network()
    known = [i for i in positions if len(network.readings.get(sentence[i], ())) > 1]
    if not known:
        return {}
    return dict(zip(known, network.answers(sentence, known), strict=True))


def better_than_words(character: str) -> bool:
    """Whether dictionary words are wrong oftener than the network about this character."""
    return character in _WORDS.members("better than words")


def never_doubted(character: str) -> bool:
    """Whether the network's doubts about this common character are worth nothing."""
    return character in _WORDS.members("never doubted")


def candidates(character: str) -> tuple[str, ...]:
    """The readings of a character that the network chooses among; none if it does not know it."""
    return tuple(one.replace("u:", "v") for one in _network().readings.get(character, ()))


class Network:
    """g2pM's weights, run for both directions at once; it also says how sure it is.

    A bidirectional LSTM with 32 cells each way and two layers behind it. What a character adds to
    the gates depends on nothing else, so it is worked out once for all characters.
    """

    def __init__(self) -> None:
        import numpy as np

        model = _published_model()
        self.readings: dict[str, list[str]] = model.cedict
        self._ids: dict[str, int] = model.char2idx
        self._classes = {pinyin: i for i, pinyin in model.idx2class.items()}
        forward = (model.weight_ih, model.bias_ih + model.bias_hh)
        backward = (model.weight_ih_reverse, model.bias_ih_reverse + model.bias_hh_reverse)
        # tanh(x) is 2σ(2x) - 1: with one gate doubled, one function serves all four of them.
        double = np.repeat(np.array([1, 1, 2, 1], np.float32), _CELLS)
        self._inputs = np.stack(
            [(model.embeddings @ weight.T + bias) * double for weight, bias in (forward, backward)],
            axis=1,
        )
        self._recurrent = np.stack(
            [(weight * double[:, None]).T for weight in (model.weight_hh, model.weight_hh_reverse)]
        )
        self._layers = (
            (model.hidden_weight_l0.T, model.hidden_bias_l0),
            (model.hidden_weight_l1.T, model.hidden_bias_l1),
        )

    def answers(self, sentence: str, positions: Sequence[int]) -> list[Answer]:
        """Readings of the characters at `positions`, each one of the character's own."""
        import numpy as np
        from g2pM.g2pM import BOS_TOKEN, EOS_TOKEN, UNK_TOKEN

        unknown = self._ids[UNK_TOKEN]
        ids = [self._ids.get(character, unknown) for character in sentence]
        hidden = self._hidden([self._ids[BOS_TOKEN], *ids, self._ids[EOS_TOKEN]])
        (first, first_bias), (second, second_bias) = self._layers
        chosen = hidden[[i + 1 for i in positions]] @ first + first_bias
        weights = np.exp(chosen.clip(min=0) @ second + second_bias)
        shares = weights / weights.sum(axis=1, keepdims=True)
        return [self._best(sentence[i], row) for i, row in zip(positions, shares, strict=True)]

    def _hidden(self, ids: Sequence[int]) -> "npt.NDArray[np.float32]":
        """What both directions know at each character, shape (len(ids), 64)."""
        import numpy as np

        inputs = self._inputs[list(ids)]
        inputs[:, 1] = inputs[::-1, 1]
        hidden = np.zeros((len(ids), 2, 1, _CELLS), np.float32)
        cell = np.zeros((2, 1, _CELLS), np.float32)
        before = cell
        for step, added in enumerate(inputs[:, :, None]):
            gates = 1 / (1 + np.exp(-(before @ self._recurrent + added)))
            entry, kept, new, shown = (gates[..., i : i + _CELLS] for i in _GATES)
            cell = kept * cell + entry * (2 * new - 1)
            before = hidden[step] = shown * np.tanh(cell)
        return np.concatenate([hidden[:, 0, 0], hidden[::-1, 1, 0]], axis=1)

    def _best(self, character: str, shares: "npt.NDArray[np.float32]") -> Answer:
        own = {one: float(shares[self._classes[one]]) for one in self.readings[character]}
        pinyin = max(own, key=lambda one: own[one])
        return Answer(pinyin.replace("u:", "v"), own[pinyin])


def _published_model() -> Any:
    with warnings.catch_warnings():
        # g2pM leaves its files open and has them collected.
        warnings.simplefilter("ignore", ResourceWarning)
        from g2pM import G2pM

        return G2pM()


@once
def _network() -> Network:
    return Network()
