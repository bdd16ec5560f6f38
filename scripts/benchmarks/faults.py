"""How many builds, killed at random moments, left anything but a good episode and whole clips."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from benchmarks.report import Report, json_option

ROOT = Path(__file__).parents[2]


@click.command()
@click.option("--kills", default=500, show_default=True, type=click.IntRange(min=1))
@json_option
def command(kills: int, as_json: bool) -> None:
    """Kill builds at random moments, and count what was torn, lost, or other in the rerun."""
    with tempfile.TemporaryDirectory() as folder:
        ran = subprocess.run(
            [sys.executable, "-m", "tests.fault_runner", str(kills), Path(folder) / "sweep", "1"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found = json.loads(ran.stdout)
    Report(
        title="Builds killed at random moments",
        columns=("kills", "problems"),
        rows=[(str(found["points"]), str(len(found["problems"])))],
        figures={"kills": found["points"], "problems": found["problems"]},
        notes=found["problems"],
    ).print(as_json=as_json)
    if found["problems"]:
        raise SystemExit(1)
