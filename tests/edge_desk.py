"""A desk with all that one build through a stand-in needs, and what is so after it failed.

The fixtures `healthy` and `desk` are conftest's, for all test files.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from edge_tts.drm import DRM

from boyin.builds.pipeline import make_episode
from boyin.casts.cast_file import load_cast
from tests.edge_stand_in import EdgeStandIn
from tests.making import Ran, boyin, speeches_of, visible, write_article

ARTICLE = """\
---
title: 试
---

开头的一段话，说得不长。

它的第二句在这里，比第一句长一些。

她答：“The world is in peril, and nobody listens.”

第四句是最后一句了。
"""
MIDDLE, MIDDLE_LINE = "它的第二句", 7
LIMITS = "connect=5,idle=8,total=40,pause=0.03"
"""Long enough for a busy machine; what the service itself holds up ends by IMPATIENT's."""
IMPATIENT = "connect=10,idle=1.5,total=8,pause=0.03"


@dataclass(frozen=True)
class Desk:
    """All that one build needs: a service, an article, a cache that knows how loud voices are."""

    service: EdgeStandIn
    article: Path
    cache: Path
    out: Path

    def variables(self, limits: str = LIMITS) -> dict[str, str]:
        return self.service.environment(limits=limits) | {"BOYIN_CACHE": str(self.cache)}

    def run(self, *words: str | Path, **more: str) -> Ran:
        """`boyin make`, in a process of its own; the article is as it was."""
        written = self.article.read_bytes()
        ran = boyin(*self.command(*words), env=os.environ | self.variables() | more)
        assert self.article.read_bytes() == written
        return ran

    def plan(self, **more: str) -> Ran:
        """`boyin plan --json`, likewise."""
        words = ("plan", self.article, "--cast", "edge", "-o", self.out, "--json")
        return boyin(*words, env=os.environ | self.variables() | more)

    def command(self, *words: str | Path) -> list[str | Path]:
        return ["make", self.article, "--cast", "edge", "-q", "-o", self.out, *words]

    def make(self, limits: str = LIMITS) -> bytes:
        """The MP3 of a build in this process."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.variables(limits).items():
                patch.setenv(name, value)
            return make_episode(self.article, cast="edge", output=self.out).episode.mp3.read_bytes()

    def clips(self) -> set[str]:
        """The clips in the store, by name."""
        return {clip.name for clip in (self.cache / "clips").rglob("*.wav")}

    def texts(self) -> Counter[str]:
        """What the article says, each once."""
        text = self.article.read_text(encoding="utf-8")
        return Counter(dict.fromkeys((s.spoken for s in speeches_of(text, load_cast("edge"))), 1))


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """What is in the cache besides sound after an undisturbed build, and the MP3 of that."""
    folder = tmp_path_factory.mktemp("healthy")
    with EdgeStandIn() as service:
        desk = Desk(service, write_article(folder, ARTICLE), folder / "cache", folder / "out")
        mp3 = desk.make()
        assert desk.texts() <= service.log.completed()
    shutil.rmtree(desk.cache / "clips")
    shutil.rmtree(desk.cache / "slices")
    return desk.cache, mp3


@pytest.fixture
def desk(
    healthy: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr(DRM, "clock_skew_seconds", 0.0)
    shutil.copytree(healthy[0], tmp_path / "cache")
    with EdgeStandIn() as service:
        yield Desk(service, write_article(tmp_path, ARTICLE), tmp_path / "cache", tmp_path / "out")


def check_ended(desk: Desk, ran: Ran, *parts: str, statuses: tuple[int, ...] = (3, 75)) -> None:
    """What is so after every failure: one message, nothing half done, everything else as it was."""
    assert ran.status in statuses, ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert ran.err.startswith("boyin: ")
    for part in parts:
        assert part in ran.err
    assert not visible(desk.out)
    check_clean(desk)


def check_clean(desk: Desk) -> None:
    assert not [path for path in desk.cache.rglob("*") if "tmp" in path.suffix]


def check_kept(desk: Desk) -> None:
    """All that the service sent whole is in the store, and nothing else."""
    assert len(desk.clips()) == desk.service.log.completed().total()


def check_rerun(desk: Desk, mp3: bytes | None = None) -> None:
    """Without the fault it succeeds, and what is in the store is not asked for again."""
    kept = len(desk.clips())
    desk.service.faults.clear()
    desk.service.log.clear()
    made = desk.make()
    assert len(desk.service.log.entries) == len(desk.texts()) - kept
    assert desk.service.log.completed() <= desk.texts()
    assert mp3 is None or made == mp3
    check_clean(desk)
