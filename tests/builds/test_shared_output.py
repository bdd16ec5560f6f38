"""Machines with caches of their own that build into one folder: one whole episode, every time."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from boyin.ground.files import sha256_of

ROUNDS, MACHINES = 20, 3

MACHINE = """
import sys
from pathlib import Path
from boyin.builds.pipeline import make_episode

article, output = map(Path, sys.argv[1:])
print("ready", flush=True)
for _ in sys.stdin:
    try:
        make_episode(article, cast="tone", output=output)
        print("made", flush=True)
    except Exception as error:
        print(repr(error), flush=True)
"""


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[list["subprocess.Popen[str]"]]:
    """Processes that build the article once for every line they are given."""
    words = [sys.executable, "-c", MACHINE, str(tmp_path / "a.md"), str(tmp_path / "output")]
    with ExitStack() as stack:
        running = [
            stack.enter_context(
                subprocess.Popen(
                    words,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    env=os.environ | {"BOYIN_CACHE": str(tmp_path / f"cache-{number}")},
                )
            )
            for number in range(MACHINES)
        ]
        assert [said_by(one) for one in running] == ["ready"] * MACHINES
        yield running
        for one in running:
            one.kill()


def said_by(machine: "subprocess.Popen[str]") -> str:
    assert machine.stdout
    return machine.stdout.readline().strip()


def test_machines_that_share_a_folder_end_with_one_whole_episode(
    tmp_path: Path, machines: list["subprocess.Popen[str]"]
) -> None:
    output = tmp_path / "output"
    for number in range(ROUNDS):
        (tmp_path / "a.md").write_text(f"# 题\n\n第{number}次。\n", encoding="utf-8")
        for machine in machines:
            assert machine.stdin
            machine.stdin.write("build\n")
            machine.stdin.flush()
        assert [said_by(machine) for machine in machines] == ["made"] * MACHINES
        assert [path.name for path in output.iterdir() if path.name != ".boyin.lock"] == ["ti"]
        document = json.loads((output / "ti" / "episode.json").read_bytes())
        assert document["segments"][-1]["written"] == f"第{number}次。"
        for file in document["files"]:
            assert sha256_of(output / "ti" / file["name"]) == file["sha256"]
