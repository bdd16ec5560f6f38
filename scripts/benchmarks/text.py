"""The text side: how many rows it reads right, how fast, and what each dependency costs and buys.

Rows of the tests are always judged; more of them, by the same names, lie in a folder of one's own.
"""

import importlib.metadata
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import regex

from benchmarks.report import Report, json_option
from boyin.ground.languages import Language
from boyin.normalization.normalizer import speak_written
from boyin.pronunciation import polyphones
from boyin.pronunciation.lexicon import Lexicon, shipped_lexicon
from boyin.pronunciation.pinyin import Syllable, numbered_pinyin, read_mandarin
from boyin.script.sentences import split_sentences

TESTS = Path(__file__).resolve().parents[2] / "tests"
RUNNING = tuple(
    Path(__file__).parent / "texts" / f"{name}.txt" for name in ("chinese", "short", "mixed")
)
REFUSED = regex.compile("oov|postprocessor|preprocessor|呃|鸟儿|事儿|地儿|^儿|他说")
"""Rows of wetext_zh that drop or rewrite what was written."""
_REFUSED_NOTE = "wetext_zh: rows that drop or rewrite what was written are not judged."
DEPENDENCIES = ("jieba", "g2pM", "numpy", "regex")
_FRESH = """
import json, psutil, time
began = time.process_time()
{work}
seconds = time.process_time() - began
print(json.dumps([seconds, psutil.Process().memory_info().rss / 1e6]))
"""
_FIRST_SENTENCE = """
from boyin.pronunciation.utterances import read_text
from boyin.pronunciation.lexicon import shipped_lexicon
read_text("银行的行长还在。", shipped_lexicon())
"""
Row = tuple[str, bool]
"""A category, and whether the row is read right."""


@dataclass(frozen=True, slots=True)
class Score:
    """Rows of one category."""

    name: str
    right: int
    rows: int

    @property
    def share(self) -> float:
        return self.right / self.rows


@dataclass(frozen=True, slots=True)
class Cost:
    """What a dependency costs, and what it buys."""

    name: str
    installed_megabytes: float
    import_processor_seconds: float
    import_megabytes: float
    buys: str

    def as_row(self) -> list[str]:
        took = f"import {self.import_processor_seconds:.2f} s, {self.import_megabytes:.0f} MB"
        return [f"dependency {self.name}", f"{self.installed_megabytes:.1f} MB installed", took]


def tally(rows: Iterable[Row]) -> list[Score]:
    """A score for each category, in the order they come."""
    found: dict[str, list[bool]] = {}
    for category, right in rows:
        found.setdefault(category, []).append(right)
    return [Score(name, sum(rights), len(rights)) for name, rights in found.items()]


def judged(data: Path | None) -> list[Score]:
    """Every row there is, by category."""
    scores = tally(own_rows())
    for name, judge in _JUDGES.items():
        if data and (data / name).exists():
            scores += tally(judge(data))
    return scores


def own_rows() -> Iterator[Row]:
    """The rows of the tests."""
    for table in sorted((TESTS / "normalization" / "rules").glob("*.tsv")):
        language: Language = "en" if table.stem.startswith("english") else "zh"
        for written, spoken in _cells(table):
            yield "tests: written to spoken", speak_written(written, language).text == spoken
    lexicon = shipped_lexicon()
    for category, text, pinyin in _cells(TESTS / "pronunciation" / "readings.tsv"):
        low, high = text.index("〔"), text.index("〕") - 1
        plain = text.replace("〔", "").replace("〕", "")
        between = [one for one in syllables(plain, lexicon) if one.start < high and one.end > low]
        yield f"tests: readings, {category}", " ".join(one.pinyin for one in between) == pinyin


def written_rows(data: Path) -> Iterator[Row]:
    for category, written, spoken in _cells(data / "written_spoken_zh.tsv"):
        yield f"written_spoken_zh, {category}", _says(written, spoken)


def wetext_rows(data: Path) -> Iterator[Row]:
    for category, written, spoken in _cells(data / "wetext_zh.tsv"):
        if not REFUSED.search(f"{category} {written}"):
            yield "wetext_zh, rows accepted", _says(written, spoken)


def reading_rows(data: Path) -> Iterator[Row]:
    for text, pinyin in _cells(data / "readings_zh.tsv"):
        said = numbered_pinyin(read_mandarin(text, shipped_lexicon()))
        yield "readings_zh", said in pinyin.split("|")


def border_rows(data: Path) -> Iterator[Row]:
    for _, marked in _cells(data / "sentences_zh.tsv"):
        parts = marked.split("‖")
        text = "".join(parts)
        yield "sentences_zh", [text[start:end] for start, end in split_sentences(text)] == parts


def polyphone_rows(data: Path) -> Iterator[Row]:
    """One character of each sentence; its label is the reading before sandhi."""
    labels = (data / "cpp_dev.lb").read_text("utf-8").split()
    sentences = (data / "cpp_dev.sent").read_text("utf-8").splitlines()
    lexicon = shipped_lexicon()
    for marked, label in zip(sentences, labels, strict=True):
        place, pinyin = marked.index("▁"), label.replace("u:", "v")
        text = marked.replace("▁", "")
        here = [one for one in syllables(text, lexicon) if one.start <= place < one.end]
        yield "cpp_dev, as spoken", any(one.pinyin == pinyin for one in here)
        said = any(pinyin in (one.pinyin, one.citation) for one in here)
        yield "cpp_dev, sandhi set aside", said


_JUDGES: dict[str, Callable[[Path], Iterator[Row]]] = {
    "written_spoken_zh.tsv": written_rows,
    "wetext_zh.tsv": wetext_rows,
    "readings_zh.tsv": reading_rows,
    "sentences_zh.tsv": border_rows,
    "cpp_dev.sent": polyphone_rows,
}


def syllables(text: str, lexicon: Lexicon) -> list[Syllable]:
    return [one for token in read_mandarin(text, lexicon) for one in token.syllables]


def _says(written: str, spoken: str) -> bool:
    said = _spaceless(speak_written(written, "zh").text)
    return said in {_spaceless(answer) for answer in spoken.split("|")}


def _spaceless(text: str) -> str:
    return text.replace(" ", "").replace("，", ",")


def _cells(table: Path) -> Iterator[list[str]]:
    for line in table.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def fresh(work: str) -> tuple[float, float]:
    """Processor seconds and resident megabytes of `work` in a Python of its own: medians of 3."""
    runs = []
    for _ in range(3):
        code = _FRESH.format(work=work)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        runs.append(json.loads(done.stdout))
    seconds, megabytes = (sorted(values)[1] for values in zip(*runs, strict=True))
    return seconds, megabytes


def installed_megabytes(package: str) -> float:
    """Bytes of a package's files, without what it depends on."""
    files = importlib.metadata.files(package) or ()
    sizes = (file.locate() for file in files)
    return sum(os.path.getsize(path) for path in sizes if os.path.exists(path)) / 1e6


def written_texts() -> list[str]:
    """Chinese rows of the rules' tables; most are numbers and signs."""
    tables = sorted((TESTS / "normalization" / "rules").glob("*.tsv"))
    kept = (table for table in tables if not table.stem.startswith("english"))
    return [row[0] for table in kept for row in _cells(table)]


def judged_texts() -> list[str]:
    """The sentences whose readings are judged."""
    return [
        regex.sub("[〔〕]", "", row[1]) for row in _cells(TESTS / "pronunciation" / "readings.tsv")
    ]


def bought() -> dict[str, str]:
    """What would be lost with each dependency."""
    lexicon = shipped_lexicon()
    texts = judged_texts()
    asked = sum(one.source == "network" for text in texts for one in syllables(text, lexicon))
    every = sum(len(syllables(text, lexicon)) for text in texts)
    return {
        "jieba": "finds the words, on which every reading rests",
        "g2pM": f"decides {asked} of {every} syllables; sure of an answer from {polyphones.SURE}",
        "numpy": "g2pM and all sound run on it",
        "regex": "every rule is written in it",
    }


def throughput() -> tuple[float, float, float]:
    """Characters a second of processor time.

    Rows of figures to spoken text, rows of polyphones to readings, both steps for running text.
    """
    figures, lexicon = written_texts(), shipped_lexicon()
    polyphonic = judged_texts()
    running = [line for path in RUNNING for line in path.read_text("utf-8").splitlines()]

    def pace(texts: list[str], work: Callable[[str], object]) -> float:
        for text in texts:
            work(text)
        began = time.process_time()
        for text in texts:
            work(text)
        return sum(map(len, texts)) / (time.process_time() - began)

    return (
        pace(figures, lambda text: speak_written(text, "zh")),
        pace(polyphonic, lambda text: read_mandarin(text, lexicon)),
        pace(running, lambda text: read_mandarin(speak_written(text, "zh").text, lexicon)),
    )


@click.command("text")
@click.option(
    "--data",
    envvar="BOYIN_DATA",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with more rows: written_spoken_zh.tsv, wetext_zh.tsv, readings_zh.tsv, …",
)
@json_option
def command(data: Path | None, *, as_json: bool) -> None:
    """Judge the readings, and tell what the text side costs."""
    scores, buys = judged(data), bought()
    to_spoken, to_readings, both = throughput()
    seconds, megabytes = fresh(_FIRST_SENTENCE)
    bare = fresh("pass")[1]
    costs = []
    for name in DEPENDENCIES:
        took, resident = fresh(f"import {name}")
        costs.append(Cost(name, installed_megabytes(name), took, resident - bare, buys[name]))
    rows = [
        [score.name, f"{score.right} of {score.rows}", f"{score.share:.1%}"] for score in scores
    ]
    rows += [
        ["figures to spoken text", f"{to_spoken:,.0f} characters/s", ""],
        ["polyphones to readings", f"{to_readings:,.0f} characters/s", ""],
        ["running text, both", f"{both:,.0f} characters/s", ""],
        ["load and first sentence", f"{seconds:.2f} s of processor", f"{megabytes:.0f} MB"],
        *(cost.as_row() for cost in costs),
    ]
    figures = {
        "accuracy": {score.name: {"right": score.right, "rows": score.rows} for score in scores},
        "characters_per_second": {
            "figures_to_spoken": to_spoken,
            "polyphones_to_readings": to_readings,
            "running_text": both,
        },
        "first_sentence_processor_seconds": seconds,
        "first_sentence_resident_megabytes": megabytes,
        "dependencies": [asdict(cost) for cost in costs],
    }
    notes = [f"{cost.name}: {cost.buys}." for cost in costs]
    Report("Text", ("what", "figure", ""), rows, figures, [*notes, _REFUSED_NOTE]).print(
        as_json=as_json
    )
