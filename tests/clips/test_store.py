"""The store gives back what was put in, and whatever else is on the disk it finds out."""

import logging
import shutil
import wave
from pathlib import Path

import numpy as np
import pytest

from boyin.clips.store import ClipStore, Take
from boyin.engines.base import Recording
from boyin.ground.errors import OutputError

RATE = 24_000
KEY = "ab" * 32
OTHER = "cd" * 32


def recording(seconds: float = 0.5, seed: int = 0) -> Recording:
    """Noise with silence around it."""
    sound = np.random.default_rng(seed).uniform(-0.3, 0.3, round(seconds * RATE))
    silence = np.zeros(RATE // 4)
    return Recording(np.concatenate([silence, sound, silence]).astype(np.float32), RATE)


@pytest.fixture
def store(tmp_path: Path) -> ClipStore:
    return ClipStore(tmp_path / "clips")


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0x10
    path.write_bytes(data)


def test_what_was_put_in_comes_out_without_its_silence(store: ClipStore) -> None:
    put = recording()
    take = store.put(KEY, put)
    assert store.find(KEY) == take
    # 20 ms before the speech and 40 ms after it stay, on windows of 5 ms.
    assert take == Take(RATE, 24_000, 6_000 - 480, 18_000 + 960)
    got = store.get(KEY)
    assert got is not None
    assert got == pytest.approx(put.samples[take.start : take.end], abs=1 / 32_767)
    assert take.seconds == pytest.approx(0.56)


def test_unknown_key_finds_nothing(store: ClipStore) -> None:
    assert store.find(KEY) is None
    assert store.get(KEY) is None


def test_entry_is_a_wav_file_for_python_as_well(store: ClipStore) -> None:
    put = recording()
    store.put(KEY, put)
    with wave.open(str(store.path(KEY))) as file:
        assert file.getparams()[:4] == (1, 2, RATE, 24_000)
        samples = np.frombuffer(file.readframes(24_000), "<i2") / 32_767
    assert samples == pytest.approx(put.samples, abs=1 / 32_767)


def test_same_recording_makes_the_same_bytes(store: ClipStore, tmp_path: Path) -> None:
    store.put(KEY, recording())
    again = ClipStore(tmp_path / "again")
    again.put(KEY, recording())
    assert again.path(KEY).read_bytes() == store.path(KEY).read_bytes()


def test_loudest_samples_are_kept_whole(store: ClipStore) -> None:
    square = np.tile(np.array([1, 1, -1, -1], np.float32), RATE // 8)
    store.put(KEY, Recording(square, RATE))
    got = store.get(KEY)
    assert got is not None
    assert (got == square[: got.size]).all()


def test_every_single_byte_is_guarded(store: ClipStore, caplog: pytest.LogCaptureFixture) -> None:
    store.put(KEY, Recording(recording(0.02).samples[5_800:6_600], RATE))
    path = store.path(KEY)
    good = path.read_bytes()
    assert store.find(KEY) is not None
    missed = []
    for place in range(len(good)):
        path.write_bytes(good)
        flip(path, place)
        if store.find(KEY) is not None:
            missed.append(place)
    assert missed == []
    assert len(caplog.records) == len(good)


@pytest.mark.parametrize("left", [0, 1, 7, 11, 12, 20, 43, 60, 400, -1, -2])
def test_truncated_entry_is_set_aside(
    store: ClipStore, caplog: pytest.LogCaptureFixture, left: int
) -> None:
    store.put(KEY, recording())
    path = store.path(KEY)
    path.write_bytes(path.read_bytes()[:left])
    with caplog.at_level(logging.WARNING):
        assert store.get(KEY) is None
    assert not path.exists()
    assert path.with_suffix(".damaged").exists()
    (record,) = caplog.records
    assert record.getMessage().startswith(
        f"a damaged clip is set aside and made again: {path.name} ("
    )


@pytest.mark.parametrize("tail", [b"\0", b"\0" * 8, b"LIST\x04\0\0\0abcd"])
def test_entry_with_something_behind_it_is_set_aside(store: ClipStore, tail: bytes) -> None:
    store.put(KEY, recording())
    with store.path(KEY).open("ab") as file:
        file.write(tail)
    assert store.get(KEY) is None


def test_valid_entry_of_another_clip_is_set_aside(
    store: ClipStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.put(KEY, recording(seed=1))
    store.put(OTHER, recording(seed=2))
    shutil.copy(store.path(OTHER), store.path(KEY))
    assert store.get(KEY) is None
    assert "it is the entry of another clip" in caplog.text
    assert store.get(OTHER) is not None


@pytest.mark.parametrize("content", [b"text", b"RIFF\x04\0\0\0WAVE", b"[" * 9_000, b"\0" * 500])
def test_other_files_under_the_name_are_set_aside(store: ClipStore, content: bytes) -> None:
    path = store.path(KEY)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert store.find(KEY) is None
    assert path.with_suffix(".damaged").read_bytes() == content


def test_new_recording_takes_the_damaged_ones_place(store: ClipStore) -> None:
    store.put(KEY, recording())
    flip(store.path(KEY), -1)
    assert store.get(KEY) is None
    store.put(KEY, recording())
    assert store.get(KEY) is not None


def test_folder_in_an_entrys_place_is_an_error(store: ClipStore) -> None:
    store.path(KEY).mkdir(parents=True)
    with pytest.raises(OutputError) as caught:
        store.get(KEY)
    assert str(caught.value) == f"{store.path(KEY)}: can't be read: Is a directory"


def test_file_in_the_stores_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "clips").write_bytes(b"")
    store = ClipStore(tmp_path / "clips")
    with pytest.raises(OutputError) as caught:
        store.put(KEY, recording())
    assert caught.value.place == str(store.path(KEY))
