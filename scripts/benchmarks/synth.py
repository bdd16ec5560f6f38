"""How fast the offline voices speak, beside kokoro-onnx with the same file, and how clearly.

One run: the same phonemes, voices and weights for all; who goes first changes from round to round.
"""

import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np

from benchmarks.arithmetic import peaks, profile
from benchmarks.listening import Quality, heard
from benchmarks.programs import Programs, compare
from benchmarks.report import Report, json_option, seconds_of
from boyin.engines.base import Voice
from boyin.engines.kokoro import KokoroEngine
from boyin.engines.kokoro.engine import HEADROOM, RATE
from boyin.engines.kokoro.model import published_bytes, shipped_model
from boyin.engines.kokoro.tokens import token_ids
from boyin.engines.kokoro.voices import Catalogue
from boyin.pronunciation.lexicon import shipped_lexicon
from boyin.sound.samples import Samples

SENTENCES = Path(__file__).with_name("sentences.txt")
VOICES = ("zf_xiaoxiao", "zm_yunxi")
_STYLES = "voices.bin"
BOYIN, PLAIN, PEER = "boyin", "boyin with the published graph", "kokoro-onnx"

Speak = Callable[[Sequence["Line"]], list[Samples]]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence to be said."""

    text: str
    phonemes: str
    voice: str


_COUNT = click.IntRange(min=1)


@click.command()
@click.option("--timed", type=_COUNT, default=12, show_default=True, help="Sentences timed.")
@click.option("--judged", type=_COUNT, default=104, show_default=True, help="And recognised.")
@click.option("--rounds", type=_COUNT, default=5, show_default=True, help="Medians count.")
@click.option(
    "--kokoro-tts",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="That program, to be timed beside `boyin make`.",
)
@json_option
def command(timed: int, judged: int, rounds: int, kokoro_tts: Path | None, as_json: bool) -> None:
    """Time the offline voices beside kokoro-onnx and the limit; count what is misheard."""
    lines = _lines()
    with tempfile.TemporaryDirectory() as folder:
        published = Path(folder) / "published.onnx"
        published.write_bytes(published_bytes())
        speakers = _speakers(published)
        spread = lines[:: max(1, len(lines) // timed)][:timed]
        texts, styles = [line.text for line in spread], published.with_name(_STYLES)
        programs = None
        if kokoro_tts:
            programs = compare(kokoro_tts, texts, weights=published, styles=styles)
        seconds, spoken, reached = _times(speakers, spread, rounds)
        quality = heard(_recordings(speakers, lines[:judged]))
    limits = _limits(spread[len(spread) // 2], reached)
    _report(seconds, spoken, quality, limits, programs).print(as_json=as_json)


def _lines() -> list[Line]:
    engine, lexicon = KokoroEngine(), shipped_lexicon()
    texts = SENTENCES.read_text("utf-8").splitlines()
    return [
        Line(text, engine.pronounce(text, "zh", voice=Voice(voice), lexicon=lexicon), voice)
        for number, text in enumerate(texts)
        for voice in [VOICES[number % len(VOICES)]]
    ]


def _speakers(published: Path) -> dict[str, Speak]:
    shipped, plain = KokoroEngine(), KokoroEngine(model=published)
    return {
        BOYIN: lambda lines: _side_by_side(shipped, lines),
        PLAIN: lambda lines: _side_by_side(plain, lines),
        PEER: _kokoro_onnx(published),
    }


def _said(engine: KokoroEngine, line: Line) -> Samples:
    return engine.synthesize(line.phonemes, Voice(line.voice)).samples


def _side_by_side(engine: KokoroEngine, lines: Sequence[Line]) -> list[Samples]:
    with ThreadPoolExecutor(engine.workers) as pool:
        return list(pool.map(lambda line: _said(engine, line), lines))


def _kokoro_onnx(published: Path) -> Speak:
    from kokoro_onnx import Kokoro

    catalogue = Catalogue()
    tables = {name: catalogue.style_table(name)[:, None] for name in VOICES}
    styles = published.with_name(_STYLES)
    with styles.open("wb") as file:  # savez gives a path its own suffix
        np.savez(file, **tables)  # type: ignore[arg-type]
    kokoro = Kokoro(str(published), str(styles))

    def speak(lines: Sequence[Line]) -> list[Samples]:
        # Untrimmed, so that all are timed over the same sound.
        made = (
            kokoro.create(line.phonemes, line.voice, is_phonemes=True, trim=False) for line in lines
        )
        return [np.asarray(samples, np.float32) * np.float32(HEADROOM) for samples, _ in made]

    return speak


def _recordings(
    speakers: dict[str, Speak], lines: Sequence[Line]
) -> Iterator[tuple[str, Samples, Samples]]:
    for line in lines:
        (own,), (peer,) = speakers[BOYIN]([line]), speakers[PEER]([line])
        yield line.text, own, peer


def _times(
    speakers: dict[str, Speak], lines: Sequence[Line], rounds: int
) -> tuple[dict[str, list[float]], float, dict[str, float]]:
    """Seconds of each round, the seconds of speech in one, and the best that products reached."""
    spoken = sum(len(one) for speak in speakers.values() for one in speak(lines)) / len(speakers)
    seconds: dict[str, list[float]] = {name: [] for name in speakers}
    names = list(speakers)
    reached: dict[str, float] = {}
    for number in range(rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            speak = speakers[name]
            seconds[name].append(seconds_of(lambda speak=speak: speak(lines)))  # type: ignore[misc]
        reached = {name: max(peak, reached.get(name, 0.0)) for name, peak in peaks().items()}
    return seconds, spoken / RATE, reached


@dataclass(frozen=True, slots=True)
class _Limits:
    shares: dict[str, float]
    per_second: float
    """Operations for a second of speech."""
    peaks: dict[str, float]


def _limits(line: Line, reached: dict[str, float]) -> _Limits:
    catalogue = Catalogue()
    ids = token_ids(line.phonemes, catalogue.vocabulary)
    style = catalogue.style_table(line.voice)[len(line.phonemes) - 1]
    speed = np.array([1.0], np.float32)
    inputs = {"tokens": ids.reshape(1, -1), "style": style.reshape(1, -1), "speed": speed}
    found = profile(shipped_model(), inputs)
    seconds = len(_said(KokoroEngine(), line)) / RATE
    return _Limits(dict(found.shares), found.operations / seconds, reached)


def _report(
    seconds: dict[str, list[float]],
    spoken: float,
    quality: Quality,
    limits: _Limits,
    programs: Programs | None,
) -> Report:
    factors = {name: statistics.median(times) / spoken for name, times in seconds.items()}
    # Round by round: what slows the machine for a while slows both.
    ratios = {
        name: statistics.median(peer / own for peer, own in zip(seconds[PEER], times, strict=True))
        for name, times in seconds.items()
    }
    floors = {name: limits.per_second / peak for name, peak in limits.peaks.items()}
    rows = [(name, f"{factors[name]:.3f}", f"{ratios[name]:.2f}") for name in seconds]
    rows += [(f"limit of {name} products", f"{one:.3f}", "") for name, one in floors.items()]
    told = {}
    if programs:
        told = {"boyin make": programs.boyin, "kokoro-tts": programs.peer}
        rows += [(f"{name}, command to file", f"{one:.3f}", "") for name, one in told.items()]
    figures = {
        "ratio_to_kokoro_onnx": ratios[BOYIN],
        "real_time_factor": factors[BOYIN],
        "limit": min(floors.values()),
        "error_rate": quality.errors / quality.units,
        "error_rate_kokoro_onnx": quality.peer_errors / quality.units,
        "judged_syllables": quality.units,
        "lengths_equal": quality.same_lengths,
        "spectral_distance_decibels": quality.decibels,
        "real_time_factors": factors,
        "ratios_to_kokoro_onnx": ratios,
        "limits": floors,
        "operations_per_second_of_speech": limits.per_second,
        "peak_operations_per_second": limits.peaks,
        "time_shares": limits.shares,
    }
    if programs:
        figures |= {"ratio_to_kokoro_tts": programs.peer / programs.boyin, "programs": told}
    amount = f"{spoken:.0f} s of speech a round; medians of {len(seconds[PEER])} rounds."
    columns = ("speaker", "real-time factor", "times as fast as kokoro-onnx")
    return Report("Synthesis", columns, rows, figures, (amount, *_notes(figures)))


def _notes(figures: dict[str, Any]) -> tuple[str, ...]:
    top = ", ".join(
        f"{name} {share:.0%}" for name, share in list(figures["time_shares"].items())[:7]
    )
    peak = figures["peak_operations_per_second"]
    billions = ", ".join(f"{name} {one / 1e9:.0f}" for name, one in peak.items())
    count = figures["operations_per_second_of_speech"] / 1e9
    over = figures["real_time_factor"] / figures["limit"]
    return (
        f"A second of speech takes {count:.1f} billion operations in convolutions and products. "
        f"In large products this machine reached, in billions a second: {billions}.",
        f"boyin takes {over:.1f} times the limit. Of its time: {top}.",
        f"Misheard by Whisper base: {figures['error_rate']:.2%} of {figures['judged_syllables']} "
        f"syllables; of kokoro-onnx {figures['error_rate_kokoro_onnx']:.2%}.",
        f"Lengths {'equal' if figures['lengths_equal'] else 'NOT equal'}; the spectra are "
        f"{figures['spectral_distance_decibels']:.2f} dB apart.",
    )
