"""What building again costs after an edit, beside joining the same clips and encoding once."""

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import click

from benchmarks.episodes import article, write_article
from benchmarks.report import Report, json_option, median_seconds, seconds_of

PROGRAM = Path(sys.executable).with_name("boyin")


@click.command()
@click.option("--minutes", default=60.0, show_default=True, help="How long the episode is, about.")
@click.option("--runs", default=5, show_default=True, help="Of each quick build; medians count.")
@json_option
def command(minutes: float, runs: int, as_json: bool) -> None:
    """Rebuild an episode of the tone engine: nothing changed, one sentence, a paragraph on top."""
    with tempfile.TemporaryDirectory() as folder:
        _Bench(Path(folder), minutes, runs).report().print(as_json=as_json)


class _Bench:
    def __init__(self, folder: Path, minutes: float, runs: int) -> None:
        self.folder = folder
        self.minutes = minutes
        self.runs = runs
        self.edits = 0

    def report(self) -> Report:
        whole = seconds_of(self.make)
        figures = {
            "version_seconds": median_seconds(lambda: _run("--version"), runs=self.runs),
            "whole_build_seconds": whole,
            "no_op_seconds": median_seconds(self.make, runs=self.runs),
            "sentence_seconds": median_seconds(self.edit_sentence, runs=self.runs),
            "insert_seconds": median_seconds(self.insert, runs=self.runs),
            "pydub_seconds": seconds_of(self.pydub),
        }
        peer = figures["pydub_seconds"]
        names = {
            "version_seconds": "`boyin --version`",
            "no_op_seconds": "nothing changed",
            "sentence_seconds": "one sentence changed",
            "insert_seconds": "a paragraph inserted on top",
            "whole_build_seconds": "whole build, speech and all",
            "pydub_seconds": "pydub joins the clips, one encode",
        }
        rows = [
            (name, f"{figures[key]:.2f} s", f"{peer / figures[key]:.1f}")
            for key, name in names.items()
        ]
        over = figures["no_op_seconds"] - figures["version_seconds"]
        ratio = peer / figures["sentence_seconds"]
        return Report(
            title=f"Building a {self.minutes:g}-minute episode again",
            columns=("build", "time", "times faster than pydub"),
            rows=rows,
            figures={
                **figures,
                "no_op_over_version_seconds": over,
                "sentence_ratio_to_pydub": ratio,
            },
            notes=(
                f"Nothing changed: {over:.2f} s over `boyin --version` (limit 0.5).",
                f"One sentence: {ratio:.0f} times faster than pydub (floor 40).",
            ),
        )

    def make(self, **edit: str) -> None:
        path = write_article(self.folder, article(self.minutes, **edit))
        _run(
            *("make", path, "--cast", "tone", "--quiet", "--output", self.folder / "output"),
            cache=self.folder / "cache",
        )

    def edit_sentence(self) -> None:
        """Every run another sentence: none is in the store."""
        self.edits += 1
        self.make(sentence=f"这一句话改了第{self.edits}次，和原来的不一样。")

    def insert(self) -> None:
        self.edits += 1
        self.make(opening=f"这是第{self.edits}次写在前面的一段话。")

    def pydub(self) -> None:
        """The clips joined one after the other, then encoded in one go by FFmpeg."""
        if shutil.which("ffmpeg") is None:
            raise click.ClickException("pydub needs an ffmpeg program: install FFmpeg.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pydub import AudioSegment
        clips = sorted((self.folder / "cache" / "clips").rglob("*.wav"))
        pause = AudioSegment.silent(450, frame_rate=44_100)
        joined = sum(
            (AudioSegment.from_wav(clip).set_frame_rate(44_100) + pause for clip in clips),
            AudioSegment.empty(),
        )
        joined.export(self.folder / "pydub.mp3", format="mp3", bitrate="96k")


def _run(*words: str | Path, cache: Path | None = None) -> None:
    env = {**os.environ, **({"BOYIN_CACHE": str(cache)} if cache else {})}
    subprocess.run([PROGRAM, *map(str, words)], env=env, check=True, capture_output=True)
