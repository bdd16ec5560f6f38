"""The page to read along: how far from its time a sentence is marked, in a real browser."""

import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

import click
from tests.browsing import chromium, wait_for

from benchmarks.report import Report, json_option
from boyin.builds.pipeline import make_episode

ARTICLE = Path(__file__).resolve().parents[2] / "examples" / "structure.md"
LIMIT = 100
"""Milliseconds that a mark may be beside its sentence."""
_PLAY = """
window.seen = [];
new MutationObserver((changes) => {
  for (const { target } of changes) {
    if (target.matches(".s[aria-current][data-from]")) {
      seen.push([Number(target.dataset.s), audio.currentTime]);
    }
  }
}).observe(document.body, { attributes: true, attributeFilter: ["aria-current"], subtree: true });
speed.value = arguments[0];
speed.dispatchEvent(new Event("change"));
play.click();
"""


@click.command()
@click.argument("article", type=click.Path(path_type=Path, exists=True), default=ARTICLE)
@click.option("--speed", default="1", show_default=True, help="0.5, 0.75, … 3.")
@json_option
def command(article: Path, speed: str, as_json: bool) -> None:
    """Play the hummed episode of ARTICLE to its end, and compare marks with cues."""
    with tempfile.TemporaryDirectory() as folder:
        made = make_episode(article, cast="tone", output=Path(folder) / "output")
        marks = _marks(made.episode.mp3.with_suffix(".html"), speed, Path(folder))
        starts = [one["start"] for one in made.episode.document["segments"]]
    # On the listener's clock: what is played faster is late for a shorter time.
    late = [abs(at - starts[number]) * 1000 / float(speed) for number, at in marks]
    missed = len(starts) - len({number for number, _ in marks})
    figures = {
        "sentences": len(starts),
        "missed": missed,
        "median_milliseconds": statistics.median(late),
        "max_milliseconds": max(late),
        "limit_milliseconds": LIMIT,
    }
    rows = [
        (
            str(len(starts)),
            str(missed),
            *(f"{one:.0f} ms" for one in (statistics.median(late), max(late), LIMIT)),
        )
    ]
    Report(
        title=f"Sentences marked while {article.name} is played at {speed} times",
        columns=("sentences", "never marked", "median", "largest", "allowed"),
        rows=rows,
        figures=figures,
    ).print(as_json=as_json)


def _marks(page: Path, speed: str, folder: Path) -> list[tuple[int, float]]:
    """The sentences that were marked, in order, and where the sound was."""
    with chromium(folder) as browser:
        browser.get(page.as_uri())
        wait_for(browser, "audio.readyState > 0")
        browser.execute_script(_PLAY, speed)
        wait_for(browser, "audio.ended", 3600)
        seen: Any = browser.execute_script("return JSON.stringify(seen)")
    return [(number, at) for number, at in json.loads(seen)]
