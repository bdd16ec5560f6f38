"""A slice's sound into MP3 frames that stay under the true peak platforms ask for, once decoded.

Encoding moves peaks, and by how much is known only afterwards. Promise: what a decoder makes of
the frames has its true peak at -1 dBTP or under it; a slice that needs no change gets none.
"""

import io

import numpy as np

from boyin.errors import OutputError
from boyin.loudness import measure
from boyin.master.levels import CEILING_DBFS, limit
from boyin.master.mp3 import encode_slice
from boyin.sound import Samples
from boyin.timeline import RATE

LIMIT_DBTP = -1.0
"""What platforms ask for at most."""
_SPARE_DB = 0.1
_ROUNDS = 8


def encode_under_limit(sound: Samples, *, last: bool) -> bytes:
    """The frames of a slice, limited again where encoding lifted a peak over the limit.

    Raises OutputError if it is over still after several rounds, which no sound was seen to be.
    """
    ceiling = CEILING_DBFS
    for _ in range(_ROUNDS):
        frames = encode_slice(sound, last=last)
        over = true_peak(frames) - LIMIT_DBTP
        if over <= 0:
            return frames
        ceiling -= over + _SPARE_DB
        sound = limit(sound, RATE, ceiling=ceiling)
    raise OutputError(f"the true peak of a slice stays {over:.1f} dB over {LIMIT_DBTP:g} dBTP")


def true_peak(frames: bytes) -> float:
    """The true peak of decoded MP3 frames, in dBTP."""
    return measure(decoded(frames), RATE).true_peak


def decoded(frames: bytes) -> Samples:
    """What a decoder makes of MP3 frames; unlike a file's, these samples may exceed full scale."""
    import av

    with av.open(io.BytesIO(frames), "r", format="mp3") as container:
        pieces = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    return np.concatenate(pieces)
