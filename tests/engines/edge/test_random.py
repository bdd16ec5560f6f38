"""An article of 200 segments, and a service of which one connection in five fails by chance.

It ends with the bytes of an undisturbed build, files and clips alike, so nothing is cut, doubled or
missing. Only faults that stay for good are left out: nobody gets through while they last. Ten seeds
here; `scripts/bench edge --seeds 100` tries more.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.edge_stand_in import EdgeStandIn
from tests.edge_stand_in.plan import PASSING
from tests.making import Ran, boyin, write_article

LIMITS = "connect=20,idle=1.5,total=30,pause=0.05"
SEGMENTS, SHARE = 200, 0.2
CAST = """\
engine: edge
voices:
  narration: {voice: zh-CN-XiaoxiaoNeural, speed: 2}
pauses: {sentence: 0.05, paragraph: 0.1}
"""
"""Fast, with short pauses: most of a build's time would go into encoding what it says."""


SEEDS = range(10)
AT_ONCE = 3
"""Builds wait for silent answers most of the time."""

pytestmark = pytest.mark.timeout(600)


@dataclass(frozen=True, slots=True)
class Built:
    """How a build ended, and what it left."""

    ran: Ran
    files: dict[str, bytes]
    clips: dict[str, bytes]
    levels: dict[str, bytes]
    """How loud the voice is: measured over sentences of boyin's own."""
    faults: tuple[str, ...]
    """That connections met, the harmless ones included."""

    def is_as(self, undisturbed: "Built") -> bool:
        """Whether it is whole, and every byte of files and clips the same."""
        return (
            (self.ran.status, self.ran.err) == (0, "")
            and self.files == undisturbed.files
            and len(self.clips) == SEGMENTS
            and self.clips.items() <= undisturbed.clips.items()
        )


def sentences() -> list[str]:
    """What the article says; all different."""
    return [f"第{n}句，{'长' * (n % 3)}。" for n in range(1, SEGMENTS)]


def long_article(folder: Path) -> Path:
    """200 segments in paragraphs of five, the title included."""
    said = sentences()
    paragraphs = ("".join(said[first : first + 5]) for first in range(0, len(said), 5))
    return write_article(folder, "---\ntitle: 很多\n---\n\n" + "\n\n".join(paragraphs) + "\n")


def build(
    folder: Path,
    *,
    seed: int | None = None,
    kinds: tuple[str, ...] = PASSING,
    levels: dict[str, bytes] | None = None,
) -> Built:
    """The article's episode, made by `boyin make`; without a seed all is well."""
    article, cache = long_article(folder), folder / "cache"
    cast = article.with_name("fast.yaml")
    cast.write_text(CAST, encoding="utf-8")
    for name, level in (levels or {}).items():
        (cache / "levels").mkdir(parents=True, exist_ok=True)
        (cache / "levels" / name).write_bytes(level)
    with EdgeStandIn() as service:
        if seed is not None:
            service.faults.at_random(SHARE, seed=seed, kinds=kinds)
        ran = boyin(
            *("make", article, "--cast", cast, "-q", "-o", folder / "out"),
            env=os.environ | service.environment(limits=LIMITS) | {"BOYIN_CACHE": str(cache)},
            timeout=500,
        )
        faults = tuple(entry.fault for entry in service.log.entries if entry.fault)
    files, clips = contents(folder / "out"), contents(cache / "clips")
    return Built(ran, files, clips, contents(cache / "levels"), faults)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by its path there."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build(tmp_path_factory.mktemp("well"))
    assert (built.ran.status, built.ran.err) == (0, "")
    transcript = built.files["hen-duo/hen-duo.txt"].decode()
    assert "".join(transcript.split()) == "很多" + "".join(sentences())
    assert not built.faults
    return built


@pytest.fixture(scope="module")
def builds(
    undisturbed: Built, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[int, Future[Built]]]:
    """A build for every seed, some at once."""
    folder = tmp_path_factory.mktemp("faults")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield {
            seed: pool.submit(build, folder / str(seed), seed=seed, levels=undisturbed.levels)
            for seed in SEEDS
        }


@pytest.mark.parametrize("seed", SEEDS)
def test_one_connection_in_five_fails_and_nothing_is_lost(
    undisturbed: Built, builds: dict[int, Future[Built]], seed: int
) -> None:
    built = builds[seed].result()
    assert (built.ran.status, built.ran.err) == (0, "")
    assert len(set(built.faults)) > 10
    assert built.is_as(undisturbed)


def test_f05_errors_at_random_handshakes_change_nothing(undisturbed: Built, tmp_path: Path) -> None:
    built = build(tmp_path, seed=5, kinds=("500", "503"), levels=undisturbed.levels)
    assert len(built.faults) > 20
    assert built.is_as(undisturbed)
