"""How the time of reading grows with the length: one construct repeated n, 2n and 4n times.

Time is the processor's, the least of several runs; an exponent of 1 is time proportional to length.
"""

import math
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from benchmarks.report import Report, json_option
from boyin.article.article import parse_article
from boyin.ground.errors import BoyinError
from boyin.normalization.speech import Speech, to_speech
from boyin.pronunciation.lexicon import shipped_lexicon
from boyin.pronunciation.pinyin import read_mandarin
from boyin.script.script import split_article
from boyin.script.sentences import split_sentences

Made = TypeVar("Made")

SHAPES = Path(__file__).with_name("shapes.tsv")
STAGES = ("parse", "split", "speech", "reading")
STEPS = (1, 2, 4)
_ENOUGH = 2.0
"""Seconds of a stage, after which nothing longer is tried."""
_NOISE = 0.004
"""Seconds; what takes less is taken for this long, or a clock's grain would be growth."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A construct, and what stands before and behind its repetitions."""

    name: str
    before: str
    construct: str
    behind: str

    def text(self, characters: int) -> str:
        """The construct as often as it takes to be so many characters long."""
        times = max(1, characters // len(self.construct))
        middle = (self.construct.replace("{n}", str(number)) for number in range(times))
        return self.before + "".join(middle) + self.behind


@dataclass(frozen=True, slots=True)
class Growth:
    """What a shape took."""

    shape: Shape
    seconds: tuple[dict[str, float], ...]
    """Of each length, by stage."""

    @property
    def worst(self) -> tuple[float, str]:
        """The largest exponent, and the stage that has it."""
        return max((self.exponent(stage), stage) for stage in STAGES)

    def exponent(self, stage: str) -> float:
        """The power of the length that a stage's time grows with."""
        times = [max(step[stage], _NOISE) for step in self.seconds]
        if len(times) < 2:
            return 0.0
        return math.log(times[-1] / times[0]) / math.log(STEPS[len(times) - 1])


def shapes() -> list[Shape]:
    """All of them, as the table has them."""
    rows = SHAPES.read_text("utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith("# ")]
    return [Shape(name, *(_meant(one) for one in (*parts, "", "")[:3])) for name, *parts in cells]


def _meant(cell: str) -> str:
    for written, meant in (("\\\\", "\0"), ("\\n", "\n"), ("\\x1b", "\x1b"), ("\0", "\\")):
        cell = cell.replace(written, meant)
    return cell


def grow(shape: Shape, characters: int, *, runs: int = 3, last: str = STAGES[-1]) -> Growth:
    """Reads the shape at each length, several times where it is quick.

    last: the stage after which it goes no further.
    """
    steps: list[dict[str, float]] = []
    for step in STEPS:
        text = shape.text(step * characters)
        took = _times(text, last)
        if max(took.values()) < _ENOUGH / 4:
            for _ in range(runs - 1):
                again = _times(text, last)
                took = {stage: min(took[stage], again[stage]) for stage in STAGES}
        steps.append(took)
        if max(took.values()) > _ENOUGH:
            break
    return Growth(shape, tuple(steps))


def _times(text: str, last: str = STAGES[-1]) -> dict[str, float]:
    """Processor seconds of each stage; what an error stops takes none."""
    times = dict.fromkeys(STAGES, 0.0)
    # Some shapes are refused; how long that takes is told all the same.
    with suppress(BoyinError):
        article = _timed(times, "parse", lambda: parse_article(text, "a.md"))
        script = _timed(times, "split", lambda: split_article(article))
        if last == "split":
            return times
        speeches = _timed(times, "speech", lambda: [to_speech(one) for one in script.segments])
        _timed(times, "reading", lambda: list(_read(speeches)))
    return times


def _timed(times: dict[str, float], stage: str, work: Callable[[], Made]) -> Made:
    began = time.process_time()
    try:
        return work()
    finally:
        times[stage] = time.process_time() - began


def _read(speeches: Sequence[Speech]) -> Iterator[object]:
    lexicon = shipped_lexicon()
    for speech in speeches:
        for start, end in split_sentences(speech.spoken):
            yield read_mandarin(speech.spoken[start:end], lexicon)


def article_of(megabytes: float) -> str:
    """An article of running text and of everything, so many millions of bytes long."""
    once = "".join(f"{one.before}{one.construct}{one.behind}\n\n" for one in _mixed())
    return "# 题\n\n" + once * round(megabytes * 1_000_000 / len(once.encode()))


def _mixed() -> list[Shape]:
    kept = ("sentences", "bullets", "quotations", "tables", "links", "double quotes")
    more = ("english sentences", "percents", "dates", "money", "emphasis", "models")
    return [one for one in shapes() if one.name in (*kept, *more)]


@click.command()
@click.option("--characters", default=2000, show_default=True, help="Of the shortest text.")
@click.option("--only", default="", help="Shapes whose name holds this.")
@click.option("--megabyte/--no-megabyte", default=True, help="Read an article of 1 MB, too.")
@json_option
def command(characters: int, only: str, *, megabyte: bool, as_json: bool) -> None:
    """Read every shape at three lengths, and print the exponents, the worst first."""
    grow(Shape("warm-up", "", "银行他说：“Hello there, world.” 涨3.5%。", ""), 500, runs=1)
    found = [grow(one, characters) for one in shapes() if only in one.name]
    found.sort(key=lambda one: -one.worst[0])
    rows = [
        (
            one.shape.name,
            f"{one.worst[0]:.2f}",
            one.worst[1],
            " ".join(f"{step[one.worst[1]]:.3f}" for step in one.seconds),
        )
        for one in found
    ]
    figures: dict[str, object] = {
        "exponents": {one.shape.name: one.worst[0] for one in found},
        "median_exponent": statistics.median(one.worst[0] for one in found),
    }
    notes = []
    if megabyte:
        took = [_times(article_of(size)) for size in (0.25, 0.5, 1.0)]
        figures["megabyte_seconds"] = took[-1]
        for size, times in zip((0.25, 0.5, 1.0), took, strict=True):
            told = ", ".join(f"{stage} {times[stage]:.1f} s" for stage in STAGES)
            notes.append(f"An article of {size} MB: {told}; {sum(times.values()):.1f} s in all.")
    Report(
        title=f"Growth of {len(found)} shapes, from {characters} characters to four times as many",
        columns=("shape", "exponent", "stage", "processor seconds of the stage"),
        rows=rows,
        figures=figures,
        notes=notes,
    ).print(as_json=as_json)
