"""Whatever strikes: the old episode or the new one, no clip lost, a rerun equal to the byte."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(600)

RUNNER = (sys.executable, "-m", "tests.fault_runner")
ROOT = Path(__file__).parents[2]
FEWEST_STEPS = 100


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A place where waiting for the disk costs nothing: what it does is told to the builds."""
    memory = Path("/dev/shm")
    parent = memory if memory.is_dir() and os.access(memory, os.W_OK) else tmp_path
    with tempfile.TemporaryDirectory(dir=parent) as place:
        yield Path(place)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="every build is a fork")
def test_builds_survive_faults_at_every_step(folder: Path) -> None:
    """Kills and a full disk at each step, other faults and the other way to publish at some."""
    sweeps = {
        "kill": ("kill", "1"),
        "ENOSPC": ("ENOSPC", "1"),
        "EIO": ("EIO", "7"),
        "EFBIG": ("EFBIG", "7"),
        "kill, two renames": ("kill", "7", "--fallback"),
    }
    # A process for each: forks of this one would carry the threads of other tests.
    running = {
        name: subprocess.Popen(
            [*RUNNER, kind, folder / name, *how],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name, (kind, *how) in sweeps.items()
    }
    for name, process in running.items():
        out, err = process.communicate(timeout=590)
        assert process.returncode == 0, err
        found = json.loads(out)
        kind, every, *_ = sweeps[name]
        assert found["problems"] == []
        assert found["points"] >= FEWEST_STEPS // int(every)
        ending = "killed" if kind == "kill" else "refused"
        assert found["endings"].get(ending, 0) >= found["points"] / 2, f"hardly a hit: {found}"
