"""MP3 files give back as many samples as went in, where they were; other decoders are the judge."""

import io
import shutil
import subprocess
import wave
from array import array
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
import mutagen.mp3
import numpy as np
import pytest
import soundfile

from boyin.ground.errors import OutputError
from boyin.master.mp3 import (
    ENCODER_DELAY,
    FRAME_SAMPLES,
    PODCAST,
    Mp3Format,
    encode_frames,
    encode_slice,
    info_frame,
    write_mp3,
)
from boyin.sound.samples import Samples

RATE = PODCAST.rate
LENGTHS = [1, 575, 576, 577, 1151, 1152, 1153, 12_671, 441_017]


def noise(count: int, seed: int = 0) -> Samples:
    """Noise under 10 kHz, which an MP3 keeps well enough to find it again."""
    white = np.random.default_rng(seed).standard_normal(count + 7)
    low = np.convolve(white, np.hanning(8), mode="valid")
    return (0.05 * low[:count]).astype(np.float32)


def phrases(*, cuts: int) -> tuple[Samples, list[int]]:
    """Noises with pauses of at least 1105 zeros between; the cuts lie at the end of the pauses."""
    parts: list[Samples] = []
    ends = []
    for seed in range(cuts):
        length = 9_000 + 1_234 * seed
        silent = -(length + 1105) % FRAME_SAMPLES + 1105
        parts += [noise(length, seed), np.zeros(silent, dtype=np.float32)]
        ends.append(sum(part.size for part in parts))
    return np.concatenate([*parts, noise(7_777, 99)]), ends


def sliced(sound: Samples, cuts: list[int]) -> list[bytes]:
    borders = [0, *cuts, sound.size]
    return [encode_slice(sound[a:b], last=b == sound.size) for a, b in pairwise(borders)]


def mp3_of(frames: list[bytes], count: int) -> bytes:
    file = io.BytesIO()
    write_mp3(file, frames, samples=count)
    return file.getvalue()


def frames_of(data: bytes) -> Iterator[bytes]:
    """The frames of a CBR stream of 96 kbit/s at 44.1 kHz, by the standard's formula."""
    place = 0
    while place < len(data):
        assert data[place : place + 2] == b"\xff\xfb"
        assert data[place + 2] & 0xFC == 0x70, "96 kbit/s at 44.1 kHz"
        assert data[place + 3] >> 6 == 3, "mono"
        size = 144 * 96_000 // 44_100 + (data[place + 2] >> 1 & 1)
        yield data[place : place + size]
        place += size
    assert place == len(data)


def ffmpeg_decoded(data: bytes) -> Samples:
    with av.open(io.BytesIO(data), "r") as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def alike(decoded: Samples, sound: Samples) -> float:
    """Signal to noise in decibels."""
    return float(10 * np.log10(np.sum(sound**2) / np.sum((decoded - sound) ** 2)))


def gain_of(decoded: Samples, sound: Samples) -> float:
    """The factor that brings the sound nearest to what was decoded."""
    return float(np.sum(decoded * sound) / np.sum(sound**2))


@pytest.mark.parametrize("count", LENGTHS)
def test_ffmpeg_decodes_just_the_samples_put_in(count: int) -> None:
    sound = noise(count)
    decoded = ffmpeg_decoded(mp3_of(list(encode_frames([sound])), count))
    assert decoded.size == count
    if count > 1000:
        assert alike(decoded, sound) > 10
        assert alike(decoded[1:], sound[:-1]) < 7, "one sample off must show"


@pytest.mark.skipif(shutil.which("mpg123") is None, reason="mpg123 is not installed")
@pytest.mark.parametrize("count", LENGTHS)
def test_mpg123_decodes_just_the_samples_put_in(tmp_path: Path, count: int) -> None:
    data = mp3_of(list(encode_frames([noise(count)])), count)
    (tmp_path / "a.mp3").write_bytes(data)
    command = ["mpg123", "--quiet", "-w", str(tmp_path / "a.wav"), str(tmp_path / "a.mp3")]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    assert told.stderr == ""
    with wave.open(str(tmp_path / "a.wav")) as file:
        decoded = np.frombuffer(file.readframes(count + 9), dtype="<i2") / 32_768
    assert decoded.size == count
    assert decoded == pytest.approx(ffmpeg_decoded(data), abs=1e-4)


@pytest.mark.parametrize("count", LENGTHS)
def test_libsndfile_decodes_just_the_samples_put_in(count: int) -> None:
    data = mp3_of(list(encode_frames([noise(count)])), count)
    decoded, rate = soundfile.read(io.BytesIO(data), dtype="float32")
    assert (decoded.size, rate) == (count, RATE)
    assert decoded == pytest.approx(ffmpeg_decoded(data), abs=1e-4)


def test_mutagen_reads_length_and_mode() -> None:
    file = io.BytesIO(mp3_of(list(encode_frames([noise(441_017)])), 441_017))
    info = mutagen.mp3.MPEGInfo(file)
    assert info.length == pytest.approx(441_017 / RATE, abs=1e-6)
    assert info.bitrate_mode == mutagen.mp3.BitrateMode.CBR
    assert info.bitrate == 96_000
    assert not info.sketchy


def test_every_frame_stands_alone_at_one_bitrate() -> None:
    data = mp3_of(list(encode_frames([noise(441_000)])), 441_000)
    frames = list(frames_of(data))
    assert len(frames) == 1 + 384
    main_data_begins = {frame[4] << 1 | frame[5] >> 7 for frame in frames}
    assert main_data_begins == {0}


def test_pieces_of_any_length_give_the_same_frames() -> None:
    sound = noise(50_000)
    pieces = np.split(sound, [0, 1, 700, 700, 20_001, 49_999])
    assert list(encode_frames(pieces)) == list(encode_frames([sound]))


def test_encoding_does_not_wait_for_the_end() -> None:
    taken = []

    def chunks() -> Iterator[Samples]:
        for index in range(5):
            taken.append(index)
            yield noise(44_100)

    frames = encode_frames(chunks())
    next(frames)
    assert taken == [0]
    assert len(list(frames)) == -(-5 * 44_100 // FRAME_SAMPLES)


def test_slices_join_to_as_many_frames_as_one_go() -> None:
    sound, cuts = phrases(cuts=8)
    joined = b"".join(sliced(sound, cuts))
    at_once = b"".join(encode_frames([sound]))
    assert len(list(frames_of(joined))) == len(list(frames_of(at_once)))


def test_file_does_not_depend_on_how_frames_are_handed_over() -> None:
    sound, cuts = phrases(cuts=8)
    slices = sliced(sound, cuts)
    single = list(frames_of(b"".join(slices)))
    assert mp3_of(slices, sound.size) == mp3_of(single, sound.size)


def test_joined_slices_decode_as_well_as_one_go() -> None:
    sound, cuts = phrases(cuts=8)
    joined = ffmpeg_decoded(mp3_of(sliced(sound, cuts), sound.size))
    at_once = ffmpeg_decoded(mp3_of(list(encode_frames([sound])), sound.size))
    assert joined.size == at_once.size == sound.size
    assert alike(joined, sound) > alike(at_once, sound) - 0.3
    for cut in cuts:
        around = slice(cut - 2000, cut + 2000)
        assert alike(joined[around], sound[around]) > alike(at_once[around], sound[around]) - 1


@pytest.mark.parametrize("end", [0, 1, 575, 1151])
def test_joined_slices_are_whole_in_every_decoder(tmp_path: Path, end: int) -> None:
    sound, cuts = phrases(cuts=5)
    sound = sound[: sound.size - end]
    data = mp3_of(sliced(sound, cuts), sound.size)
    assert {frame[4] << 1 | frame[5] >> 7 for frame in frames_of(data)} == {0}
    lengths = {ffmpeg_decoded(data).size, soundfile.read(io.BytesIO(data))[0].size}
    if shutil.which("mpg123"):
        (tmp_path / "a.mp3").write_bytes(data)
        command = ["mpg123", "--quiet", "-w", str(tmp_path / "a.wav"), str(tmp_path / "a.mp3")]
        subprocess.run(command, check=True)
        with wave.open(str(tmp_path / "a.wav")) as file:
            lengths.add(len(file.readframes(sound.size + 9)) // 2)
    assert lengths == {sound.size}


def test_joins_are_no_worse_than_one_go() -> None:
    sound, cuts = phrases(cuts=8)
    files = (sliced(sound, cuts), list(encode_frames([sound])))
    errors = [np.abs(ffmpeg_decoded(mp3_of(frames, sound.size)) - sound) for frames in files]
    around = np.concatenate([np.arange(cut - 2205, cut + 2205) for cut in cuts])
    joined, at_once = (error[around] for error in errors)
    assert joined.max() <= 1.05 * at_once.max()
    assert np.sqrt(np.mean(joined**2)) <= 1.05 * np.sqrt(np.mean(at_once**2))


def test_leaving_a_slice_out_changes_no_other() -> None:
    sound, cuts = phrases(cuts=3)
    slices = sliced(sound, cuts)
    whole = ffmpeg_decoded(mp3_of(slices, sound.size))
    gone = cuts[1] - cuts[0]
    shorter = ffmpeg_decoded(mp3_of([slices[0], *slices[2:]], sound.size - gone))
    assert shorter.size == sound.size - gone
    # FFmpeg's decoder rounds with noise that depends on the place: some 1e-5.
    assert shorter[cuts[0] :] == pytest.approx(whole[cuts[1] :], abs=1e-4)


def test_file_may_begin_after_a_tag() -> None:
    frames = list(encode_frames([noise(5_000)]))
    file = io.BytesIO()
    file.write(b"before")
    write_mp3(file, frames, samples=5_000)
    file.write(b"after")
    assert file.getvalue() == b"before" + mp3_of(frames, 5_000) + b"after"


def test_info_frame_tells_frames_bytes_delay_and_padding() -> None:
    data = mp3_of(list(encode_frames([noise(441_000)])), 441_000)
    frame = next(frames_of(data))
    assert frame[21:25] == b"Info"
    assert int.from_bytes(frame[25:29]) == 0xF
    assert int.from_bytes(frame[29:33]) == len(list(frames_of(data))) - 1 == 384
    assert int.from_bytes(frame[33:37]) == len(data)
    assert frame[141:150] == b"LAME3.100"
    gapless = int.from_bytes(frame[162:165])
    assert (gapless >> 12, gapless & 0xFFF) == (ENCODER_DELAY, 384 * 1152 - 441_000 - 576)
    table = frame[37:137]
    assert table[0] == round(256 * len(frame) / len(data))
    assert list(table) == sorted(table)
    assert np.abs(np.array(list(table)) - 2.56 * np.arange(100)).max() < 2


# The first frame of an MP3 that LAME 3.100 made of a sine (`lame -m m --cbr -b 96 --nores`), up to
# the checksum at its end.
LAME_FRAME = bytes.fromhex(
    "fffb70c40000000000000000000000000000000000496e666f0000000f000000c10000ed8d000205070a0d0f"
    "1215171a1d1f222526292b2e313336393b3e404346484a4c4f5254575a5c5f6264676a6c6e707376787b7e80"
    "8385888b8d90939497999c9fa1a4a7a9acafb1b4b7b8bbbdc0c2c5c8cacdd0d2d5d8dadcdee1e4e6e9eceef1"
    "f4f6f9fcfe000000394c414d45332e31303001cd000000002c25000014602404ec620000600000ed8dea1895"
    "f3"
)


def test_checksum_is_the_one_that_lame_writes() -> None:
    assert crc_16_arc(LAME_FRAME[:175]) == int.from_bytes(LAME_FRAME[175:])
    ours = info_frame(array("Q", [313, 626, 940]), samples=1_000)
    assert crc_16_arc(ours[:175]) == int.from_bytes(ours[175:177])


def crc_16_arc(data: bytes) -> int:
    """CRC-16/ARC, bit by bit over the reversed bits: polynomial 0x8005."""
    register = 0
    for byte in data:
        register ^= int(f"{byte:08b}"[::-1], 2) << 8
        for _ in range(8):
            register = (register << 1 ^ (0x8005 if register & 0x8000 else 0)) & 0xFFFF
    return int(f"{register:016b}"[::-1], 2)


def test_checksum_of_the_check_string() -> None:
    assert crc_16_arc(b"123456789") == 0xBB3D


@pytest.mark.parametrize("rate", [32_000, 44_100, 48_000])
@pytest.mark.parametrize("bitrate", [64_000, 160_000])
def test_other_formats_are_as_exact(rate: int, bitrate: int) -> None:
    form = Mp3Format(rate=rate, bitrate=bitrate)
    file = io.BytesIO()
    sound = noise(50_001)
    write_mp3(file, encode_frames([sound], form), samples=sound.size, form=form)
    decoded = ffmpeg_decoded(file.getvalue())
    assert decoded.size == sound.size
    assert alike(decoded, sound) > 10
    assert gain_of(decoded, sound) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("level", [0.01, 1.0])
def test_encoding_keeps_the_level(level: float) -> None:
    tone = (level * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)
    decoded = ffmpeg_decoded(mp3_of(list(encode_frames([tone])), RATE))
    assert gain_of(decoded, tone) == pytest.approx(1, abs=0.002)


@pytest.mark.parametrize(
    ("rate", "bitrate"), [(24_000, 96_000), (44_100, 48_000), (44_100, 97_000), (44_100, 192_000)]
)
def test_formats_outside_mpeg_1_are_refused(rate: int, bitrate: int) -> None:
    with pytest.raises(OutputError, match="no such MP3"):
        Mp3Format(rate=rate, bitrate=bitrate)


def test_slice_of_broken_frames_is_refused() -> None:
    with pytest.raises(OutputError, match="1000 samples is not made of whole frames"):
        encode_slice(noise(1000), last=False)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1.01, -1.01])
def test_sound_out_of_range_is_refused(value: float) -> None:
    sound = noise(5_000)
    sound[1234] = value
    with pytest.raises(OutputError, match="range"):
        list(encode_frames([noise(100), sound]))


@pytest.mark.parametrize("chunks", [[], [np.zeros(0, dtype=np.float32)]])
def test_no_sound_is_refused(chunks: list[Samples]) -> None:
    with pytest.raises(OutputError, match="no sound"):
        list(encode_frames(chunks))


def test_wrong_number_of_samples_is_refused() -> None:
    frames = list(encode_frames([noise(11_520)]))
    for count in (11_520 + 577, 11_520 - 4_096):
        with pytest.raises(OutputError, match=f"11 MP3 frames can't be made of {count} samples"):
            mp3_of(frames, count)


def test_what_lies_above_the_band_is_left_out_and_the_rest_stays_in_place() -> None:
    white = 0.05 * np.random.default_rng(0).standard_normal(100 * 1152).astype(np.float32)
    full, half = (
        ffmpeg_decoded(mp3_of(list(encode_frames([white], band=band)), white.size))
        for band in (0, 8_000)
    )
    powers = [np.abs(np.fft.rfft(sound)) ** 2 for sound in (full, half)]
    low, high = slice(0, powers[0].size // 4), slice(powers[0].size * 9 // 22, powers[0].size // 2)
    assert powers[1][high].sum() < 1e-4 * powers[0][high].sum()
    assert powers[1][low].sum() == pytest.approx(powers[0][low].sum(), rel=0.1)
    alike_at = [np.dot(full[1:-1], half[1 + late : half.size - 1 + late]) for late in (-1, 0, 1)]
    assert np.argmax(alike_at) == 1


def test_foreign_or_cut_frames_are_refused() -> None:
    frames = list(encode_frames([noise(11_520)]))
    other = list(encode_frames([noise(11_520)], Mp3Format(bitrate=128_000)))
    with pytest.raises(OutputError, match="fffb90c4, not fffb70c4"):
        mp3_of([*frames, *other], 23_040)
    with pytest.raises(OutputError, match="cut off"):
        mp3_of([*frames, frames[0][:-1]], 12_672)


def test_fingerprint_tells_formats_apart() -> None:
    assert PODCAST.fingerprint.startswith(
        "mp3 44100 96000 mono reservoir=0 quality=7 scale=0.95 lame="
    )
    assert Mp3Format(bitrate=128_000).fingerprint != PODCAST.fingerprint
