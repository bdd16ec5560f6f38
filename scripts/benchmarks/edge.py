"""Edge voices against a stand-in of the service: chance's faults, and what four connections bring.

Nothing leaves this machine. A seed is good if its episode has the bytes of an undisturbed one.
"""

import statistics
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click
import pytest
from tests.edge_stand_in import EdgeStandIn
from tests.test_edge_random import AT_ONCE, Built, build

from benchmarks.report import Report, json_option, seconds_of
from boyin.engines.base import Voice
from boyin.engines.edge import EdgeEngine

LATENCY_SECONDS = 0.3
PARALLEL = 4
_VOICE = Voice("zh-CN-XiaoxiaoNeural")


@click.command()
@click.option("--seeds", default=10, show_default=True, help="Builds with faults; 0 for none.")
@click.option("--texts", default=40, show_default=True, help="Requests that are timed.")
@click.option("--runs", default=3, show_default=True, help="Times that they are timed.")
@json_option
def command(seeds: int, texts: int, runs: int, as_json: bool) -> None:
    """Builds that meet faults by chance, and the throughput of 4 connections beside 1."""
    alone, together = throughputs(texts, runs)
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
            f"{LATENCY_SECONDS:g} s latency a connection; medians of {runs} runs, one after the "
            f"other. {PARALLEL} connections can bring {PARALLEL} times one's; floor 3.5.",
        ),
    ).print(as_json=as_json)


def throughputs(texts: int, runs: int) -> tuple[float, float]:
    """Texts a second through one connection and through four, medians."""
    rates: dict[int, list[float]] = {1: [], PARALLEL: []}
    with EdgeStandIn(latency=LATENCY_SECONDS) as service, pytest.MonkeyPatch.context() as patch:
        for name, value in service.environment(limits="connect=5,idle=8,total=40").items():
            patch.setenv(name, value)
        # The stand-in makes each sound once: whoever asked first would wait for it.
        list(map(said_by(EdgeEngine(), patch, PARALLEL), range(texts)))
        for _ in range(runs):
            for parallel, measured in rates.items():
                measured.append(throughput(said_by(EdgeEngine(), patch, parallel), texts))
    return statistics.median(rates[1]), statistics.median(rates[PARALLEL])


def said_by(engine: EdgeEngine, patch: pytest.MonkeyPatch, parallel: int) -> Callable[[int], None]:
    """Says the text of a number, through so many connections at most."""
    patch.setenv("BOYIN_EDGE_PARALLEL", str(parallel))
    assert engine.service.parallel == parallel

    def say(number: int) -> None:
        engine.synthesize(f"第{number}句话，说的是第{number}件事。", _VOICE)

    return say


def throughput(say: Callable[[int], None], texts: int) -> float:
    """Texts a second; the first answers are not counted: until then fewer are let through."""
    with ThreadPoolExecutor(EdgeEngine.workers) as pool:
        list(pool.map(say, range(PARALLEL)))
        return texts / seconds_of(lambda: list(pool.map(say, range(texts))))


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
