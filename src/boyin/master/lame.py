"""LAME through its own interface in C: samples in, the bytes of MP3 frames out.

FFmpeg has LAME as well, but the library in PyAV's wheels was compiled without optimisation and
takes four times as long. lameenc's wheels hold a fast one; what lameenc offers in Python can't turn
the bit reservoir off, so it is called as any program in C would. Where its functions can't be
reached (Windows), the slow one does the same.
"""

import ctypes
from collections.abc import Callable, Iterable, Iterator
from ctypes import c_char_p, c_float, c_int, c_void_p
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from boyin.ground.errors import OutputError
from boyin.sound.samples import Samples

_MONO = 3
_CONSTANT_BITRATE = 0
_ROOM = 7200
"""Bytes that lame.h asks for beyond 1.25 for each sample."""

# lame.h of LAME 3.100; the first of the arguments is the encoder each time.
_FUNCTIONS: dict[str, tuple[type | None, tuple[type, ...]]] = {
    "get_lame_version": (c_char_p, ()),
    "lame_init": (c_void_p, ()),
    "lame_set_num_channels": (c_int, (c_void_p, c_int)),
    "lame_set_mode": (c_int, (c_void_p, c_int)),
    "lame_set_in_samplerate": (c_int, (c_void_p, c_int)),
    "lame_set_out_samplerate": (c_int, (c_void_p, c_int)),
    "lame_set_VBR": (c_int, (c_void_p, c_int)),
    "lame_set_brate": (c_int, (c_void_p, c_int)),
    "lame_set_quality": (c_int, (c_void_p, c_int)),
    "lame_set_lowpassfreq": (c_int, (c_void_p, c_int)),
    "lame_set_scale": (c_int, (c_void_p, c_float)),
    "lame_set_disable_reservoir": (c_int, (c_void_p, c_int)),
    "lame_set_bWriteVbrTag": (c_int, (c_void_p, c_int)),
    "lame_init_params": (c_int, (c_void_p,)),
    "lame_encode_buffer_ieee_float": (
        c_int,
        (c_void_p, c_void_p, c_void_p, c_int, c_void_p, c_int),
    ),
    "lame_encode_flush": (c_int, (c_void_p, c_void_p, c_int)),
    "lame_close": (c_int, (c_void_p,)),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What an encoder is told before it begins; one channel, constant bit rate, no reservoir."""

    rate: int
    """Samples per second, of the sound and of the MP3."""
    kilobits: int
    """Per second."""
    quality: int
    """From 0, slow, to 9, fast."""
    scale: float
    """What samples are multiplied by before LAME looks at them."""
    band: int = 0
    """Hertz above which there is nothing to encode; 0 leaves that to LAME."""


@dataclass(frozen=True, slots=True)
class Lame:
    """LAME as it was found somewhere."""

    library: ctypes.CDLL
    name: str
    """Its version and where it is from: what it makes of a sound may differ from what another
    does."""

    def encode(self, chunks: Iterable[Samples], settings: Settings) -> Iterator[bytes]:
        """The frames of one continuous sound, given in pieces: what is finished after each.

        Raises OutputError where LAME refuses.
        """
        encoder = c_void_p(self.library.lame_init())
        try:
            self._set_up(encoder, settings)
            for chunk in chunks:
                samples = np.ascontiguousarray(chunk, dtype=np.float32)
                # Of one channel: the other pointer is not looked at.
                sound = (samples.ctypes.data, samples.ctypes.data, samples.size)
                room = samples.size * 5 // 4 + _ROOM
                yield _made(self.library.lame_encode_buffer_ieee_float, encoder, *sound, room=room)
            yield _made(self.library.lame_encode_flush, encoder, room=_ROOM)
        finally:
            self.library.lame_close(encoder)

    def _set_up(self, encoder: c_void_p, settings: Settings) -> None:
        lame = self.library
        refused = min(
            lame.lame_set_num_channels(encoder, 1),
            lame.lame_set_mode(encoder, _MONO),
            lame.lame_set_in_samplerate(encoder, settings.rate),
            lame.lame_set_out_samplerate(encoder, settings.rate),
            lame.lame_set_VBR(encoder, _CONSTANT_BITRATE),
            lame.lame_set_brate(encoder, settings.kilobits),
            lame.lame_set_quality(encoder, settings.quality),
            lame.lame_set_scale(encoder, settings.scale),
            lame.lame_set_lowpassfreq(encoder, settings.band),
            lame.lame_set_disable_reservoir(encoder, True),
            lame.lame_set_bWriteVbrTag(encoder, False),
            lame.lame_init_params(encoder),
        )
        if refused < 0:
            raise OutputError(f"LAME does not encode with {settings}")


@cache
def fastest() -> Lame:
    """The LAME that encodes here. Raises OutputError where there is none."""
    for lame in found():
        return lame
    raise OutputError("no LAME was found that encodes MP3", remedy="Run: pip install lameenc")


def found() -> Iterator[Lame]:
    """Every LAME that can be called here, the fastest first."""
    for path, source in _places():
        try:
            library = ctypes.CDLL(path)
            for name, (result, arguments) in _FUNCTIONS.items():
                function = getattr(library, name)
                function.restype, function.argtypes = result, arguments
        except (OSError, AttributeError):
            continue
        yield Lame(library, f"lame={library.get_lame_version().decode()} {source}")


def _places() -> Iterator[tuple[str, str]]:
    """Files that may hold LAME, the fastest first, and what each is called."""
    if (fast := find_spec("lameenc")) and fast.origin:
        yield fast.origin, f"lameenc={metadata.version('lameenc')}"
    if (slow := find_spec("av")) and slow.origin:
        package = Path(slow.origin).parent
        beside = (package / ".dylibs", package.parent / "av.libs")
        for path in sorted(one for folder in beside for one in folder.glob("libmp3lame*")):
            yield str(path), f"av={metadata.version('av')}"
    if found := find_library("mp3lame"):
        yield found, "system"


def _made(function: Callable[..., int], *arguments: Any, room: int) -> bytes:
    """What a function of LAME writes into a buffer of `room` bytes."""
    buffer = ctypes.create_string_buffer(room)
    size = function(*arguments, buffer, room)
    if size < 0:
        raise OutputError(f"LAME stopped with error {size}")
    return buffer.raw[:size]
