"""The tone keeps the contract, and keeps time."""

import numpy as np
import pytest

from boyin.clips.plausibility import check_recording
from boyin.engines.base import Recording, Voice
from boyin.engines.tone import ToneEngine
from boyin.ground.errors import CastError, ReadingError
from tests.engines.contract import EngineContract


def tone(text: str, voice: str = "tone_low", speed: float = 1.0, pitch: float = 0.0) -> Recording:
    return ToneEngine().synthesize(text, Voice(voice, speed, pitch))


def seconds(recording: Recording) -> float:
    return len(recording.samples) / recording.rate


def frequency(recording: Recording) -> float:
    spectrum = np.abs(np.fft.rfft(recording.samples))
    return float(np.argmax(spectrum)) / seconds(recording)


@pytest.fixture(scope="module")
def engine() -> ToneEngine:
    return ToneEngine()


class TestContract(EngineContract):
    pass


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("字" * 48, 10.0),
        ("word " * 26, 10.0),
        ("wonderful " * 26, 10.0),
        ("字" * 24 + "，" + "字" * 24, 10.15),
        ("字" * 24 + "。" + "字" * 24 + "。", 10.6),
        ("字" * 24 + " Claude's café, " + "字" * 24, 10 + 2 / 2.6 + 0.15),
        ("二〇二六", 4 / 4.8),
        ("12%", 3 / 4.8),
        ("“字”（ 字 ）", 2 / 4.8),
    ],
)
def test_length_is_that_of_speech(text: str, expected: float) -> None:
    assert seconds(tone(text)) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    "text", ["AboutTheGardenOfMine", "接入 spring-cloud-starter-alibaba-ai", "resolveComponent()"]
)
def test_a_word_made_of_words_is_as_long_as_who_checks_it_expects(text: str) -> None:
    voice = Voice("tone_low")
    check_recording(ToneEngine().synthesize(text, voice), text, 1.0)


def test_speed_divides_the_length() -> None:
    assert seconds(tone("字" * 48, speed=2.0)) == pytest.approx(5.0, abs=1e-4)


def test_pitch_follows_voice_text_and_semitones() -> None:
    text = "赛车越来越快"
    low = frequency(tone(text))
    assert 165.0 <= low <= 165.0 * 2 ** (5 / 12)
    assert 330.0 <= frequency(tone(text, "tone_high")) <= 330.0 * 2 ** (5 / 12)
    assert frequency(tone("没那么科幻啊")) != pytest.approx(low, abs=1.0)
    assert frequency(tone(text, pitch=12.0)) == pytest.approx(2 * low, abs=2.0)


def test_each_syllable_fades_in_and_out() -> None:
    samples = np.abs(tone("字字字").samples)
    syllable = round(24_000 / 4.8)
    for border in (0, syllable, 2 * syllable, 3 * syllable - 1):
        assert samples[max(0, border - 20) : border + 20].max() < 0.01
    assert samples[syllable // 4 : 3 * syllable // 4].max() > 0.25


def test_unknown_voice_is_refused_when_speaking() -> None:
    with pytest.raises(CastError, match="tone_low"):
        tone("字", "zf_xiaoxiao")


def test_marks_alone_make_no_recording() -> None:
    with pytest.raises(ReadingError, match="nothing to say"):
        tone("。")
