"""Whatever strikes: the old episode or the new one, no clip lost, a rerun equal to the byte."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(600)

RUNNER = Path(__file__).with_name("fault_runner.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="every build is a fork")
@pytest.mark.parametrize(
    ("kind", "points"), [("kill", 12), ("ENOSPC", 6), ("EIO", 6), ("EFBIG", 4)]
)
def test_build_survives_a_fault_at_any_step(kind: str, points: int, tmp_path: Path) -> None:
    # A process of its own: forks of this one would carry the threads of other tests.
    ran = subprocess.run(
        [sys.executable, RUNNER, kind, tmp_path / "sweep", str(points)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert (found["points"], found["problems"]) == (points, [])
    ending = "killed" if kind == "kill" else "refused"
    assert found["endings"].get(ending, 0) >= points / 2, f"hardly a strike hit: {found}"
