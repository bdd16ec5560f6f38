"""Whether long sentences suffer where they are cut: the same words uncut, cut, and as sentences."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import chain

import click

from benchmarks.heard import Score
from benchmarks.report import Report, json_option
from benchmarks.speech import TEXTS, UNBLENDED, Order, hear, narrators, scores
from boyin.engines.base import Voice
from boyin.engines.kokoro.engine import KokoroEngine
from boyin.engines.kokoro.tokens import LONGEST, TOKEN_LIMIT
from boyin.normalization.normalizer import speak_written
from boyin.pronunciation.lexicon import shipped_lexicon
from boyin.script.sentences import split_long

_MARKS = "，、；：。！？—"


def whole(sentence: str) -> Iterator[str]:
    """The sentence as it is; the model can be given all of it at once."""
    yield sentence


def cut(sentence: str) -> Iterator[str]:
    """The parts that a build makes of it."""
    for start, end in split_long(sentence):
        yield sentence[start:end]


def ended(sentence: str) -> Iterator[str]:
    """The same parts, each a sentence that ends."""
    for part in cut(sentence):
        yield f"{part.rstrip(_MARKS)}。"


WAYS: Mapping[str, tuple[Callable[[str], Iterator[str]], int]] = {
    "uncut": (whole, TOKEN_LIMIT),
    "cut at a clause, as a build does": (cut, LONGEST),
    "each part a sentence of its own": (ended, LONGEST),
}
"""How a sentence is parted before it is spoken, and the phonemes that the model gets at once."""


@click.command("cuts")
@click.option("--limit", default=1000, show_default=True, help="Sentences at most.")
@json_option
def command(limit: int, as_json: bool) -> None:
    """Say long sentences uncut, cut, and in sentences; count what a recogniser hears of each."""
    sentences = (TEXTS / "long.txt").read_text("utf-8").splitlines()[:limit]
    found = [
        one
        for voice in (*UNBLENDED, *narrators())
        for name, (way, longest) in WAYS.items()
        for one in _heard(name, chain.from_iterable(map(way, sentences)), voice, longest)
    ]
    rows = [(one.voice, one.set, f"{one.error:.1%} of {one.units}") for one in found]
    parts = sum(1 for sentence in sentences for _ in cut(sentence))
    notes = (
        f"{len(sentences)} sentences of about a hundred characters, in {parts} parts, which the "
        f"model gets {LONGEST} phonemes of at once. Heard wrong: syllables without tones, by "
        "Whisper base.",
    )
    figures = {"ways": [{**asdict(one), "error": one.error} for one in found]}
    columns = ("voice", "long sentences", "heard wrong")
    Report("Long sentences", columns, rows, figures, notes).print(as_json=as_json)


def _heard(name: str, parts: Iterable[str], voice: str, longest: int) -> Iterator[Score]:
    orders = (Order(name, speak_written(part, "zh").text, "zh", Voice(voice)) for part in parts)
    engine = KokoroEngine(longest=longest)
    yield from (one for one, _ in scores(hear(orders, shipped_lexicon(), engine)))
