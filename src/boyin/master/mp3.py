"""Samples into MP3 frames, and frames into a file that decodes to exactly those samples.

CBR, mono, no bit reservoir: every frame stands alone, so slices of whole frames that were encoded
apart can be joined. The Info frame in front tells players how many samples to leave out at both
ends. Promise: a file of n samples decodes to n samples, in place, in every gapless decoder.
"""

import struct
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import IO

import numpy as np

from boyin.ground.errors import OutputError
from boyin.master.lame import Settings, fastest
from boyin.sound.samples import Samples
from boyin.timeline.timeline import FRAME

FRAME_SAMPLES = FRAME
"""Samples in a frame of MPEG-1 layer III."""
ENCODER_DELAY = 576
"""Samples that LAME puts before the sound; a decoder adds 529 of its own and knows of them."""

# ISO/IEC 11172-3, 2.4.2.3, for layer III.
_KILOBITS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160)
_RATES = (44_100, 48_000, 32_000)
_SYNC_MPEG1_LAYER3 = 0xFFFA
_NO_CRC = 0x0001
_PADDING_BIT = 0x0200
_SIDE_INFO_MONO = 17
_TOC_ENTRIES = 100
_MAX_PADDING = 0xFFF

# LAME turns sound down by this factor at up to 160 kbit/s.
_LAME_SCALE = 0.95

# LAME's -q: the slowest that does not shape the noise it makes. At 96 kbit/s for one channel there
# is little to shape: without it the noise is 3 dB lower in speech, more in shipped transitions, as
# far under what masks it, and encoding is a third faster than at 5, which would shape it.
_LAME_QUALITY = 7


@dataclass(frozen=True, slots=True)
class Mp3Format:
    """What all frames of one file have in common."""

    rate: int = 44_100
    """Samples per second: 32000, 44100 or 48000."""
    bitrate: int = 96_000
    """Bits per second, 64000 to 160000: below, LAME's tag does not fit into one frame at every
    rate; more is for stereo."""

    def __post_init__(self) -> None:
        if self.rate not in _RATES or self.bitrate % 1000 or self.bitrate < 64_000:
            raise OutputError(f"no such MP3: {self.rate} Hz, {self.bitrate} bit/s")
        if self.bitrate // 1000 not in _KILOBITS:
            raise OutputError(f"no such MP3 bit rate: {self.bitrate}")

    @property
    def fingerprint(self) -> str:
        """Everything that shapes the frames of given samples, for the key of a cached slice."""
        how = f"mono reservoir=0 quality={_LAME_QUALITY} scale={_LAME_SCALE}"
        return f"mp3 {self.rate} {self.bitrate} {how} {fastest().name}"


PODCAST = Mp3Format()
"""What podcast directories recommend for speech: 44.1 kHz, 96 kbit/s."""


def encode_frames(
    chunks: Iterable[Samples], form: Mp3Format = PODCAST, *, band: int = 0
) -> Iterator[bytes]:
    """The frames of one continuous sound, given in pieces of any length; memory stays flat.

    band: hertz above which there is nothing to encode; 0 leaves that to the encoder.
    """
    settings = Settings(
        form.rate, form.bitrate // 1000, _LAME_QUALITY, scale=1 / _LAME_SCALE, band=band
    )
    heard = (_checked(chunk) for chunk in chunks if chunk.size)
    first = next(heard, None)
    if first is None:
        raise OutputError("there is no sound to encode")
    for made in fastest().encode(chain([first], heard), settings):
        for start, end in pairwise([0, *frame_ends(made, form)]):
            yield made[start:end]


def encode_slice(
    samples: Samples, *, last: bool, form: Mp3Format = PODCAST, band: int = 0
) -> bytes:
    """The frames of a slice that is encoded alone, to be joined with others.

    A slice is whole frames long, except the last, which also holds the frame that flushes the
    encoder. The frames of a slice begin `ENCODER_DELAY` early, so its last 1105 samples sound
    partly in the next slice's first frame: they must be silence. band: as `encode_frames` has it.
    """
    if not last and samples.size % FRAME_SAMPLES:
        raise OutputError(f"a slice of {samples.size} samples is not made of whole frames")
    frames = list(encode_frames([samples], form, band=band))
    return b"".join(frames if last else frames[: samples.size // FRAME_SAMPLES])


def write_mp3(
    file: IO[bytes], pieces: Iterable[bytes], *, samples: int, form: Mp3Format = PODCAST
) -> None:
    """Writes an Info frame and the frames in `pieces` at the file's position; it must seek.

    `samples` is how many samples the frames were made of. Raises OutputError if the frames are of
    another format or can't hold just as many.
    """
    start = file.tell()
    file.write(bytes(_frame_size(_header(form))))
    ends = array("Q", [file.tell() - start])
    for piece in pieces:
        before = ends[-1]
        ends.extend(before + end for end in frame_ends(piece, form))
        file.write(piece)
    end = file.tell()
    file.seek(start)
    file.write(info_frame(ends, samples=samples, form=form))
    file.seek(end)


def info_frame(ends: "array[int]", *, samples: int, form: Mp3Format = PODCAST) -> bytes:
    """A silent frame that holds the file's figures: Xing's "Info", then LAME's gapless tag.

    `ends` are the byte positions where the frames end, the Info frame's own end first.
    """
    frames = len(ends) - 1
    padding = frames * FRAME_SAMPLES - samples - ENCODER_DELAY
    if not 0 <= padding <= _MAX_PADDING:
        raise OutputError(f"{frames} MP3 frames can't be made of {samples} samples")
    header = _header(form)
    size = ends[-1]
    front = header.to_bytes(4) + bytes(_SIDE_INFO_MONO)
    front += b"Info" + struct.pack(">III", 0xF, frames, size) + _seek_table(ends) + bytes(4)
    front += _lame_tag(form, padding, size)
    # LAME itself covers what stands before the field; the often quoted 190 bytes are stereo's.
    return (front + _crc16(front).to_bytes(2)).ljust(_frame_size(header), b"\0")


def _lame_tag(form: Mp3Format, padding: int, size: int) -> bytes:
    """LAME's tag without its closing CRC; 0 stands for "not told" in all it leaves open.

    FFmpeg and others believe delay and padding only under a name they know.
    """
    cbr = 1
    gapless = (ENCODER_DELAY << 12 | padding).to_bytes(3)
    return (
        b"LAME3.100"
        + bytes([cbr, 0])
        + bytes(8)  # peak and replay gain
        + bytes([0, form.bitrate // 1000])
        + gapless
        + bytes(4)  # source, gain, preset
        + struct.pack(">IH", size, 0)
    )


def _seek_table(ends: "array[int]") -> bytes:
    """For each percent of the time, how far into the bytes it lies, in 256ths."""
    frames = len(ends) - 1
    places = (ends[entry * frames // _TOC_ENTRIES] for entry in range(_TOC_ENTRIES))
    return bytes(min(255, round(256 * place / ends[-1])) for place in places)


def _header(form: Mp3Format) -> int:
    """The header of an unpadded mono frame, as LAME writes it (original, no emphasis)."""
    bitrate = _KILOBITS.index(form.bitrate // 1000) + 1
    second = bitrate << 12 | _RATES.index(form.rate) << 10
    mono_original = 0xC4
    return (_SYNC_MPEG1_LAYER3 | _NO_CRC) << 16 | second | mono_original


def _frame_size(header: int) -> int:
    """The bytes of the frame that begins with this header (MPEG-1 layer III)."""
    bitrate = _KILOBITS[(header >> 12 & 0xF) - 1] * 1000
    rate = _RATES[header >> 10 & 0x3]
    return FRAME_SAMPLES // 8 * bitrate // rate + (header >> 9 & 1)


def frame_ends(piece: bytes, form: Mp3Format = PODCAST) -> Iterator[int]:
    """Where each frame of `piece` ends; raises OutputError on anything but whole frames."""
    header = _header(form)
    sizes = {one.to_bytes(4): _frame_size(one) for one in (header, header | _PADDING_BIT)}
    place = 0
    while place < len(piece):
        found = piece[place : place + 4]
        size = sizes.get(found)
        if size is None:
            raise OutputError(f"an MP3 frame has the header {found.hex()}, not {header:08x}")
        place += size
        if place > len(piece):
            raise OutputError("an MP3 frame is cut off")
        yield place


def _crc16(data: bytes) -> int:
    """CRC-16 with the polynomial 0xA001, reflected, from 0, as LAME's tag has it."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def _checked(samples: Samples) -> Samples:
    # A NaN also fails this comparison.
    if not float(np.abs(samples).max()) <= 1.0:
        raise OutputError("the sound leaves the range from -1 to 1")
    return samples
