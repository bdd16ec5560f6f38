"""Transitions are read whole or refused, brought to their level, and give way to words."""

import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from boyin.casts.cast_file import load_cast
from boyin.casts.transitions import (
    GAINS,
    SLOTS,
    STYLES,
    THEMES,
    Bed,
    Slot,
    Transition,
    plain,
    sound_of,
)
from boyin.clips.clips import Clip
from boyin.ground.errors import CastError
from boyin.master.music import Music, loudest, read_sounds
from boyin.sound.loudness import measure
from boyin.sound.samples import Samples
from boyin.sound.sound_files import decode
from boyin.timeline.timeline import RATE, Cue, Slice
from tests.making import record_tone

SPEECH = -16.0
NOTHING = Slice(0, 10**7)
CHECKOUT = Path(__file__).parents[2]


def read(wanted: Transition, slot: Slot) -> Music:
    return read_sounds(replace(load_cast("tone"), transitions={slot: wanted}))[slot]


def styled(style: str, slot: Slot) -> Transition:
    return plain(sound_of(style, slot), slot)


def heard_of(sound: Music, piece: Slice = NOTHING) -> Samples:
    start, heard = sound.in_slice(piece)
    assert start == 0
    return heard


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    clips, _ = record_tone("一句话。\n", tmp_path_factory.mktemp("clips"))
    return clips[0]


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("style", STYLES)
def test_every_style_is_short_soft_and_clean(style: str, slot: Slot) -> None:
    sound = read(styled(style, slot), slot)
    heard = heard_of(sound)
    assert heard.size == sound.room.before
    assert heard.size / RATE < (15 if slot in ("intro", "outro") else 3)
    found = measure(heard, RATE)
    told = found.integrated if slot in THEMES else loudest(heard)
    assert told == pytest.approx(SPEECH + GAINS[slot], abs=0.15)
    # A stroke is not to startle: the loudest words of speech lie 4 LU over all of it.
    assert loudest(heard) <= SPEECH + 6.01
    assert found.true_peak < 0
    assert max(abs(heard[0]), abs(heard[-1]), abs(heard.mean())) < 1e-4
    spectrum = np.abs(np.fft.rfft(heard)) ** 2
    shrill = np.fft.rfftfreq(heard.size, 1 / RATE) > 4000
    assert spectrum[shrill].sum() < 1e-3 * spectrum.sum()
    quarters = np.sqrt(np.mean(heard[: heard.size // 4 * 4].reshape(4, -1) ** 2, axis=1))
    assert quarters[3] < quarters.max(), "it goes back to silence"


def test_script_makes_the_sounds_there_are(tmp_path: Path) -> None:
    script = tmp_path / "scripts/build-transitions"
    script.parent.mkdir()
    (tmp_path / "voices").mkdir()
    script.write_bytes((CHECKOUT / "scripts/build-transitions").read_bytes())
    subprocess.run([sys.executable, script], check=True)
    made = sorted((tmp_path / "voices/transitions").iterdir())
    names = sorted(f"{style}-{part}.flac" for style in STYLES for part in ("cue", "theme"))
    assert [path.name for path in made] == names
    for path in made:
        shipped = decode(CHECKOUT / "voices/transitions" / path.name, RATE)
        # Another machine's sine may differ in its last bit.
        assert np.abs(decode(path, RATE) - shipped).max() <= 2 / 32_768


def test_music_gives_way_to_words_and_comes_back(clip: Clip) -> None:
    wanted = styled("glow", "intro")
    bed = replace(wanted, bed=Bed(lead=2.0, tail=3.0, duck=-12.0))
    piece = Slice(0, 10 * RATE, (Cue(clip, 2 * RATE, 5 * RATE),), "intro")
    heard = heard_of(read(bed, "intro"), piece)
    assert 0 <= heard.size - 8 * RATE < RATE // 100
    plainly = heard_of(read(wanted, "intro"))

    def change(second: float) -> float:
        there = slice(round(second * RATE), round((second + 0.2) * RATE))
        powers = (np.mean(sound[there] ** 2) for sound in (heard, plainly))
        return 10 * math.log10(next(powers) / next(powers))

    assert [change(at) for at in (1.0, 2.1, 4.7, 5.8)] == pytest.approx([0, -12, -12, 0], abs=0.05)
    assert abs(heard[-1]) < 1e-4


def test_outro_lies_under_the_last_words_alone(clip: Clip) -> None:
    sound = read(replace(styled("glow", "outro"), bed=Bed(lead=2.0, tail=4.0)), "outro")
    words = (Cue(clip, 0, RATE), Cue(clip, 2 * RATE, 9 * RATE))
    start, heard = sound.in_slice(Slice(0, 20 * RATE, words, "outro"))
    assert (start, heard.size) == (7 * RATE, 6 * RATE)
    # Where they are shorter, it begins with them.
    start, heard = sound.in_slice(Slice(0, 20 * RATE, words[:1], "outro"))
    assert (start, heard.size) == (0, 5 * RATE)


def test_music_that_is_too_short_goes_on_without_a_hole(clip: Clip, tmp_path: Path) -> None:
    noise = 0.3 * np.random.default_rng(1).uniform(-1, 1, (1, round(1.3 * RATE)))
    path = write(tmp_path / "short.wav", noise.astype(np.float32))
    wanted = replace(plain(path, "intro"), bed=Bed(lead=1.0, tail=3.0, duck=0.0))
    piece = Slice(0, 20 * RATE, (Cue(clip, RATE, 7 * RATE),), "intro")
    heard = heard_of(read(wanted, "intro"), piece)
    assert heard.size == 10 * RATE
    levels = np.sqrt(np.mean(heard[: 8 * RATE].reshape(-1, RATE // 10) ** 2, axis=1))
    # Where two sounds cross, each has half its height: 3 dB less together, if they are strangers.
    assert levels[1:].min() > 0.6 * levels.max()


def tone(seconds: float, level: float = 0.5, channels: int = 1) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    one = level * np.sin(2 * np.pi * 440.0 * time)
    return np.repeat(one[np.newaxis], channels, axis=0).astype(np.float32)


CODECS = {
    ".wav": "pcm_s16le",
    ".flac": "flac",
    ".mp3": "libmp3lame",
    ".m4a": "aac",
    ".opus": "libopus",
}


def write(path: Path, samples: Samples, rate: int = RATE) -> Path:
    """A sound file of the kind that its name says."""
    layout = "stereo" if samples.shape[0] == 2 else "mono"
    with av.open(path, "w") as container:
        stream = container.add_stream(CODECS[path.suffix], rate=rate)
        assert isinstance(stream, av.AudioStream)
        stream.layout = layout
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout=layout)
        frame.sample_rate = RATE
        fifo = av.AudioFifo()
        context = stream.codec_context
        resampler = av.AudioResampler(context.format, layout, rate)
        for part in (*resampler.resample(frame), *resampler.resample(None)):
            fifo.write(part)
        while full := fifo.read(context.frame_size or 1152) or fifo.read():
            container.mux(stream.encode(full))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("suffix", CODECS)
def test_own_file_of_any_kind_is_heard(tmp_path: Path, suffix: str) -> None:
    rate = 48_000 if suffix == ".opus" else 22_050
    path = write(tmp_path / f"sting{suffix}", tone(1.0, channels=2), rate)
    sound = read(plain(path, "chapter"), "chapter")
    heard = heard_of(sound)
    assert heard.size / RATE == pytest.approx(1.0, abs=0.08)
    assert loudest(heard) == pytest.approx(SPEECH + GAINS["chapter"], abs=0.1)
    spectrum = np.abs(np.fft.rfft(heard))
    assert np.argmax(spectrum) * RATE / heard.size == pytest.approx(440, abs=2)


def test_part_of_a_file_is_heard_with_its_fades(tmp_path: Path) -> None:
    path = write(tmp_path / "long.flac", np.concatenate([tone(5.0, 0.0), tone(20.0)], axis=1))
    wanted = replace(
        plain(path, "chapter"), begin=6.0, seconds=2.0, fade_in=0.5, fade_out=1.0, gain=-10.0
    )
    heard = heard_of(read(wanted, "chapter"))
    assert heard.size == 2 * RATE
    envelope = np.abs(heard).reshape(20, -1).max(axis=1)
    top = 10 ** (-0.5 / 20) * envelope.max()
    assert np.flatnonzero(envelope > top).tolist() == list(range(4, 11))
    assert loudest(heard) == pytest.approx(SPEECH - 10, abs=0.2)


def test_music_of_few_strokes_counts_for_more_than_it_is(tmp_path: Path) -> None:
    strokes = np.concatenate([tone(0.5), tone(4.5, 0.12)], axis=1)
    path = write(tmp_path / "strokes.wav", np.tile(strokes, 3))
    heard = heard_of(read(plain(path, "intro"), "intro"))
    assert loudest(heard) == pytest.approx(SPEECH + 6, abs=0.2)
    assert measure(heard, RATE).integrated < SPEECH


def test_rattle_is_no_bed(tmp_path: Path) -> None:
    path = write(tmp_path / "short.wav", tone(0.5))
    with pytest.raises(CastError, match="too short to lie under words"):
        read(replace(plain(path, "intro"), bed=Bed()), "intro")


BROKEN: dict[str, tuple[bytes | Samples | None, dict[str, float], str]] = {
    "missing": (None, {}, "can't be read: No such file or directory"),
    "text": (b"no sound at all\n" * 99, {}, "is not a sound file"),
    "empty": (b"", {}, "is not a sound file"),
    "playlist": (b"#EXTM3U\n#EXTINF:1,\nhttp://example.org/a.mp3\n", {}, "is not a sound file"),
    "silent": (tone(1.0, 0.0), {}, "is silent"),
    "too long": (tone(11.0), {}, "is longer than 10 seconds"),
    "over": (tone(1.0), {"begin": 3.0, "seconds": 1.0}, "is over before 3 seconds"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_file_that_is_no_good_is_told_with_its_place_and_a_remedy(
    tmp_path: Path, case: str
) -> None:
    content, settings, message = BROKEN[case]
    path = tmp_path / "sting.wav"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        write(path, content)
    wanted = plain(path, "chapter", "boyin.yaml:3")
    if settings:
        wanted = replace(wanted, begin=settings["begin"], seconds=settings["seconds"])
    with pytest.raises(CastError) as caught:
        read(wanted, "chapter")
    assert caught.value.place == "boyin.yaml:3"
    assert f"the sound {path} {message}" in caught.value.message
    assert caught.value.remedy


def test_editing_needs_no_program_and_gives_no_warning(tmp_path: Path) -> None:
    # pydub warns on import where no ffmpeg program is found.
    code = (
        "import hashlib; from tests.master.test_music import *;"
        "print(hashlib.sha256(heard_of(read(styled('wood', 'intro'), 'intro'))).hexdigest())"
    )
    made = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "PATH": str(tmp_path)},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.stderr == ""
    again = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(again, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert made.stdout == done.stdout
