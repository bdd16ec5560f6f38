"""scripts/fuzz: tries each target for a while, in a process of its own, and tells what broke."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from fuzzing.targets import TARGETS

_HANGS = 60
"""Seconds after which an input is given up; what takes more than five is told anyway."""
_MEMORY = 3000
"""Megabytes."""


@click.command()
@click.argument("targets", nargs=-1, type=click.Choice(TARGETS))
@click.option("--minutes", default=1.0, show_default=True, help="For each target.")
@click.option("--seed", default=1, show_default=True, help="0 for another one each time.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output/fuzz"),
    show_default=True,
    help="Where findings and the corpus go.",
)
def main(targets: tuple[str, ...], minutes: float, seed: int, output: Path) -> None:
    """Try TARGETS, or all of them, on input that nobody would write.

    A finding is any exception that is no error of boyin's own, more than five seconds for one
    input, or a character that is neither spoken nor skipped. Its input and its traceback go into
    the output folder. The status is 1 if there are any.
    """
    found = 0
    for name in targets or TARGETS:
        found += _try(name, minutes, seed, output / name)
    sys.exit(1 if found else 0)


def _try(name: str, minutes: float, seed: int, folder: Path) -> int:
    """How many findings the folder has at the end."""
    corpus, findings = folder / "corpus", folder / "findings"
    corpus.mkdir(parents=True, exist_ok=True)
    findings.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        words = [
            str(corpus),
            f"-max_total_time={int(minutes * 60)}",
            f"-seed={seed}",
            f"-timeout={_HANGS}",
            f"-rss_limit_mb={_MEMORY}",
            f"-artifact_prefix={findings}/",
            "-max_len=2048",
            "-len_control=0",
            "-print_final_stats=1",
        ]
        log = folder / "log"
        with log.open("w") as written:
            status = subprocess.run(
                [sys.executable, "-m", "fuzzing.trying", name, str(findings), *words],
                env=os.environ | {"TMPDIR": scratch},
                stdout=written,
                stderr=subprocess.STDOUT,
                check=False,
            ).returncode
    return _tell(name, findings, status, log)


def _tell(name: str, findings: Path, status: int, log: Path) -> int:
    told = sorted(findings.glob("*.txt"))
    count, seconds = (findings / "count").read_text().split() if status == 0 else ("?", "?")
    click.echo(f"{name}: {count} inputs in {seconds} s of the processor, {len(told)} findings")
    for one in told:
        click.echo(f"  {one.read_text().splitlines()[0]}: {one.with_suffix('.input')}")
    if status:
        click.echo(f"  the process ended with status {status}: see {log}, {findings / 'last'}")
    return len(told) + bool(status)


if __name__ == "__main__":
    main()
