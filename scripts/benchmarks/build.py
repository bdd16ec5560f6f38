"""What a first build takes besides its voices, how soon a sentence is there, and what memory."""

import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from benchmarks.report import Report, json_option, median_seconds
from boyin.clips.clips import Order
from boyin.ground.settings import cache_folder

ARTICLE = Path(__file__).parents[2] / "examples" / "quick.md"
FIRST = "今天天气很好。"
_RUN = "import sys; from benchmarks import build; getattr(build, sys.argv[1])(*sys.argv[2:])"
_CHARACTERS = "我你他天地人大小上下来去看听说读写山水风云花草木春夏秋冬东西南北"
_MEDIAN_LENGTH, _SPREAD, _SHORTEST, _LONGEST = 12, 0.8, 3, 80
"""Characters of a sentence, the logarithms normally distributed: a thousand take an hour."""
_CLAUSE = 14


@click.command()
@click.argument("article", type=click.Path(path_type=Path, exists=True), default=ARTICLE)
@click.option("--sentences", default=1000, show_default=True, help="For the memory; 0 for none.")
@click.option("--builds", type=click.IntRange(min=1), default=3, help="First builds.")
@click.option("--runs", default=5, show_default=True, help="Of the first sentence; medians count.")
@json_option
def command(article: Path, sentences: int, builds: int, runs: int, *, as_json: bool) -> None:
    """Build ARTICLE from nothing, beside its voices alone; then an hour of sentences."""
    first = _first_sentence(runs)
    loading, voices, whole, rest = _first_builds(str(article.resolve()), builds)
    rows = [
        (f"`boyin say {FIRST}`, the model being there", f"{first:.1f} s", "6 s"),
        (f"{article.name}, the model loaded", f"{loading:.1f} s", ""),
        ("and its voices with that", f"{voices:.1f} s", ""),
        ("and the whole first build", f"{whole['seconds']:.1f} s", ""),
        ("what is not its voices", f"{rest:.1%}", "3%"),
        ("peak memory of that build", f"{whole['megabytes']:.0f} MB", "1500 MB"),
    ]
    figures = {
        "first_sentence_seconds": first,
        "loading_seconds": loading,
        "voices_seconds": voices,
        "build_seconds": whole["seconds"],
        "share_besides_voices": rest,
        "megabytes": whole["megabytes"],
    }
    if sentences:
        many = _many(sentences)
        early, late, minutes = many["megabytes_early"], many["megabytes"], many["duration"] / 60
        figures |= {"megabytes_early": early, "megabytes_late": late, "minutes": minutes}
        told = f"peak memory after a tenth of {sentences} sentences, {minutes:.0f} minutes"
        rows += [
            (told, f"{early:.0f} MB", "flat"),
            ("and after all of them", f"{late:.0f} MB", "1500 MB"),
        ]
    notes = (
        f"The build made {whole['duration']:.0f} s of sound. Its voices: the model loaded, and the "
        "same recordings made; the build also reads, masters, encodes, writes. "
        f"{builds} of each, in turn; medians of the seconds, and of the shares besides.",
    )
    columns = ("what", "measured", "limit")
    Report("A first build", columns, rows, figures, notes).print(as_json=as_json)


def _first_builds(article: str, builds: int) -> tuple[float, float, Mapping[str, float], float]:
    """Seconds of loading, of that and the voices, a whole build, and what it takes besides voices.

    Which of the two comes first changes from time to time; the build is that of median length.
    """
    found: dict[str, list[Mapping[str, float]]] = {"voices": [], "whole": []}
    for number in range(builds):
        for name in reversed(found) if number % 2 else found:
            found[name].append(_measured(name, article))
    alone = [one["seconds"] for one in found["voices"]]
    shares = (
        one["seconds"] / voices - 1 for one, voices in zip(found["whole"], alone, strict=True)
    )
    whole = sorted(found["whole"], key=lambda one: one["seconds"])[builds // 2]
    loading = statistics.median(one["loading"] for one in found["voices"])
    return loading, statistics.median(alone), whole, statistics.median(shares)


def _first_sentence(runs: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        words = ["say", FIRST, "--voice", "zf_xiaoxiao", "-o", f"{folder}/first.wav"]
        program = Path(sys.executable).with_name("boyin")

        def say() -> None:
            subprocess.run([program, *words], check=True, capture_output=True, env=_installed())

        return median_seconds(say, runs=runs)


def _many(sentences: int) -> Mapping[str, float]:
    """A build of so many sentences, long and short as in articles."""
    dice = random.Random(1)
    texts = dict.fromkeys(_sentence(dice) for _ in range(2 * sentences))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.md"
        paragraphs = ["# 许多句子", *list(texts)[:sentences]]
        path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
        return _measured("whole", str(path))


def _sentence(dice: random.Random) -> str:
    length = round(dice.lognormvariate(math.log(_MEDIAN_LENGTH), _SPREAD))
    drawn = "".join(dice.choices(_CHARACTERS, k=min(max(length, _SHORTEST), _LONGEST)))
    return f"{'，'.join(textwrap.wrap(drawn, _CLAUSE))}。"


def _measured(what: str, article: str) -> Mapping[str, float]:
    """In a process and a cache of its own, but for what a machine has after its first build."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache"
        cache.mkdir()
        (cache / "kokoro").symlink_to(cache_folder() / "kokoro")
        done = subprocess.run(
            [sys.executable, "-c", _RUN, what, article, folder],
            env=_installed() | {"BOYIN_CACHE": str(cache)},
            check=True,
            stdout=subprocess.PIPE,
        )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _installed() -> dict[str, str]:
    """An environment in which Python keeps what it compiled, as where boyin was installed."""
    return {name: own for name, own in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def whole(article: str, folder: str) -> None:
    """Builds the episode in this process, and prints what it took."""
    from boyin.builds.pipeline import make_episode
    from boyin.clips.recording import Progress

    early: list[float] = []

    def look(progress: Progress) -> None:
        if progress.done * 10 >= progress.total and not early:
            early.append(_peak())

    began = time.perf_counter()
    made = make_episode(Path(article), cast="duo", output=Path(folder), on_progress=look)
    _print(
        seconds=time.perf_counter() - began,
        megabytes=_peak(),
        megabytes_early=early[0],
        duration=made.episode.document["duration"],
    )


def voices(article: str, folder: str) -> None:
    """Loads the model, makes the recordings of that episode and nothing else, prints how long."""
    from boyin.builds.draft import draft_episode
    from boyin.engines.kokoro import KokoroEngine

    draft = draft_episode(Path(article), cast="duo", output=Path(folder))
    orders = list({o.key: o for recipe in draft.recipes for o in recipe.orders}.values())
    orders.sort(key=lambda order: -len(order.pronounced))
    engine = KokoroEngine()

    def say(order: Order) -> None:
        engine.synthesize(order.pronounced, order.voice)

    loading = _seconds(lambda: say(orders[-1])) - _seconds(lambda: say(orders[-1]))
    with ThreadPoolExecutor(engine.workers) as pool:
        speaking = _seconds(lambda: list(pool.map(say, orders)))
    _print(seconds=loading + speaking, loading=loading)


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _print(**figures: float) -> None:
    click.echo(json.dumps(figures))
