"""Edge voices against a stand-in of the service: chance's faults, and what four connections bring.

Nothing leaves this machine. A seed is good if its episode has the bytes of an undisturbed one.
"""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import pytest
from tests.edge_stand_in import EdgeStandIn
from tests.test_edge_random import build

from benchmarks.report import Report, json_option, seconds_of
from boyin.engines.base import Voice
from boyin.engines.edge import EdgeEngine

LATENCY_SECONDS = 0.3
PARALLEL = 4
_VOICE = Voice("zh-CN-XiaoxiaoNeural")


@click.command()
@click.option("--seeds", default=10, show_default=True, help="Builds with faults; 0 for none.")
@click.option("--texts", default=40, show_default=True, help="Requests that are timed.")
@json_option
def command(seeds: int, texts: int, as_json: bool) -> None:
    """Builds that meet faults by chance, and the throughput of 4 connections beside 1."""
    alone, together = throughput(1, texts), throughput(PARALLEL, texts)
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
        notes=(f"{LATENCY_SECONDS:g} s latency a connection; floor of the ratio 3.5.",),
    ).print(as_json=as_json)


def throughput(parallel: int, texts: int) -> float:
    """Texts a second, through `parallel` connections; the first answers are not counted."""
    with EdgeStandIn(latency=LATENCY_SECONDS) as service, pytest.MonkeyPatch.context() as patch:
        for name, value in service.environment(limits="connect=5,idle=8,total=40").items():
            patch.setenv(name, value)
        patch.setenv("BOYIN_EDGE_PARALLEL", str(parallel))
        engine = EdgeEngine()

        def speak(number: int) -> None:
            engine.synthesize(f"第{number}句话，说的是第{number}件事。", _VOICE)

        with ThreadPoolExecutor(engine.workers) as pool:
            # Until answers have come, fewer requests are let through.
            list(pool.map(speak, range(PARALLEL)))
            first = range(PARALLEL, PARALLEL + texts)
            return texts / seconds_of(lambda: list(pool.map(speak, first)))


def chance(seeds: int) -> tuple[int, int]:
    """How many seeds ended in an undisturbed build's bytes, and how many faults were met."""
    good = faults = 0
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        healthy = build(Path(folder) / "well", patch, seed=None)[0] if seeds else b""
        for seed in range(seeds):
            mp3, failed = build(Path(folder) / str(seed), patch, seed=seed)
            good, faults = good + (mp3 == healthy), faults + failed
    return good, faults
