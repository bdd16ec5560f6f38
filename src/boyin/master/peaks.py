"""A slice's sound into MP3 frames that stay under the true peak platforms ask for, once decoded.

Encoding moves peaks, and by how much is known only afterwards. Promise: what a decoder makes of
the frames has its true peak at -1 dBTP or under it; a slice that needs no change gets none.
"""

import io
import math
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from boyin.errors import OutputError
from boyin.master.levels import CEILING_DBFS, limit
from boyin.master.mp3 import encode_slice
from boyin.sound import Samples
from boyin.timeline import RATE

if TYPE_CHECKING:
    import av

LIMIT_DBTP = -1.0
"""What platforms ask for at most."""
_SPARE_DB = 0.1
_ROUNDS = 8
_METERS_DIFFER_DB = 0.01
"""Between one meter's filter and another's: 0.002 dB were seen."""
_PIECE = 1 << 16


def encode_under_limit(sound: Samples, *, last: bool, band: int = 0) -> bytes:
    """The frames of a slice, limited again where encoding lifted a peak over the limit.

    band: hertz above which nothing sounds in it; 0 where that is not known.
    Raises OutputError if it is over still after several rounds, which no sound was seen to be.
    """
    ceiling = CEILING_DBFS
    for _ in range(_ROUNDS):
        frames = encode_slice(sound, last=last, band=band)
        over = true_peak(frames) + _METERS_DIFFER_DB - LIMIT_DBTP
        if over <= 0:
            return frames
        ceiling -= over + _SPARE_DB
        sound = limit(sound, RATE, ceiling=ceiling)
    raise OutputError(f"the true peak of a slice stays {over:.1f} dB over {LIMIT_DBTP:g} dBTP")


def true_peak(frames: bytes) -> float:
    """The true peak of decoded MP3 frames in dBTP, measured at four times their rate.

    That is annex 2 of ITU-R BS.1770-4, which `boyin.loudness` follows too, but without all that a
    meter measures besides: a third of the time.
    """
    import av

    resampler = av.AudioResampler(format="fltp", layout="mono", rate=4 * RATE)
    peak = 0.0
    for frame in chain(_decoded(frames), [None]):
        between = resampler.resample(frame)
        peak = max([peak, *map(_highest, [frame, *between] if frame else between)])
    return 20 * math.log10(peak) if peak else -math.inf


def _decoded(frames: bytes) -> "Iterator[av.AudioFrame]":
    """What a decoder makes of MP3 frames; unlike a file's, these samples may exceed full scale."""
    import av

    # Asking for each of the MP3's own frames would cost more than what is done with them.
    fifo = av.AudioFifo()
    with av.open(io.BytesIO(frames), "r", format="mp3") as container:
        for frame in container.decode(audio=0):
            frame.pts = None
            fifo.write(frame)
            if fifo.samples >= _PIECE and (piece := fifo.read()):
                yield piece
    if rest := fifo.read():
        yield rest


def _highest(frame: "av.AudioFrame") -> float:
    return float(np.abs(frame.to_ndarray()).max())
