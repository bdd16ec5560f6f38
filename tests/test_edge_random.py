"""An article of 200 segments, and a service of which one connection in five fails by chance.

It ends with the bytes of an undisturbed build, so nothing in it is cut, doubled or missing. One
seed is all that a suite has time for: `scripts/bench edge --seeds 10` tries more.
"""

from pathlib import Path

import pytest
from edge_tts.drm import DRM

from boyin.pipeline import make_episode
from tests.edge_stand_in import EdgeStandIn
from tests.edge_stand_in.plan import PASSING
from tests.making import write_article

LIMITS = "connect=2,idle=2,total=15,pause=0.05"
SEGMENTS = 200


pytestmark = pytest.mark.timeout(600)


def long_article(folder: Path) -> Path:
    """200 segments, the title included; all different."""
    paragraphs = (f"第{n}句话，说的是第{n}件事。" for n in range(1, SEGMENTS))
    return write_article(folder, "---\ntitle: 很多\n---\n\n" + "\n\n".join(paragraphs) + "\n")


def build(
    folder: Path, patch: pytest.MonkeyPatch, *, seed: int | None, share: float = 0.2
) -> tuple[bytes, int]:
    """The MP3 of the article, and how many connections failed; without a seed all is well."""
    patch.setattr(DRM, "clock_skew_seconds", 0.0)
    with EdgeStandIn() as service:
        if seed is not None:
            kinds = tuple(name for name in PASSING if name != "linger")
            service.faults.at_random(share, seed=seed, kinds=kinds)
        for name, value in service.environment(limits=LIMITS).items():
            patch.setenv(name, value)
        patch.setenv("BOYIN_CACHE", str(folder / "cache"))
        made = make_episode(long_article(folder), cast="edge", output=folder / "out")
        assert len(made.episode.document["segments"]) == SEGMENTS
        failed = sum(1 for entry in service.log.entries if not entry.completed)
        return made.episode.mp3.read_bytes(), failed


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        mp3, failed = build(tmp_path_factory.mktemp("well"), patch, seed=None)
    assert failed == 0
    return mp3


@pytest.mark.parametrize("seed", range(1))
def test_one_connection_in_five_fails_and_nothing_is_lost(
    healthy: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    mp3, failed = build(tmp_path, monkeypatch, seed=seed)
    assert failed > 20
    assert mp3 == healthy
