"""From English text to tokens with their parts of speech, as spaCy's small model tells them.

The network is spaCy's (https://spacy.io/api/architectures#MultiHashEmbed): tables in which features
of a word are looked up by hashes, then four layers that look one token to each side. Its weights
are the published ones, from `scripts/build-tagger`; in numpy it needs a tenth of a second to load
where spaCy needs one, and none of spaCy's 190 MB.

Promise: the same text gives the same tags, those of spaCy.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from boyin.engines.kokoro.english.tokens import Token, Tokenizer, shipped_rules
from boyin.ground.settings import voices_folder

_Floats = npt.NDArray[np.float32]

_PIECES = 3
"""Values of which a layer takes the largest."""
_SEEDS = (8, 9, 10, 11, 12, 13)
"""Of the tables: norm, first letter, last three, shape, whether a space follows, or is the text."""
_LAYERS = 4
_EPSILON = np.float32(1e-8)
_LONGEST_SHAPE = 100
_MASK = (1 << 64) - 1


class Tagged(NamedTuple):
    """A token and its part of speech, by the names that misaki knows them under."""

    text: str
    tag_: str
    """In the Penn Treebank's tags: NN, VBD, …"""
    whitespace_: str
    """One space, or nothing."""


class Tagger:
    """The tokenizer and the network; its tables are shared by all texts."""

    def __init__(self) -> None:
        rules = shipped_rules()
        self._tokenizer = Tokenizer(rules)
        self._norms = {int(number): norm for number, norm in rules["norms"].items()}
        self._symbols: dict[str, int] = rules["symbols"]
        self._tags: list[str] = rules["tags"]
        with np.load(voices_folder() / "english" / "tagger.npz") as arrays:
            self._weights = dict(arrays)
        self._identities: dict[str, int] = {}

    def __call__(self, text: str) -> list[Tagged]:
        """The tokens of `text`, tagged."""
        tokens = self._tokenizer.tokens(text)
        if not tokens:
            return []
        scores = self._encoded(tokens) @ self._weights["tag_weight"] + self._weights["tag_bias"]
        return [
            Tagged(token.text, self._tags[best], " " if token.space else "")
            for token, best in zip(tokens, scores.argmax(axis=1), strict=True)
        ]

    def _encoded(self, tokens: list[Token]) -> _Floats:
        """What the network knows at each token, shape (len(tokens), 96)."""
        embedded = self._layer(0, self._embedded(tokens))
        # Nothing stands before and behind, as far as the layers can see; each of them fills it in.
        known = np.pad(embedded, ((_LAYERS, _LAYERS), (0, 0)))
        for number in range(1, _LAYERS + 1):
            around = np.pad(known, ((1, 1), (0, 0)))
            known = known + self._layer(
                number, np.concatenate([around[:-2], around[1:-1], around[2:]], axis=1)
            )
        inner: _Floats = known[_LAYERS:-_LAYERS]
        return inner

    def _layer(self, number: int, inputs: _Floats) -> _Floats:
        """The largest of three products, brought to one mean and variance."""
        weights = self._weights
        products = inputs @ weights[f"weight{number}"]
        bias = weights[f"bias{number}"]
        largest = (products.reshape(-1, len(bias), _PIECES) + bias).max(axis=2)
        mean = largest.mean(axis=1, keepdims=True)
        spread = (largest.var(axis=1, keepdims=True) + _EPSILON) ** np.float32(-0.5)
        even = (largest - mean) * spread
        result: _Floats = even * weights[f"scale{number}"] + weights[f"shift{number}"]
        return result

    def _embedded(self, tokens: list[Token]) -> _Floats:
        """The rows of all tables beside each other, shape (len(tokens), 6 * 96)."""
        features = np.array([self._features(token) for token in tokens], np.uint64)
        rows = []
        for column, seed in enumerate(_SEEDS):
            table = self._weights[f"table{seed}"]
            places = _hashes(features[:, column], seed) % np.uint32(len(table))
            rows.append(table[places].sum(axis=1))
        return np.concatenate(rows, axis=1)

    def _features(self, token: Token) -> tuple[int, ...]:
        text = token.text
        norm = token.norm or self._norms.get(self._identity(text)) or text.lower()
        strings = (norm, text[0], text[-3:], _shape(text))
        return (*map(self._identity, strings), int(token.space), int(text.isspace()))

    def _identity(self, string: str) -> int:
        """spaCy's number for a string."""
        if string not in self._identities:
            number = self._symbols.get(string)
            self._identities[string] = _string_hash(string.encode()) if number is None else number
        return self._identities[string]


def _shape(text: str) -> str:
    """X for capitals, x for letters, d for digits, no more than four of a kind in a row."""
    if len(text) >= _LONGEST_SHAPE:
        return "LONG"
    shape = ""
    for one in text:
        letter = "X" if one.isupper() else "x"
        sign = letter if one.isalpha() else "d" if one.isdigit() else one
        if shape[-4:] != sign * 4:
            shape += sign
    return shape


def _string_hash(data: bytes) -> int:
    """MurmurHash64A by Austin Appleby, seed 1."""
    factor = 0xC6A4A7935BD1E995
    value = 1 ^ (len(data) * factor & _MASK)
    whole = len(data) // 8 * 8
    for start in range(0, whole, 8):
        block = int.from_bytes(data[start : start + 8], "little") * factor & _MASK
        block ^= block >> 47
        value = (value ^ (block * factor & _MASK)) * factor & _MASK
    if data[whole:]:
        value = (value ^ int.from_bytes(data[whole:], "little")) * factor & _MASK
    value ^= value >> 47
    value = value * factor & _MASK
    return value ^ (value >> 47)


def _hashes(numbers: npt.NDArray[np.uint64], seed: int) -> npt.NDArray[np.uint32]:
    """Four hashes of each number, shape (len(numbers), 4), as thinc takes them from MurmurHash3."""
    first = numbers * np.uint64(0x87C37B91114253D5)
    first = (first << np.uint64(31)) | (first >> np.uint64(33))
    first = first * np.uint64(0x4CF5AD432745937F) ^ np.uint64(seed) ^ np.uint64(8)
    second = np.full_like(numbers, seed ^ 8)
    first = first + second
    second = second + first
    first, second = _mixed(first), _mixed(second)
    first = first + second
    second = second + first
    halves = [
        half
        for one in (first, second)
        for half in (one & np.uint64(0xFFFFFFFF), one >> np.uint64(32))
    ]
    return np.stack(halves, axis=1).astype(np.uint32)


def _mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        values = (values ^ (values >> np.uint64(33))) * np.uint64(factor)
    return values ^ (values >> np.uint64(33))


@cache
def shipped_tagger() -> Tagger:
    """The tagger that came with this boyin."""
    return Tagger()
