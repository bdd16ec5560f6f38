"""How loud a voice is, by ITU-R BS.1770-4: from samples to LUFS.

Promise: the figure of the standard's gated loudness for mono, within 0.1 LU of its test signals.
"""

import hashlib
import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from boyin.files import write_whole
from boyin.languages import Language
from boyin.settings import cache_folder
from boyin.sound import Samples, resample

_RATE = 48_000
"""The standard gives its filters for this rate."""

# Tables 1 and 2 of the standard: a shelf for the head, then a high pass.
_SHELF = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_BLOCK_SECONDS, _STEP_SECONDS = 0.4, 0.1
_OFFSET, _ABSOLUTE_GATE, _RELATIVE_GATE = -0.691, -70.0, -10.0

SAMPLES: dict[Language, tuple[str, ...]] = {
    "zh": (
        "清晨的集市刚刚开张，卖菜的老人把一捆捆青菜摆得整整齐齐，等着今天的第一位客人。",
        "他说这条路走了四十年，从来没有觉得远，因为路的那一头有人在等他回家吃饭。",
        "如果明天下雨，我们就把桌子搬到屋里去，泡一壶茶，慢慢地聊一整个下午。",
    ),
    "en": (
        "The market had just opened, and an old man was laying out his vegetables in tidy rows.",
        "He had walked this road for forty years, and it had never once seemed long to him.",
        "If it rains tomorrow, we will move the table inside, make some tea, and talk all day.",
    ),
}
"""Running speech that a voice's loudness is measured with: the same for every episode."""


def loudness_of(samples: Samples, rate: int) -> float:
    """The integrated loudness in LUFS; -inf if nothing lies above the gate."""
    weighted = _weighted(resample(samples, rate, _RATE))
    block, step = round(_BLOCK_SECONDS * _RATE), round(_STEP_SECONDS * _RATE)
    energy = np.concatenate([[0.0], np.cumsum(weighted**2)])
    starts = np.arange(0, max(1, weighted.size - block + 1), step)
    powers = (energy[np.minimum(starts + block, weighted.size)] - energy[starts]) / block
    heard = powers[_levels(powers) > _ABSOLUTE_GATE]
    if not heard.size:
        return float("-inf")
    heard = heard[_levels(heard) > float(_levels(heard.mean())) + _RELATIVE_GATE]
    return float(_levels(heard.mean()))


def kept(key: str, measure: Callable[[], float]) -> float:
    """The loudness that the cache holds under `key`; measured, and kept, where it holds none.

    One small file a key: builds that share the cache can't take each other's figures away.
    """
    lufs = known(key)
    if lufs is None:
        lufs = round(measure(), 2)
        write_whole(_path(key), json.dumps({"key": key, "lufs": lufs}).encode())
    return lufs


def known(key: str) -> float | None:
    """The loudness that the cache holds under `key`, or None."""
    try:
        entry = json.loads(_path(key).read_bytes())
        lufs = float(entry["lufs"])
        return lufs if entry["key"] == key and math.isfinite(lufs) else None
    except (OSError, ValueError, LookupError, TypeError):
        # Not measured yet, or damaged: either way it is measured now.
        return None


def _path(key: str) -> Path:
    digest = hashlib.sha256(key.encode()).hexdigest()[:16]
    return cache_folder() / "edge" / f"loudness-{digest}.json"


def _levels(powers: npt.ArrayLike) -> npt.NDArray[np.float64]:
    levels: npt.NDArray[np.float64] = _OFFSET + 10 * np.log10(np.maximum(powers, 1e-20))
    return levels


def _weighted(samples: Samples) -> npt.NDArray[np.float64]:
    """The samples as the ear weighs them; filtered as a spectrum, with room for the tail."""
    length = samples.size + _RATE
    delay = np.exp(-2j * np.pi * np.arange(length // 2 + 1) / length)
    response = np.ones_like(delay)
    for above, below in (_SHELF, _HIGH_PASS):
        response *= np.polyval(above[::-1], delay) / np.polyval(below[::-1], delay)
    spectrum = np.fft.rfft(samples.astype(np.float64), length) * response
    weighted: npt.NDArray[np.float64] = np.fft.irfft(spectrum, length)[: samples.size]
    return weighted
