"""Builds that meet: the second of one episode gives way, others share, the dead bar nobody.

Every build is a process of its own, as a user starts it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from boyin.builds.cache import prune, verify
from boyin.ground.errors import BusyError
from tests.making import PROGRAM, Ran, boyin, write_article

ARTICLE = "---\ntitle: {0}\nslug: {0}\n---\n\n# {0}\n\n两篇都有的一句话。\n\n{1}\n"
HOLD = """
import sys
from pathlib import Path
from boyin.ground.locks import building
with building(Path(sys.argv[1]), Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(episode: Path, cache: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that builds the episode, and takes its time."""
    words = [sys.executable, "-c", HOLD, str(episode), str(cache)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def words_for(folder: Path, slug: str) -> tuple[str, ...]:
    text = ARTICLE.format(slug, "只有这一篇有的话。" if slug == "one" else "另一篇的话。")
    path = write_article(folder, text, f"{slug}.md")
    return ("make", str(path), "--cast", "tone", "--output", str(folder / "output"))


def make(folder: Path, slug: str = "one") -> Ran:
    return boyin(*words_for(folder, slug), env=dict(os.environ))


def test_second_build_of_an_episode_names_the_first_and_a_dead_one_bars_nobody(
    tmp_path: Path, empty_cache: Path
) -> None:
    episode = tmp_path / "output" / "one"
    with held(episode, empty_cache) as holder:
        ran = make(tmp_path)
        assert ran.status == 75
        assert f"another build of this episode is running (process {holder.pid})" in ran.err
        assert "Wait until it has ended." in ran.err
        assert not episode.exists()
        with pytest.raises(BusyError, match=f"a build uses it \\(process {holder.pid}\\)"):
            prune(empty_cache, size=0)
        assert make(tmp_path, "two").status == 0, "another episode is nobody's business"
        holder.kill()
        holder.wait()
        assert make(tmp_path).status == 0
    assert (episode / "episode.json").exists()
    prune(empty_cache)
    for folder in (tmp_path / "output", empty_cache / "locks"):
        files = sorted(path.name for path in folder.iterdir() if path.is_file())
        assert files == [".boyin.lock"], "a lock's file goes with its lock"


def test_folder_that_forbids_its_owner_to_write_is_no_fault_of_boyin(
    tmp_path: Path, empty_cache: Path
) -> None:
    (tmp_path / "output").mkdir(mode=0o555)
    ran = make(tmp_path)
    assert ran.status == (0 if os.access(tmp_path / "output", os.W_OK) else 3), ran.err


def test_two_articles_built_at_once_share_the_cache(tmp_path: Path, empty_cache: Path) -> None:
    running = [
        subprocess.Popen([PROGRAM, *words_for(tmp_path, slug)], stderr=subprocess.PIPE)
        for slug in ("one", "two")
    ]
    errors = [process.communicate(timeout=100)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0], errors
    made = {path.parent.name: path.read_bytes() for path in tmp_path.glob("output/*/*.mp3")}
    assert set(made) == {"one", "two"}
    proof = verify(empty_cache)
    assert proof.checked
    assert not proof.damaged
    for slug, data in made.items():
        assert make(tmp_path, slug).status == 0
        (mp3,) = (tmp_path / "output" / slug).glob("*.mp3")
        assert mp3.read_bytes() == data
