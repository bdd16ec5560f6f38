"""How fast clips in hand become an episode, and what memory that takes at two lengths."""

import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from benchmarks.episodes import article, write_article
from benchmarks.report import Report, json_option, median_seconds
from boyin.master.mp3 import encode_slice
from boyin.sound.sound_files import decode
from boyin.timeline.timeline import FRAME, RATE

_ENCODED_SECONDS = 600.0
_RUN = "import sys; from benchmarks import assembly; getattr(assembly, sys.argv[1])(*sys.argv[2:])"


@click.command()
@click.option("--minutes", default=30.0, show_default=True, help="Of the shorter episode, about.")
@click.option("--times", default=4.0, show_default=True, help="How much longer the longer one is.")
@json_option
def command(minutes: float, times: float, as_json: bool) -> None:
    """Assemble two episodes of the tone engine from clips in hand: speed, and peak memory."""
    lengths = [minutes, minutes * times]
    measured = [_measured(one) for one in lengths]
    rows = [
        (
            f"{one['duration'] / 60:.0f} min",
            f"{one['seconds']:.1f} s",
            f"{one['times_real_time']:.0f}",
            f"{one['encoding_alone']:.0f}",
            f"{one['build_megabytes']:.0f} MB",
            f"{one['assembly_megabytes']:.0f} MB",
        )
        for one in measured
    ]
    short, long = measured
    Report(
        title="From clips in hand to an episode",
        columns=(
            "episode",
            "assembly",
            "times real time",
            "encoding alone",
            "peak, whole build",
            "peak, assembly",
        ),
        rows=rows,
        figures={"shorter": short, "longer": long},
        notes=(
            "Floors: 120 times real time on two cores; under 400 MB at any length.",
            "Encoding alone: LAME on all cores, with ten minutes of the same sound.",
            "The whole build makes the speech as well; the assembly has all of it, and no slice.",
        ),
    ).print(as_json=as_json)


def _measured(minutes: float) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = write_article(Path(folder), article(minutes))
        build = _in_a_process(folder, "measure", path)
        for entry in (Path(folder) / "cache" / "slices").rglob("*.slice"):
            entry.unlink()
        assembly = _in_a_process(folder, "measure", path)
        encoding = _in_a_process(folder, "encode", path)
        return {
            "duration": assembly["duration"],
            "seconds": assembly["seconds"],
            "times_real_time": assembly["duration"] / assembly["seconds"],
            "encoding_alone": encoding["times_real_time"],
            "build_megabytes": build["megabytes"],
            "assembly_megabytes": assembly["megabytes"],
        }


def _in_a_process(folder: str, what: str, path: Path) -> dict[str, float]:
    env = {**os.environ, "BOYIN_CACHE": f"{folder}/cache"}
    done = subprocess.run(
        [sys.executable, "-c", _RUN, what, str(path), f"{folder}/output"],
        env=env,
        check=True,
        stdout=subprocess.PIPE,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure(path: str, output: str) -> None:
    """Builds the episode in this process, and prints what it took."""
    import resource

    from boyin.builds.pipeline import make_episode

    began = time.perf_counter()
    made = make_episode(Path(path), cast="tone", output=Path(output))
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    duration = made.episode.document["duration"]
    print(json.dumps({"seconds": seconds, "megabytes": peak, "duration": duration}))


def encode(_: str, output: str) -> None:
    """Encodes ten minutes of the episode, each core its part, and prints how fast that is."""
    mp3 = next(Path(output).glob("*/*.mp3"))
    sound = decode(mp3, RATE, longest=2 * _ENCODED_SECONDS, until=_ENCODED_SECONDS)
    cores = os.cpu_count() or 1
    length = sound.size // cores // FRAME * FRAME
    parts = [sound[core * length : (core + 1) * length] for core in range(cores)]

    def encode_all() -> None:
        with ThreadPoolExecutor(cores) as pool:
            list(pool.map(lambda part: encode_slice(part, last=False, band=12_000), parts))

    seconds = median_seconds(encode_all, runs=3)
    print(json.dumps({"times_real_time": cores * length / RATE / seconds}))
