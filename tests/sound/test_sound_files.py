"""Sound that people supply: whatever is in a file, it becomes samples or one message."""

import os
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from boyin.ground.errors import SoundError
from boyin.sound.decoder import SoundFile
from boyin.sound.samples import Samples, audio_frame
from boyin.sound.sound_files import decode, decoding

RATE = 44_100


def write_wav(path: Path, channels: int, seconds: float = 0.5) -> bytes:
    sound = (np.sin(np.arange(round(RATE * seconds)) / 20) * 9000).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.repeat(sound[:, np.newaxis], channels, axis=1).tobytes())
    return path.read_bytes()


def test_any_number_of_channels_is_mixed_to_one(tmp_path: Path) -> None:
    counts = (1, 2, 3, 6, 7, 8, 9, 16, 64)
    for count in counts:
        write_wav(tmp_path / f"{count}.wav", count)
    files = [SoundFile(str(tmp_path / f"{count}.wav"), RATE) for count in counts]
    with decoding(files) as sounds:
        one, *others = list(sounds)
    assert one.size == RATE // 2
    for count, other in zip(counts[1:], others, strict=True):
        assert other == pytest.approx(one, abs=1e-4), count


@pytest.mark.parametrize("code", ["os.kill(os.getpid(), 11)", "os._exit(7)", "bytes(2**60)"])
def test_decoder_that_falls_is_a_message(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Python runs this module at its start: the real process falls, before it has decoded anything.
    (tmp_path / "sitecustomize.py").write_text(
        f"import os, sys\n'-P' in sys.orig_argv and {code}\n"
    )
    write_wav(tmp_path / "a.wav", 1)
    assert decode(tmp_path / "a.wav", RATE).size
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    if code.startswith("bytes"):
        # An exception of the site module is told there, and passes.
        assert decode(tmp_path / "a.wav", RATE).size
        return
    with pytest.raises(SoundError, match="the decoder fell over it") as caught:
        decode(tmp_path / "a.wav", RATE)
    assert caught.value.remedy


def test_module_beside_the_article_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("numpy", "json", "boyin", "av"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)\n")
    write_wav(tmp_path / "a.wav", 1)
    monkeypatch.chdir(tmp_path)
    assert decode(Path("a.wav"), RATE).size


def encoded(path: Path, codec: str, **options: str) -> bytes:
    sound: Samples = np.sin(np.arange(3 * RATE) / 20).astype(np.float32)
    with av.open(path, "w", options=options) as container:
        stream = container.add_stream(codec, rate=RATE, layout="mono")
        assert isinstance(stream, av.AudioStream)
        for start in range(0, sound.size, 1152):
            container.mux(stream.encode(audio_frame(sound[start : start + 1152], RATE)))
        container.mux(stream.encode(None))
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.wav", "pcm_s16le"),
        ("a.aiff", "pcm_s16be"),
        ("a.mp3", "libmp3lame"),
        ("a.flac", "flac"),
        ("a.m4a", "aac"),
    ],
)
def test_file_that_is_cut_off_is_an_error_and_no_silence(
    name: str, codec: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    options = {"movflags": "faststart"} if name.endswith("m4a") else {}
    data = encoded(path, codec, **options)
    assert decode(path, RATE).size >= 2.9 * RATE
    for share in (0.3, 0.8):
        path.write_bytes(data[: round(len(data) * share)])
        with pytest.raises(SoundError, match=r"is cut off|is not a sound file"):
            decode(path, RATE)


def test_part_before_the_cut_is_no_help_but_an_unknown_length_is_none(tmp_path: Path) -> None:
    data = write_wav(tmp_path / "a.wav", 1)
    (tmp_path / "a.wav").write_bytes(data[:-1000])
    with pytest.raises(SoundError, match="is cut off: 1000 bytes are missing at its end"):
        decode(tmp_path / "a.wav", RATE)
    # As programs write it that don't know how much will come.
    at = data.index(b"data") + 4
    (tmp_path / "a.wav").write_bytes(data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :])
    assert decode(tmp_path / "a.wav", RATE).size == RATE // 2


def test_pipes_devices_and_folders_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    for path, kind in ((tmp_path / "pipe.wav", "a pipe"), (Path("/dev/zero"), "a device")):
        with pytest.raises(SoundError, match=f"it is {kind}, not a file"):
            decode(path, RATE)
    with pytest.raises(SoundError, match="it is a folder, not a file"):
        decode(tmp_path, RATE)


def test_nothing_is_started_for_nothing() -> None:
    with decoding([]) as sounds:
        assert list(sounds) == []
