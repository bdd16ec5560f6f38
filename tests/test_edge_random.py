"""An article of 200 segments, and a service of which one connection in five fails by chance.

It ends with the bytes of an undisturbed build, files and clips alike, so nothing is cut, doubled or
missing. Only faults that stay for good are left out: nobody gets through while they last. Ten seeds
here; `scripts/bench edge --seeds 100` tries more.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from edge_tts.drm import DRM

from boyin.pipeline import make_episode
from tests.edge_stand_in import EdgeStandIn
from tests.edge_stand_in.plan import PASSING
from tests.making import write_article

LIMITS = "connect=20,idle=3,total=30,pause=0.05"
SEGMENTS, SHARE = 200, 0.2
CAST = """\
engine: edge
voices:
  narration: {voice: zh-CN-XiaoxiaoNeural, speed: 2}
pauses: {sentence: 0.05, paragraph: 0.1}
"""
"""Fast, with short pauses: most of a build's time would go into encoding what it says."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left."""

    files: dict[str, bytes]
    clips: dict[str, bytes]
    faults: tuple[str, ...]
    """That connections met, the harmless ones included."""


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
    patch: pytest.MonkeyPatch,
    *,
    seed: int | None,
    kinds: tuple[str, ...] = PASSING,
) -> Built:
    """The article's episode; without a seed all is well."""
    patch.setattr(DRM, "clock_skew_seconds", 0.0)
    with EdgeStandIn() as service:
        if seed is not None:
            service.faults.at_random(SHARE, seed=seed, kinds=kinds)
        for name, value in service.environment(limits=LIMITS).items():
            patch.setenv(name, value)
        patch.setenv("BOYIN_CACHE", str(folder / "cache"))
        article = long_article(folder)
        cast = article.with_name("fast.yaml")
        cast.write_text(CAST, encoding="utf-8")
        made = make_episode(article, cast=str(cast), output=folder / "out")
        faults = tuple(entry.fault for entry in service.log.entries if entry.fault)
        return Built(contents(made.episode.mp3.parent), contents(folder / "cache/clips"), faults)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by its path there."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        built = build(tmp_path_factory.mktemp("well"), patch, seed=None)
    transcript = built.files["hen-duo.txt"].decode()
    assert "".join(transcript.split()) == "很多" + "".join(sentences())
    assert len(built.clips) >= SEGMENTS
    assert not built.faults
    return built


@pytest.mark.parametrize("seed", range(10))
def test_one_connection_in_five_fails_and_nothing_is_lost(
    undisturbed: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    built = build(tmp_path, monkeypatch, seed=seed)
    assert len(set(built.faults)) > 10
    assert (built.clips, built.files) == (undisturbed.clips, undisturbed.files)


def test_f05_errors_at_random_handshakes_change_nothing(
    undisturbed: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build(tmp_path, monkeypatch, seed=5, kinds=("500", "503"))
    assert len(built.faults) > 20
    assert built.files == undisturbed.files
