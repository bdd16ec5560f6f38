"""How long everything takes that makes no sound: help, version, looks at an article, a no-op."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks.report import Report, json_option, median_seconds

PROGRAM = Path(sys.executable).with_name("boyin")
EXAMPLE = Path(__file__).parents[2] / "examples" / "structure.md"
LIMITS = {"--help": "1.5 × click", "--version": "1.5 × click", "make": "1.5 s"}


@click.command()
@click.argument("article", type=click.Path(path_type=Path, exists=True), default=EXAMPLE)
@click.option("--runs", default=7, show_default=True, help="Of each command; medians count.")
@json_option
def command(article: Path, runs: int, as_json: bool) -> None:
    """Time commands on ARTICLE once its episode stands; the first build is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        words = {
            "--help": ("--help",),
            "--version": ("--version",),
            "show": ("show", article),
            "plan": ("plan", article, "--output", output),
            "make": ("make", article, "--quiet", "--output", output),
        }
        _run(*words["make"])
        figures = {"click": median_seconds(_import_click, runs=runs)}
        figures |= {name: median_seconds(_job(*each), runs=runs) for name, each in words.items()}
    names = {"click": '`python -c "import click"`', "make": "`boyin make`, nothing changed"}
    Report(
        title=f"Commands that make no sound, on {article.name}",
        columns=("command", "time", "times `import click`", "limit"),
        rows=[
            (
                names.get(name, f"`boyin {name}`"),
                f"{seconds:.2f} s",
                f"{seconds / figures['click']:.1f}",
                "" if name == "click" else LIMITS.get(name, "1 s"),
            )
            for name, seconds in figures.items()
        ],
        figures={f"{name.strip('-')}_seconds": seconds for name, seconds in figures.items()}
        | {
            f"{name}_ratio_to_click": figures[f"--{name}"] / figures["click"]
            for name in ("help", "version")
        },
    ).print(as_json=as_json)


def _job(*words: str | Path) -> Callable[[], None]:
    return lambda: _run(*words)


def _run(*words: str | Path) -> None:
    subprocess.run([PROGRAM, *map(str, words)], check=True, capture_output=True, env=os.environ)


def _import_click() -> None:
    subprocess.run([sys.executable, "-c", "import click"], check=True)
