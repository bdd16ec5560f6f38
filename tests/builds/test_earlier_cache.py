"""What an earlier boyin recorded is used: a cache that it left, kept here, serves today's build."""

import tarfile
from pathlib import Path

import pytest

from boyin.builds.build import build_episode
from boyin.clips.clips import clip_key
from boyin.engines.base import Voice
from boyin.ground.files import sha256_of
from boyin.master.mp3 import PODCAST
from boyin.sound.samples import resampler_name

ARCHIVE = Path(__file__).with_name("earlier_cache.tar.gz")
"""`article.md`, and the clips and slices that `boyin make article.md --cast tone` left of it."""

ENCODED_WITH = (
    "mp3 44100 96000 mono reservoir=0 quality=7 scale=0.95 lame=4.0 lameenc=1.9.0",
    "swresample=6.3.102",
)
MP3 = "08a67ef79cf2ac3e15d8cf072ba9e16577e149b9ef3952f611582dc45d32e071"
"""The SHA-256 of the episode that was built with it."""


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(tmp_path, filter="data")
    monkeypatch.setenv("BOYIN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "article.md"


def test_clips_of_an_earlier_cache_are_used(article: Path, tmp_path: Path) -> None:
    work = build_episode(article, output=tmp_path / "output", cast="tone").work
    assert (work.clips_recorded, work.clips_reused) == (0, 6)


@pytest.mark.skipif(
    (PODCAST.fingerprint, resampler_name()) != ENCODED_WITH,
    reason="the slices were encoded with other releases of LAME and FFmpeg",
)
def test_slices_of_an_earlier_cache_are_used_and_give_the_same_episode(
    article: Path, tmp_path: Path
) -> None:
    made = build_episode(article, output=tmp_path / "output", cast="tone")
    assert (made.work.slices_encoded, made.work.slices_reused) == (0, 7)
    assert sha256_of(made.episode.mp3) == MP3


def test_keys_of_clips_are_those_of_earlier_caches() -> None:
    slow, plain = Voice("zf_xiaoxiao", speed=1.1), Voice("zf_xiaoxiao")
    assert clip_key("ni↓xau↓.", slow, fingerprint="kokoro 1", take=2) == (
        "58d851e8903d78312cc91dbaf80c6c544e3cedd1078602ccdeeb838ee33c3798"
    )
    assert clip_key("ni↓xau↓.", plain, fingerprint="kokoro 1") == (
        "0c482694865cdde7438f570585559e056f6652cee244b2ca9d64c7976d7501f6"
    )
