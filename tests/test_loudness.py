"""The meter against the signals of EBU Tech 3341 and 3342, made as those describe them."""

import numpy as np
import numpy.typing as npt

RATE = 48_000
Sound = npt.NDArray[np.float32]


def tones(*parts: tuple[float, float], rate: int = RATE) -> Sound:
    """A sine of 1 kHz at each level (dBFS, peak) for so many seconds, without a jump of phase."""
    level = np.concatenate([np.full(round(s * rate), 10 ** (db / 20)) for db, s in parts])
    return (level * np.sin(2 * np.pi * 1000 * np.arange(level.size) / rate)).astype(np.float32)


def stereo(*parts: tuple[float, float]) -> Sound:
    return np.tile(tones(*parts), (2, 1))


def surround() -> Sound:
    """Signal 6: left and right at -28, centre at -24, the two behind at -30."""
    return np.stack([tones((db, 20)) for db in (-28, -28, -24, -30, -30)])


INTEGRATED = [
    (stereo((-23, 20)), "stereo", -23),
    (stereo((-33, 20)), "stereo", -33),
    (stereo((-36, 10), (-23, 60), (-36, 10)), "stereo", -23),
    (stereo((-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)), "stereo", -23),
    (stereo((-26, 20), (-20, 20.1), (-26, 20)), "stereo", -23),
    (surround(), "5.0", -23),
]
