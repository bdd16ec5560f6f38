"""How loud finished episodes are, measured by others: libsndfile decodes, pyloudnorm measures.

Neither has a part in making the sound. True peaks are those of BS.1770-4, annex 2, at eight times
the rate (scipy).
"""

import contextlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt

from benchmarks.report import Report, json_option

ROOT = Path(__file__).resolve().parents[2]
CASTS = ("duo", "trio", "edge", "edge-trio", "tone")
_OVERSAMPLING = 8

Sound = npt.NDArray[np.float64]
"""Shape (n,)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One episode as others measure it; levels in LUFS, LU and dBTP."""

    cast: str
    seconds: float
    integrated: float
    range: float
    true_peak: float
    spread: float
    """Between the loudest and the softest voice."""
    voices: dict[str, float]


@click.command()
@click.argument(
    "article",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=ROOT / "examples" / "everything.md",
)
@click.option("--cast", "casts", multiple=True, default=CASTS, help="Which; several may be named.")
@click.option("--keep", type=click.Path(path_type=Path), help="Leave the episodes in this folder.")
@json_option
def command(article: Path, casts: Sequence[str], keep: Path | None, as_json: bool) -> None:
    """Build ARTICLE with each cast, edge's against a stand-in, and measure the decoded MP3.

    Recordings that the cache holds are used; Kokoro's take as long as a first build.
    """
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        for cast in casts:
            output = (keep or Path(folder)) / cast
            with _service_for(cast, Path(folder)):
                measured.append(figures_of(article, cast, output))
    rows = [
        (
            one.cast,
            f"{one.integrated:.2f} LUFS",
            f"{one.range:.1f} LU",
            f"{one.true_peak:.2f} dBTP",
            f"{one.spread:.2f} LU",
            ", ".join(f"{name} {level:.1f}" for name, level in one.voices.items()),
        )
        for one in measured
    ]
    Report(
        title=f"The sound of {article.name}",
        columns=("cast", "integrated", "range", "true peak", "voices apart", "each voice, LUFS"),
        rows=rows,
        figures={"casts": [asdict(one) for one in measured]},
        notes=(
            "Limits: -16 LUFS, give or take 0.5; true peak at most -1 dBTP; voices 1 LU apart.",
            "Decoded by libsndfile, measured by pyloudnorm; in place of Microsoft's voices, a hum.",
        ),
    ).print(as_json=as_json)


def figures_of(article: Path, cast: str, output: Path) -> Figures:
    """Builds the article, and measures what came of it."""
    import pyloudnorm
    import soundfile

    from boyin.builds.pipeline import make_episode

    made = make_episode(article, cast=cast, output=output)
    sound, rate = soundfile.read(made.episode.mp3)
    meter = pyloudnorm.Meter(rate)
    voices = {
        voice: float(meter.integrated_loudness(said))
        for voice, said in by_voice(sound, rate, made.episode.document).items()
    }
    return Figures(
        cast=cast,
        seconds=sound.size / rate,
        integrated=float(meter.integrated_loudness(sound)),
        range=float(pyloudnorm.Meter(rate).loudness_range(sound)),
        true_peak=true_peak(sound),
        spread=max(voices.values()) - min(voices.values()),
        voices=voices,
    )


def by_voice(sound: Sound, rate: int, document: Mapping[str, Any]) -> dict[str, Sound]:
    """All that each voice says, without the pauses between."""
    said: dict[str, list[Sound]] = {}
    for one in document["segments"]:
        start, end = round(one["start"] * rate), round(one["end"] * rate)
        said.setdefault(one["voice"], []).append(sound[start:end])
    return {voice: np.concatenate(parts) for voice, parts in said.items()}


def true_peak(sound: Sound) -> float:
    """In dBTP; a minute at a time, with a second more on both sides for the filter."""
    from scipy.signal import resample_poly

    minute, more = 60 * 48_000, 48_000
    highest = 0.0
    for start in range(0, sound.size, minute):
        part = sound[max(0, start - more) : start + minute + more]
        highest = max(highest, float(np.abs(resample_poly(part, _OVERSAMPLING, 1)).max()))
    return float(20 * np.log10(highest))


@contextlib.contextmanager
def _service_for(cast: str, folder: Path) -> Iterator[None]:
    """For casts of Microsoft's voices: a stand-in, and a cache of its own."""
    if not cast.startswith("edge"):
        yield
        return
    import pytest
    from tests.edge_stand_in import EdgeStandIn

    with EdgeStandIn() as service, pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOYIN_CACHE", str(folder / "cache"))
        for name, value in service.environment().items():
            patch.setenv(name, value)
        yield
