"""Edge voices against a stand-in of the service: chance's faults, and what four connections bring.

Nothing leaves this machine. A seed is good if its episode has the bytes of an undisturbed one.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import pytest
from tests.engines.edge.test_random import AT_ONCE, Built, build
from tests.making import speeches_of

from benchmarks.report import Report, json_option, seconds_of
from benchmarks.synth import SENTENCES
from boyin.casts.cast_file import load_cast
from boyin.clips.recording import record
from boyin.clips.store import ClipStore
from boyin.engines.edge import EdgeEngine
from boyin.normalization.speech import Speech
from boyin.pronunciation.lexicon import shipped_lexicon

LATENCY_SECONDS = 0.3
PARALLEL = 4
"""What a user has who sets nothing."""
CAST = "edge"


@click.command()
@click.option("--seeds", default=10, show_default=True, help="Builds with faults; 0 for none.")
@click.option("--runs", default=3, show_default=True, help="Times that the sentences are timed.")
@json_option
def command(seeds: int, runs: int, as_json: bool) -> None:
    """Builds that meet faults by chance, and the throughput of 4 connections beside 1."""
    speeches = speeches_of("\n\n".join(SENTENCES.read_text("utf-8").split("\n")), load_cast(CAST))
    alone, together = throughputs(speeches, runs)
    good, faults = chance(seeds)
    ratio = together / alone
    Report(
        title="Edge voices against a stand-in",
        columns=("what", "figure"),
        rows=(
            ("texts a second, 1 connection", f"{alone:.2f}"),
            (f"texts a second, {PARALLEL} connections", f"{together:.2f}"),
            ("ratio", f"{ratio:.2f}"),
            ("builds with faults", f"{good} of {seeds} the same bytes, {faults} faults met"),
        ),
        figures={
            "texts_per_second_1": alone,
            "texts_per_second_4": together,
            "ratio_to_one_connection": ratio,
            "seeds": seeds,
            "seeds_with_the_same_bytes": good,
            "faults_met": faults,
        },
        notes=(
            f"{len(speeches)} sentences recorded as a build records them, from a first request to "
            f"the last clip in an empty store; {LATENCY_SECONDS:g} s latency a request; medians of "
            f"{runs} runs in turn. {PARALLEL} connections can bring {PARALLEL} times one's, but "
            "begin as two; the stand-in, a process of its own, shares the cores; floor 3.5.",
        ),
    ).print(as_json=as_json)


def throughputs(speeches: Sequence[Speech], runs: int) -> tuple[float, float]:
    """Texts a second through one connection and through four, medians."""
    rates: dict[int, list[float]] = {1: [], PARALLEL: []}
    with service_elsewhere() as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOYIN_EDGE_SERVICE", address)
        patch.setenv("BOYIN_EDGE_LIMITS", "connect=5,idle=8,total=40")
        # The stand-in makes each sound once: whoever asked first would wait for it.
        throughput(speeches, PARALLEL)
        for _ in range(runs):
            for parallel, measured in rates.items():
                measured.append(throughput(speeches, parallel))
    return statistics.median(rates[1]), statistics.median(rates[PARALLEL])


@contextmanager
def service_elsewhere() -> Iterator[str]:
    """The address of a stand-in in a process of its own, as the service is none of the user's."""
    words = ("-u", "-m", "tests.edge_stand_in", "--latency", str(LATENCY_SECONDS))
    with tempfile.NamedTemporaryFile() as told:
        process = subprocess.Popen([sys.executable, *words], stdout=told)
        try:
            while not (found := re.search(r"ws://[\d.:]+(?=\s)", Path(told.name).read_text())):
                assert process.poll() is None, "the stand-in did not start"
                time.sleep(0.1)
            yield found.group()
        finally:
            process.terminate()
            process.wait()


def throughput(speeches: Sequence[Speech], parallel: int) -> float:
    """Texts a second, all of them recorded as a build does, through so many connections."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.delenv("BOYIN_EDGE_PARALLEL", raising=False)
        if parallel != PARALLEL:
            patch.setenv("BOYIN_EDGE_PARALLEL", str(parallel))
        engine, store = EdgeEngine(), ClipStore(Path(folder))
        assert engine.service.parallel == parallel

        def work() -> None:
            record(
                speeches,
                cast=load_cast(CAST),
                engines={engine.name: engine},
                store=store,
                lexicon=shipped_lexicon(),
            )

        return len(speeches) / seconds_of(work)


def chance(seeds: int) -> tuple[int, int]:
    """How many seeds ended in an undisturbed build's bytes, and how many faults were met."""
    if not seeds:
        return 0, 0
    good = faults = 0
    undisturbed = built()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        builds = pool.map(lambda seed: built(seed=seed, levels=undisturbed.levels), range(seeds))
        for seed, one in enumerate(builds):
            good, faults = good + one.is_as(undisturbed), faults + len(one.faults)
            told = "the same" if one.is_as(undisturbed) else f"not the same: {one.ran.err}"
            click.echo(f"seed {seed}: {told}, {len(one.faults)} faults met", err=True)
    return good, faults


def built(**how: Any) -> Built:
    """A build in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        return build(Path(folder), **how)
