"""From a sound file to samples, by FFmpeg; run as a program, so that it may fall without harm.

In: a line of JSON for each file on standard input. Out: for each a line of JSON, `{"samples": n}`
with n samples behind it, or `{"error": …}`, after which nothing follows. Promise: a file that is
cut off in the middle, as far as it says how long it is, is an error.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from boyin.ground.errors import SoundError
from boyin.ground.inputs import open_input
from boyin.sound.declared import missing_bytes
from boyin.sound.samples import Samples

if sys.platform != "win32":
    import resource
if TYPE_CHECKING:
    import av

SECONDS = 60
"""Of a processor, for one file; on the wall twice as long."""
_BYTES = 3 * 2**30
"""Of addresses; libraries reserve more than they use."""
LONGEST_SECONDS = 600.0
LARGEST_BYTES = 256 * 1024 * 1024
_MOST_CHANNELS = 64
_TELL_THEIR_LENGTH = frozenset({"flac", "ogg", "mov", "mp4", "m4a", "matroska", "webm", "caf"})
"""Formats whose length stands in the file, and is not made out from its size."""
_SHORT_OF_SECONDS = 0.5
# A playlist may name other files and addresses: none of them is opened.
_NOTHING_ELSE = {"protocol_whitelist": "none"}


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A file, and what of it is wanted."""

    path: str
    rate: int
    longest: float = LONGEST_SECONDS
    """Seconds; what is longer is refused."""
    until: float | None = None
    """The second at which reading stops; None for all of the file."""

    def as_json(self) -> bytes:
        """The line that asks for it."""
        return json.dumps(asdict(self)).encode() + b"\n"


def decode_here(wanted: SoundFile) -> Samples:
    """A file of any kind that FFmpeg reads, at the rate wanted, its channels averaged.

    Raises SoundError if it can't be read whole, has no sound, or is too long.
    """
    import av

    try:
        with open_input(Path(wanted.path)) as file:
            _check_size(file, wanted)
            with av.open(file, "r", options=_NOTHING_ELSE) as container:
                pieces = list(_decoded(container, wanted))
    # PyAV's errors are OSErrors too.
    except av.FFmpegError as error:
        raise SoundError(f"is not a sound file: {error.strerror}", place=wanted.path) from error
    except OSError as error:
        raise SoundError(f"can't be read: {error.strerror or error}", place=wanted.path) from error
    if not pieces:
        raise SoundError("holds no sound", place=wanted.path)
    joined: Samples = np.concatenate(pieces)
    # A lossy file, or the ringing around a full-scale edge, can leave the range.
    return np.clip(joined, -1.0, 1.0, out=joined)


def _check_size(file: BinaryIO, wanted: SoundFile) -> None:
    size = file.seek(0, 2)
    if size > LARGEST_BYTES:
        raise SoundError("is too large for a sound file", place=wanted.path)
    if not size:
        raise SoundError("is not a sound file: it is empty", place=wanted.path)
    if missing := missing_bytes(file, size):
        raise SoundError(f"is cut off: {missing} bytes are missing at its end", place=wanted.path)
    file.seek(0)


def _decoded(container: "av.container.InputContainer", wanted: SoundFile) -> Iterator[Samples]:
    import av

    if not container.streams.audio:
        raise SoundError("holds no sound", place=wanted.path)
    stream = container.streams.audio[0]
    if stream.layout.nb_channels > _MOST_CHANNELS:
        raise SoundError(f"has more than {_MOST_CHANNELS} channels", place=wanted.path)
    # FFmpeg's own mixing to mono would make equal channels 3 dB louder. Packed, because PyAV has no
    # room for the planes of eight channels and more.
    resampler = av.AudioResampler(format="flt", rate=wanted.rate)
    done, most = 0, round(wanted.longest * wanted.rate)
    end = None if wanted.until is None else round(wanted.until * wanted.rate)
    for frame in chain(container.decode(audio=0), [None]):
        try:
            parts = resampler.resample(frame)
        except ValueError as error:
            raise SoundError("changes its rate or channels midway", place=wanted.path) from error
        for part in parts:
            mixed = _mixed(part)[: None if end is None else end - done]
            done += mixed.size
            if done > most:
                raise SoundError(f"is longer than {wanted.longest:g} seconds", place=wanted.path)
            yield mixed
            if done == end:
                return
    _check_length(container, done / wanted.rate, wanted)


def _mixed(frame: "av.AudioFrame") -> Samples:
    channels = frame.to_ndarray().reshape(-1, frame.layout.nb_channels).T
    mixed: Samples = np.ascontiguousarray(channels).mean(axis=0, dtype=np.float32)
    return mixed


def _check_length(
    container: "av.container.InputContainer", seconds: float, wanted: SoundFile
) -> None:
    names = set(container.format.name.split(","))
    if container.duration is None or not names & _TELL_THEIR_LENGTH:
        return
    told = container.duration / 1_000_000
    if seconds < told - _SHORT_OF_SECONDS:
        raise SoundError(
            f"is cut off: it says {told:.1f} seconds and holds {seconds:.1f}", place=wanted.path
        )


def main() -> None:
    """Answers the lines on standard input, in their order."""
    out = sys.stdout.buffer
    for number, line in enumerate(sys.stdin.buffer, 1):
        _limit(number)
        try:
            samples = decode_here(SoundFile(**json.loads(line)))
        except (SoundError, MemoryError) as error:
            wrong = error.message if isinstance(error, SoundError) else "takes too much memory"
            out.write(json.dumps({"error": wrong}).encode() + b"\n")
            return
        out.write(json.dumps({"samples": samples.size}).encode() + b"\n")
        out.write(samples.astype("<f4").tobytes())
        out.flush()


def _limit(files: int) -> None:
    """Limits this process to what so many files may take."""
    if sys.platform == "win32":
        return  # The wall's clock is in the hands of who started this.
    for what, most in ((resource.RLIMIT_AS, _BYTES), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (files * SECONDS, hard))


if __name__ == "__main__":
    main()
