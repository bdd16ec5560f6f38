"""A benchmark's figures: as a table for people, or as one JSON object for programs."""

import json
import os
import platform
import shlex
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from boyin.ground.files import write_whole

KEPT = Path(__file__).resolve().parents[2] / "build" / "bench"
"""The last report of each subject; nothing that git keeps."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one subject measured."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    figures: Mapping[str, Any]
    """For programs: names with their units (`seconds`, `ratio_to_…`), values unrounded."""
    notes: Sequence[str] = field(default_factory=tuple)

    def print(self, *, as_json: bool) -> None:
        """Writes the report to standard output, and keeps it for `scripts/bench page`."""
        self._keep()
        if as_json:
            document = {"title": self.title, "machine": machine(), **self.figures}
            click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        else:
            click.echo(self.as_markdown())

    def _keep(self) -> None:
        """The latest of each subject, with the command that repeats it."""
        context = click.get_current_context()
        words = shlex.join(_without_folder(one) for one in sys.argv[1:] if one != "--json")
        text = f"{self.as_markdown()}\n\nRepeat it with `scripts/bench {words}`.\n"
        write_whole(KEPT / f"{context.info_name}.md", text.encode())

    def as_markdown(self) -> str:
        """A heading, a table that also reads as plain text, and the notes."""
        cells = [tuple(self.columns), *map(tuple, self.rows)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(self.columns))]

        def line(row: Sequence[str]) -> str:
            fitted = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            return f"| {' | '.join(fitted)} |"

        rule = f"| {' | '.join('-' * width for width in widths)} |"
        table = [line(cells[0]), rule, *map(line, cells[1:])]
        notes = [f"- {note}" for note in self.notes]
        lines = [f"## {self.title}", "", f"On {machine()}.", "", *table]
        return "\n".join([*lines, "", *notes] if notes else lines)


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def machine() -> str:
    """The processor, its cores, and what runs on it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{_processor()}, {cores} cores, {platform.system()}, Python {platform.python_version()}"


def median_seconds(work: Callable[[], object], *, runs: int, warm_up: int = 1) -> float:
    """How long `work` takes, as the median of several runs after a warm-up."""
    for _ in range(warm_up):
        work()
    return statistics.median(seconds_of(work) for _ in range(runs))


def seconds_of(work: Callable[[], object]) -> float:
    """How long one run of `work` takes on the wall."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(
                (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")),
                platform.machine(),
            )
    except FileNotFoundError:
        return platform.processor() or platform.machine()


def _without_folder(word: str) -> str:
    """Where a file lies here is nobody's business there; what only looks like one stays."""
    return Path(word).name if Path(word).exists() else word
