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
ROOT = Path(__file__).parents[1]
FEWEST_STEPS = 100


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A place where waiting for the disk costs nothing: what it does is told to the builds."""
    memory = Path("/dev/shm")
    parent = memory if memory.is_dir() and os.access(memory, os.W_OK) else tmp_path
    with tempfile.TemporaryDirectory(dir=parent) as place:
        yield Path(place)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="every build is a fork")
@pytest.mark.parametrize("how", [(), ("--fallback",)], ids=["exchange", "two renames"])
def test_build_survives_a_fault_at_every_step(how: tuple[str, ...], folder: Path) -> None:
    # A process for each kind of fault: forks of this one would carry the threads of other tests.
    running = {
        kind: subprocess.Popen(
            [*RUNNER, kind, folder / kind, *how],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for kind in (("kill",) if how else ("kill", "ENOSPC", "EIO", "EFBIG"))
    }
    for kind, process in running.items():
        out, err = process.communicate(timeout=590)
        assert process.returncode == 0, err
        found = json.loads(out)
        assert found["problems"] == []
        assert found["points"] >= FEWEST_STEPS
        ending = "killed" if kind == "kill" else "refused"
        assert found["endings"].get(ending, 0) >= found["points"] / 2, f"hardly a hit: {found}"
