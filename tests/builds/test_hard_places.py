"""What the disk and the machine do to a cache: power cuts, odd paths, refusals, another clock."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from boyin.builds.cache import DAY, prune
from boyin.builds.made import Made
from boyin.builds.pipeline import make_episode
from tests.making import ARTICLE, PROGRAM, boyin, visible, write_article


def make(folder: Path) -> Made:
    return make_episode(write_article(folder), cast="tone", output=folder / "output")


@pytest.fixture
def built(tmp_path: Path, empty_cache: Path) -> Made:
    return make(tmp_path)


@pytest.mark.parametrize("left", [lambda size: b"", bytes, os.urandom])
@pytest.mark.parametrize("entries", ["clips/*/*.wav", "slices/*/*.slice", "memos/*"])
def test_what_a_power_cut_leaves_of_an_entry_is_never_used(
    entries: str, left: Callable[[int], bytes], built: Made, empty_cache: Path, tmp_path: Path
) -> None:
    """Names that reached the disk, and content that did not: empty, or zeros, or what was there."""
    struck = sorted(empty_cache.glob(entries))
    assert struck
    for path in struck:
        path.write_bytes(left(path.stat().st_size))
    if entries.startswith("clips"):
        # Encoded slices need no clips: without them, the clips are looked at.
        shutil.rmtree(empty_cache / "slices")
    again = make(tmp_path)
    assert again.recorded == (len(struck) if entries.startswith("clips") else 0)
    assert again.episode.mp3.read_bytes() == built.episode.mp3.read_bytes()


def test_every_file_reaches_the_disk_before_its_name_does(
    tmp_path: Path, empty_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rename that overtakes its content is how power cuts make empty files."""
    synced: set[int] = set()
    renamed: list[Path] = []

    def watch(name: str, before: Callable[..., None]) -> None:
        real = getattr(os, name)

        def watched(*words: Any, **named: Any) -> Any:
            before(*words)
            return real(*words, **named)

        monkeypatch.setattr(os, name, watched)

    def moved(source: Path, target: Path) -> None:
        assert os.stat(source).st_ino in synced, target
        renamed.append(Path(target))

    watch("fsync", lambda handle: synced.add(os.fstat(handle).st_ino))
    watch("replace", moved)
    make(tmp_path)
    names = {path.suffix for path in renamed}
    assert {".wav", ".slice", ".mp3", ".json", ".vtt", ".jpg"} <= names
    folders = {path.parent.stat().st_ino for path in renamed if path.parent.exists()}
    assert folders <= synced, "a name is on the disk only with its folder"


def refusals(folder: Path) -> Iterator[Path]:
    blocked = folder / "file"
    blocked.write_text("not a folder")
    yield blocked / "cache"
    if sys.platform == "linux":
        yield Path("/proc/boyin")
        yield Path("/dev/full/boyin")
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        locked = folder / "locked"
        locked.mkdir(mode=0o500)
        yield locked / "cache"


def test_cache_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    for cache in refusals(tmp_path):
        env = {**os.environ, "BOYIN_CACHE": str(cache)}
        ran = boyin("make", article, "--cast", "tone", "-o", tmp_path / "output", env=env)
        assert ran.status == 3, cache
        assert str(cache) in ran.err
        assert "Traceback" not in ran.err
        assert not visible(tmp_path / "output")


LONG = ARTICLE + "\n\n".join(f"这是第{number}段，说的是另外一件事情。" for number in range(60))


def test_cache_that_goes_away_meanwhile_costs_no_more_than_a_rerun(
    tmp_path: Path, empty_cache: Path
) -> None:
    article = write_article(tmp_path, LONG)
    words = ["make", str(article), "--cast", "tone", "--output", str(tmp_path / "output")]
    with subprocess.Popen([PROGRAM, *words], stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while len(list(empty_cache.glob("clips/*/*.wav"))) < 20:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)
        shutil.rmtree(empty_cache, ignore_errors=True)
        said = process.communicate(timeout=100)[1].decode()
    assert "Traceback" not in said
    assert process.returncode in (0, 3), said
    rerun = boyin(*words)
    assert rerun.status == 0, rerun.err
    clean = boyin(*words[:-1], str(tmp_path / "clean"))
    assert clean.status == 0, clean.err
    mp3, other = (next((tmp_path / name).glob("*/*.mp3")) for name in ("output", "clean"))
    assert mp3.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("days", [-400, 1])
def test_clock_that_jumps_changes_nothing(
    days: int, built: Made, tmp_path: Path, empty_cache: Path
) -> None:
    for path in empty_cache.rglob("*"):
        os.utime(path, (time.time() + days * DAY,) * 2)
    shutil.rmtree(empty_cache / "slices")
    again = make(tmp_path)
    assert again.recorded == 0
    assert again.episode.mp3.read_bytes() == built.episode.mp3.read_bytes()
    prune(empty_cache, older_than=30)
    assert make(tmp_path).recorded == 0, "what was just used is not old"


@pytest.mark.parametrize("name", ["播音 缓存 a'b\"c$d", "x" * 200])
def test_cache_and_output_stand_on_any_path(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    article = write_article(folder, name=f"{name}.md")
    env = {key: value for key, value in os.environ.items() if key not in ("HOME", "BOYIN_CACHE")}
    env["BOYIN_CACHE"] = str(folder / "cache")
    for recorded in (True, False):
        ran = boyin(
            *("make", article, "--cast", "tone", "--output", folder / "out", "--json"), env=env
        )
        assert ran.status == 0, ran.err
        assert bool(json.loads(ran.out)["clips_recorded"]) is recorded


@pytest.mark.skipif(sys.platform == "win32", reason="HOME is a matter of POSIX systems")
def test_without_a_home_the_system_is_asked_for_it(tmp_path: Path) -> None:
    env = {key: value for key, value in os.environ.items() if key not in ("HOME", "BOYIN_CACHE")}
    env["XDG_CACHE_HOME"] = str(tmp_path)
    assert boyin("cache", "--json", env=env).status == 0
    del env["XDG_CACHE_HOME"]
    ran = boyin("cache", "--json", env=env)
    assert ran.status == 0, ran.err
    assert Path(json.loads(ran.out)["folder"]).is_absolute()
