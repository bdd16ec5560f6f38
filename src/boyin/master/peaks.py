"""A slice's sound into MP3 frames that stay under the true peak platforms ask for, once decoded.

Encoding moves peaks, and by how much is known only afterwards. Promise: what a decoder makes of
the frames has its true peak at -1 dBTP or under it; a slice that needs no change gets none.
"""

import io
import math

import numpy as np

from boyin.ground.errors import OutputError
from boyin.master.levels import CEILING_DBFS, limit
from boyin.master.mp3 import encode_slice
from boyin.master.true_peaks import true_peaks
from boyin.sound.samples import Samples
from boyin.timeline.timeline import RATE

LIMIT_DBTP = -1.0
"""What platforms ask for at most."""
_SPARE_DB = 0.1
_ROUNDS = 8
_METERS_DIFFER_DB = 0.01
"""Between one meter's filter and another's: 0.002 dB were seen."""


def encode_under_limit(sound: Samples, *, last: bool, band: int = 0) -> bytes:
    """The frames of a slice, limited again where encoding lifted a peak over the limit.

    band: hertz above which nothing sounds in it; 0 where that is not known.
    Raises OutputError if it is over still after several rounds, which no sound was seen to be.
    """
    ceiling = CEILING_DBFS
    for _ in range(_ROUNDS):
        frames = encode_slice(sound, last=last, band=band)
        over = _over(decoded(frames))
        if over <= 0:
            return frames
        ceiling -= over + _SPARE_DB
        sound = limit(sound, RATE, ceiling=ceiling)
    raise OutputError(f"the true peak of a slice stays {over:.1f} dB over {LIMIT_DBTP:g} dBTP")


def _over(decoded: Samples) -> float:
    """By how many decibels the true peak is over the limit, or nearly; 0 or less where it isn't."""
    limit = LIMIT_DBTP - _METERS_DIFFER_DB
    highest = float(true_peaks(decoded, above=10 ** (limit / 20)).max())
    return 20 * math.log10(highest) - limit if highest else -math.inf


def decoded(frames: bytes) -> Samples:
    """What a decoder makes of MP3 frames; unlike a file's, these samples may exceed full scale."""
    import av

    # Asking for each of the MP3's own frames would cost more than what is done with them.
    fifo = av.AudioFifo()
    with av.open(io.BytesIO(frames), "r", format="mp3") as container:
        for frame in container.decode(audio=0):
            frame.pts = None
            fifo.write(frame)
    whole = fifo.read()
    if whole is None:
        raise OutputError("there is no sound in what was encoded")
    return np.asarray(whole.to_ndarray()[0], dtype=np.float32)
