"""A voice's gain brings it to the target behind the limiter; it is measured once and kept.

pyloudnorm is the judge, which has no part in making the sound.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest

from boyin.casts.cast_file import load_cast, shipped_casts
from boyin.engines import create_engine
from boyin.engines.base import Recording, Voice
from boyin.engines.tone import ToneEngine
from boyin.ground.errors import EngineError
from boyin.master.calibration import (
    MEASURED_AS,
    POINTS,
    SENTENCES,
    Level,
    known_level,
    level_of,
    measure_level,
    shipped_levels,
)
from boyin.master.dressing import dress
from boyin.pronunciation.lexicon import Lexicon
from boyin.sound.samples import Samples, speech_edges
from boyin.timeline.timeline import RATE
from tests.making import CountingEngine

VOICE = Voice("tone_low")


class PeakyEngine(CountingEngine):
    """A soft voice with bursts: brought to -16 LUFS, its peaks would pass full scale."""

    def synthesize(self, pronounced: str, voice: Voice) -> Recording:
        hum = super().synthesize(pronounced, voice)
        soft = hum.samples * np.float32(0.25)
        soft[:: hum.rate // 6] *= 10
        return Recording(soft, hum.rate)


def said(engine: CountingEngine, text: str, gain: float) -> Samples:
    pronounced = engine.pronounce(text, "zh", voice=VOICE, lexicon=Lexicon())
    recording = engine.synthesize(pronounced, VOICE)
    start, end = speech_edges(recording.samples, recording.rate)
    return dress(recording.samples[start:end], recording.rate, gain=gain)


@pytest.fixture(scope="module")
def peaky() -> tuple[PeakyEngine, Level]:
    engine = PeakyEngine(fingerprint="peaky/1")
    return engine, measure_level(engine, VOICE)


@pytest.mark.parametrize("target", [-19.0, -16.0, -14.0])
def test_voice_that_the_limiter_holds_back_still_reaches_the_target(
    target: float, peaky: tuple[PeakyEngine, Level]
) -> None:
    engine, level = peaky
    gain = level.gain(target)
    if target > -17:
        assert gain > target - level.loudness + 0.3, "nothing was limited: the test proves nothing"
    pause = np.zeros(round(0.45 * RATE), dtype=np.float32)
    heard = [part for text in SENTENCES["zh"] for part in (said(engine, text, gain), pause)]
    measured = pyloudnorm.Meter(RATE).integrated_loudness(np.concatenate(heard).astype(np.float64))
    assert measured == pytest.approx(target, abs=0.15)


def test_level_is_measured_once_for_each_way_of_speaking(empty_cache: Path) -> None:
    engine = CountingEngine()
    first = level_of(engine, VOICE)
    assert len(engine.spoken) == len(SENTENCES["zh"])
    assert level_of(CountingEngine(), VOICE) == first
    level_of(engine, VOICE)
    assert len(engine.spoken) == len(SENTENCES["zh"])
    level_of(engine, replace(VOICE, speed=1.2))
    level_of(engine, Voice("tone_high"))
    assert len(engine.spoken) == 2 * len(SENTENCES["zh"]) + len(SENTENCES["en"])


@pytest.mark.parametrize("spoil", [lambda _: b"", lambda _: b"{}", lambda data: data[:-3]])
def test_damaged_level_is_measured_again(
    empty_cache: Path, spoil: Callable[[bytes], bytes]
) -> None:
    engine = CountingEngine()
    level = level_of(engine, VOICE)
    (path,) = (empty_cache / "levels").iterdir()
    entry = path.read_bytes()
    path.write_bytes(spoil(entry))
    assert level_of(engine, VOICE) == level
    assert path.read_bytes() == entry


def test_level_of_another_voice_is_no_level(empty_cache: Path) -> None:
    low, high = Voice("tone_low", speed=1.1), Voice("tone_high", speed=1.1)
    levels = [level_of(CountingEngine(), voice) for voice in (low, high)]
    one, other = (empty_cache / "levels").iterdir()
    one.write_bytes(other.read_bytes())
    assert [level_of(CountingEngine(), voice) for voice in (low, high)] == levels


def test_engine_that_says_too_little_is_refused(empty_cache: Path) -> None:
    engine = CountingEngine(spoiled={SENTENCES["zh"][2]: np.zeros(0, np.float32)})
    with pytest.raises(EngineError, match="nothing was recorded"):
        level_of(engine, VOICE)
    assert not (empty_cache / "levels").exists()


def test_shipped_levels_are_those_that_are_measured_now(empty_cache: Path) -> None:
    document = json.loads((Path(__file__).parents[2] / "voices" / "levels.json").read_bytes())
    assert document["measured_as"] == MEASURED_AS, "run scripts/levels"
    engine = ToneEngine()
    level_of(engine, VOICE)
    assert not empty_cache.exists(), "a shipped level was measured"
    measured, shipped = measure_level(engine, VOICE), shipped_levels()[engine.fingerprint]
    assert measured.loudness == pytest.approx(shipped["tone_low"].loudness, abs=0.05)
    assert measured.losses == pytest.approx(shipped["tone_low"].losses, abs=0.05)


def test_no_voice_of_an_offline_cast_has_to_be_measured() -> None:
    for cast in shipped_casts():
        for one in load_cast(cast).voices.values():
            if one.engine != "edge":
                level = known_level(create_engine(one.engine), one.voice)
                assert level is not None, f"run scripts/levels: it lacks {one.voice.name}"


LOSSES = tuple(max(0.0, (point + 18) / 2) for point in POINTS)


@pytest.mark.parametrize(("target", "gain"), [(-30, -10), (-19, 1), (-17, 4), (-16, 6), (-14.5, 9)])
def test_gain_counts_what_the_limiter_takes(target: float, gain: float) -> None:
    # From -18 LUFS on, half of every decibel is lost.
    assert Level(-20.0, LOSSES).gain(target) == pytest.approx(gain)


def test_target_out_of_reach_is_refused() -> None:
    with pytest.raises(EngineError, match="can't be -12 LUFS loud"):
        Level(-20.0, LOSSES).gain(-12)
