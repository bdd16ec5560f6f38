"""`boyin cache` tells, proves and prunes what is kept, and its exit status says what it found."""

import json
import os
import time
from pathlib import Path

import pytest

from boyin.builds.cache import DAY
from boyin.builds.made import Made
from boyin.builds.pipeline import make_episode
from tests.making import Ran, boyin, write_article

TEXT = "# 题目\n\n第一句话。\n\n## 章\n\n第二句话。\n"


KINDS = ("clips", "slices", "levels", "memos", "builds", "edge", "pace", "model", "graph")
NONE = dict.fromkeys(KINDS, 0)


def cache(*words: str) -> Ran:
    return boyin("cache", *words, env=dict(os.environ))


def make(folder: Path) -> Made:
    return make_episode(folder / "article.md", cast="tone", output=folder / "output")


@pytest.fixture
def entries(tmp_path: Path, empty_cache: Path) -> list[Path]:
    """The clips and slices of an episode, the longest unused first, a day apart."""
    write_article(tmp_path, TEXT)
    make(tmp_path)
    found = [*sorted(empty_cache.rglob("*.wav")), *sorted(empty_cache.rglob("*.slice"))]
    assert {path.suffix for path in found} == {".wav", ".slice"}
    for age, path in enumerate(reversed(found)):
        used = time.time() - (age + 0.5) * DAY
        os.utime(path, (used, used))
    return found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), {"parts": {name: {"files": 0, "bytes": 0} for name in ("clips", "slices")}}),
        (("verify",), {"checked": 1, "damaged": [], "kinds": NONE | {"graph": 1}}),
        (("prune", "--size", "0"), {"files": 0, "bytes": 0}),
    ],
)
def test_cache_that_nobody_has_used_is_empty_and_stays_unmade(
    words: tuple[str, ...], expected: dict[str, object], empty_cache: Path
) -> None:
    ran = cache("--json", *words)
    assert (ran.status, ran.err) == (0, "")
    document = json.loads(ran.out)
    assert document.pop("folder", str(empty_cache)) == str(empty_cache)
    assert document == expected
    assert not empty_cache.exists()


def test_size_counts_what_is_on_the_disk(entries: list[Path]) -> None:
    parts = json.loads(cache("--json").out)["parts"]
    for name, suffix in (("clips", ".wav"), ("slices", ".slice")):
        sizes = [path.stat().st_size for path in entries if path.suffix == suffix]
        assert parts[name] == {"files": len(sizes), "bytes": sum(sizes)}
        assert f"{len(sizes)} files" in cache().out


@pytest.mark.parametrize("suffix", [".wav", ".slice"])
def test_damaged_entry_fails_the_proof_once_and_is_made_again(
    suffix: str, entries: list[Path], tmp_path: Path
) -> None:
    count = json.loads(cache("verify", "--json").out)["checked"]
    assert count > len(entries)
    mp3 = make(tmp_path).episode.mp3.read_bytes()
    path = next(path for path in entries if path.suffix == suffix)
    data = path.read_bytes()
    path.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    ran = cache("verify")
    assert ran.status == 3
    assert f"damaged, set aside: {path}" in ran.out
    assert f"{count} checked, 1 damaged." in ran.out
    assert not path.exists()
    assert cache("verify").status == 0
    assert make(tmp_path).episode.mp3.read_bytes() == mp3
    assert cache("prune", "--json").status == 0
    assert path.with_suffix(".damaged").exists(), "it may be looked into for a day"


def test_prune_takes_the_longest_unused_and_what_dead_runs_left(
    entries: list[Path], empty_cache: Path
) -> None:
    left, fresh = empty_cache / "clips" / ".dead.tmp", empty_cache / "clips" / ".live.tmp"
    for path, age in ((left, 2.0), (fresh, 0.0)):
        path.write_bytes(b"half")
        os.utime(path, (time.time() - age * DAY,) * 2)
    assert json.loads(cache("prune", "--json").out) == {"files": 1, "bytes": 4}
    assert fresh.exists()
    assert not left.exists()

    days = len(entries) - 1
    assert json.loads(cache("prune", "--older-than", str(days), "--json").out)["files"] == 1
    assert [path for path in entries if not path.exists()] == entries[:1]

    kept = entries[-2:]
    size = sum(path.stat().st_size for path in kept)
    assert "files removed" in cache("prune", "--size", f"{size}B").out
    assert [path for path in entries if path.exists()] == kept


def test_size_that_is_none_is_a_wrong_use(empty_cache: Path) -> None:
    ran = cache("prune", "--size", "much")
    assert ran.status == 2
    assert "write it as 500MB or 2GB" in ran.err
