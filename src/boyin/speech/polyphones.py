"""From a character with several readings, in its sentence, to the one meant here.

A small network (g2pM, a bidirectional LSTM in numpy) is asked where dictionaries don't decide, and
rules where it is known to be wrong.

Promise: the answer is one of the character's own readings, or none.
"""

import threading
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BETTER_THAN_WORDS = frozenset("阆陂帖圩咯蠡呵翟町晟剌耶勒枸龈覃隽杓隗俟吒")
"""Where dictionary words are wrong oftener than the network, on the development rows."""

NEVER_ASKED = frozenset("一不得子谁个们么吧吗呢")
"""Where rules or the commonest reading are better than the network."""

SURE = 0.8
"""Below this probability an answer is uncertain."""

_LOADING = threading.RLock()


class Answer(NamedTuple):
    """The network's reading of one character."""

    pinyin: str
    probability: float


def ask(sentence: str, positions: list[int]) -> dict[int, Answer]:
    """Readings of the characters of `sentence` at `positions`, as far as the network knows them."""
    if not positions:
        return {}
    network = _network()
    known = [i for i in positions if len(network.cedict.get(sentence[i], ())) > 1]
    if not known:
        return {}
    with _LOADING:
        return dict(zip(known, network.answers(sentence, known), strict=True))


def candidates(character: str) -> tuple[str, ...]:
    """The readings of a character that the network chooses among; none if it does not know it."""
    return tuple(one.replace("u:", "v") for one in _network().cedict.get(character, ()))


@cache
def _load_network() -> Any:
    with warnings.catch_warnings():
        # g2pM leaves its files open and has them collected.
        warnings.simplefilter("ignore", ResourceWarning)
        import numpy as np
        from g2pM.g2pM import BOS_TOKEN, EOS_TOKEN, UNK_TOKEN, G2pM

        class Network(G2pM):  # type: ignore[misc]
            """g2pM that also says how sure it is."""

            def __init__(self) -> None:
                super().__init__()
                self.class2idx = {pinyin: i for i, pinyin in self.idx2class.items()}

            def fc_layer(self, inputs: "npt.NDArray[np.float64]") -> "npt.NDArray[np.float64]":
                logits: npt.NDArray[np.float64] = super().fc_layer(inputs)
                self.logits = logits
                return logits

            def answers(self, sentence: str, positions: list[int]) -> list[Answer]:
                unknown = self.char2idx[UNK_TOKEN]
                ids = [self.char2idx.get(character, unknown) for character in sentence]
                padded = [self.char2idx[BOS_TOKEN], *ids, self.char2idx[EOS_TOKEN]]
                self.predict(np.array([padded], dtype=np.int32), [i + 1 for i in positions])
                return [
                    self.best(sentence[i], scores)
                    for i, scores in zip(positions, self.logits, strict=True)
                ]

            def best(self, character: str, scores: "npt.NDArray[np.float64]") -> Answer:
                weights = np.exp(scores - scores.max())
                weights /= weights.sum()
                own = {one: float(weights[self.class2idx[one]]) for one in self.cedict[character]}
                pinyin = max(own, key=lambda one: own[one])
                return Answer(pinyin.replace("u:", "v"), own[pinyin])

        return Network()


def _network() -> Any:
    with _LOADING:
        return _load_network()
