"""What is done to samples keeps their number and their place in time."""

import wave
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boyin.ground.errors import SoundError
from boyin.sound.samples import (
    Samples,
    audio_frame,
    fade,
    resample,
    speech_edges,
)
from boyin.sound.sound_files import decode

RATE = 24_000


def tone(seconds: float, *, rate: int = RATE, level_db: float = -12.0) -> Samples:
    time = np.arange(round(seconds * rate)) / rate
    wave_form = 10 ** (level_db / 20) * np.sin(2 * np.pi * 220 * time)
    return wave_form.astype(np.float32)


def hiss(seconds: float, *, level_db: float, rate: int = RATE) -> Samples:
    noise = np.random.default_rng(7).uniform(-1, 1, round(seconds * rate))
    scaled: Samples = (noise * np.sqrt(3) * 10 ** (level_db / 20)).astype(np.float32)
    return scaled


def silence(seconds: float, *, rate: int = RATE) -> Samples:
    return np.zeros(round(seconds * rate), dtype=np.float32)


def write_wav(path: Path, samples: Samples, rate: int, channels: int = 1) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.round(samples * 32_767).astype("<i2").tobytes())


def test_edges_enclose_speech_with_margins() -> None:
    start, end = speech_edges(np.concatenate([silence(0.5), tone(1), silence(0.7)]), RATE)
    assert 0.475 <= start / RATE <= 0.48
    assert 1.54 <= end / RATE <= 1.546


def test_edges_keep_a_soft_consonant() -> None:
    # An f 30 dB under the vowel, in the noise of a room 60 dB under it.
    speech = np.concatenate([hiss(0.1, level_db=-45), tone(0.5), hiss(0.1, level_db=-45)])
    sound = np.concatenate([silence(0.4), speech, silence(0.4)])
    start, end = speech_edges(sound + hiss(1.5, level_db=-75), RATE)
    assert start / RATE == pytest.approx(0.38, abs=0.006)
    assert end / RATE == pytest.approx(1.14, abs=0.006)


@pytest.mark.parametrize("level_db", [-50.0, -30.0, -3.0])
def test_edges_do_not_depend_on_level(level_db: float) -> None:
    sound = np.concatenate([silence(0.3), tone(0.6, level_db=level_db), silence(0.3)])
    start, end = speech_edges(sound, RATE)
    assert start / RATE == pytest.approx(0.28, abs=0.006)
    assert end / RATE == pytest.approx(0.94, abs=0.006)


def test_speech_of_one_window_in_long_silence_is_found() -> None:
    # Less than one window in twenty is speech: the level of the loud windows is that of silence.
    sound = np.concatenate([silence(5), tone(0.05), silence(5)])
    start, end = speech_edges(sound, RATE)
    assert start < 5 * RATE < 5.05 * RATE < end


@pytest.mark.parametrize("count", [0, 1, 2, 119, 121, 24_000])
def test_silence_has_no_edges(count: int) -> None:
    assert speech_edges(np.zeros(count, dtype=np.float32), RATE) == (0, 0)


def test_edges_of_one_loud_sample_hold_it() -> None:
    assert speech_edges(np.ones(1, dtype=np.float32), RATE) == (0, 1)


@given(st.integers(0, 700), st.integers(1, 300), st.integers(0, 700), st.floats(0.01, 1.0))
def test_edges_never_cut_a_loud_sample(before: int, loud: int, after: int, level: float) -> None:
    sound = np.zeros(before + loud + after, dtype=np.float32)
    sound[before : before + loud] = level
    start, end = speech_edges(sound, RATE)
    assert 0 <= start <= before
    assert before + loud <= end <= sound.size


@pytest.mark.parametrize(
    ("rate", "to_rate"),
    [(24_000, 44_100), (44_100, 24_000), (22_050, 44_100), (192_000, 8_000), (8_000, 44_100)],
)
@pytest.mark.parametrize("count", [0, 1, 2, 100, 999, 24_001])
def test_resampled_length_is_exact(rate: int, to_rate: int, count: int) -> None:
    resampled = resample(np.full(count, 0.5, dtype=np.float32), rate, to_rate)
    assert resampled.dtype == np.float32
    assert resampled.size == -(-count * to_rate // rate)
    if count >= 999:
        middle = resampled[resampled.size // 4 : -resampled.size // 4]
        assert middle == pytest.approx(0.5, abs=1e-3)


@pytest.mark.parametrize(("rate", "to_rate"), [(24_000, 44_100), (44_100, 24_000)])
def test_resampling_does_not_shift_a_click(rate: int, to_rate: int) -> None:
    click = np.zeros(rate, dtype=np.float32)
    place = rate // 3
    click[place] = 1.0
    resampled = resample(click, rate, to_rate)
    assert np.argmax(np.abs(resampled)) == pytest.approx(place * to_rate / rate, abs=0.5)


def test_resampling_keeps_a_tone() -> None:
    resampled = resample(tone(1), RATE, 44_100)
    expected = tone(1, rate=44_100)
    assert resampled[500:-500] == pytest.approx(expected[500:-500], abs=2e-3)


def test_same_rate_gives_the_same_samples_apart() -> None:
    sound = tone(0.1)
    resampled = resample(sound, RATE, RATE)
    assert np.array_equal(resampled, sound)
    assert not np.shares_memory(resampled, sound)


def test_fade_reaches_silence_and_spares_the_middle() -> None:
    faded = fade(np.ones(1000, dtype=np.float32), 1000, 0.1)
    assert faded[0] == faded[-1] == 0.0
    assert np.all(np.diff(faded[:100]) > 0)
    assert np.array_equal(faded[:100], faded[::-1][:100])
    assert np.all(faded[100:900] == 1.0)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 150])
def test_fade_of_a_short_sound_keeps_its_length(count: int) -> None:
    faded = fade(np.ones(count, dtype=np.float32), 1000, 0.1)
    assert faded.size == count
    assert np.all(faded <= 1.0)


def test_decoding_mixes_to_mono_at_the_rate(tmp_path: Path) -> None:
    left = tone(1, rate=48_000)
    write_wav(tmp_path / "two.wav", np.repeat(left, 2), 48_000, channels=2)
    decoded = decode(tmp_path / "two.wav", 44_100)
    assert decoded.size == 44_100
    assert decoded[500:-500] == pytest.approx(tone(1, rate=44_100)[500:-500], abs=2e-3)


def test_decoding_is_exact_at_its_own_rate(tmp_path: Path) -> None:
    sound = hiss(0.3, level_db=-20)
    write_wav(tmp_path / "one.wav", sound, RATE)
    assert decode(tmp_path / "one.wav", RATE) == pytest.approx(sound, abs=1e-4)


def test_decoding_refuses_what_is_too_long(tmp_path: Path) -> None:
    write_wav(tmp_path / "long.wav", silence(3), RATE)
    with pytest.raises(SoundError, match=r"long\.wav: is longer than 2 seconds"):
        decode(tmp_path / "long.wav", RATE, longest=2.0)
    assert decode(tmp_path / "long.wav", RATE, longest=3.0).size == 3 * RATE


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not a sound file"),
        (b"not a sound" * 100, "is not a sound file"),
        (b"ffconcat version 1.0\nfile one.wav\n", "is not a sound file"),
    ],
)
def test_decoding_refuses_what_is_no_sound(tmp_path: Path, content: bytes, message: str) -> None:
    write_wav(tmp_path / "one.wav", tone(0.1), RATE)
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(SoundError, match=f"file: {message}"):
        decode(tmp_path / "file", RATE)


def test_decoding_refuses_a_change_of_rate_midway(tmp_path: Path) -> None:
    parts = []
    for rate in (44_100, 48_000):
        with av.open(tmp_path / "part.mp3", "w", format="mp3") as container:
            stream = container.add_stream("libmp3lame", rate=rate, layout="mono")
            container.mux(stream.encode(audio_frame(tone(0.5, rate=rate), rate)))
            container.mux(stream.encode(None))
        parts.append((tmp_path / "part.mp3").read_bytes())
    (tmp_path / "joined.mp3").write_bytes(b"".join(parts))
    with pytest.raises(SoundError, match="changes its rate or channels midway"):
        decode(tmp_path / "joined.mp3", 44_100)


def test_decoding_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match="No such file"):
        decode(tmp_path / "missing.wav", RATE)
