"""How loud sound is, as ITU-R BS.1770-4 and EBU R 128 define it: from samples to LUFS, LU, dBTP.

FFmpeg's meter does it. Promise: sound may come in pieces of any length, any number of channels
that have a layout, and memory stays flat but for one figure each tenth of a second.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import av

STEP_SECONDS = 0.1
"""The meter shows its figures so often."""
MOMENTARY_SECONDS = 0.4

Levels = npt.NDArray[np.float32]
"""Shape (n,), float32, LUFS."""

# FFmpeg says this where the standard has no figure: nothing lies above the absolute gate.
_NOTHING = -70.0


@dataclass(frozen=True, slots=True, eq=False)
class Loudness:
    """What the meter measured."""

    integrated: float
    """Of the whole, gated, in LUFS; -inf where nothing lies above -70."""
    range: float
    """Loudness range of EBU Tech 3342, in LU."""
    true_peak: float
    """dBTP; -inf for digital silence."""
    momentary: Levels
    """Of the 400 ms that end at 0.1 s, 0.2 s, …; the first three know less than that."""
    short_term: Levels
    """Of the 3 s that end at 0.1 s, 0.2 s, …."""


class Meter:
    """Measures sound while it comes."""

    def __init__(self, rate: int, layout: str = "mono") -> None:
        """rate: samples per second. layout: FFmpeg's name for the channels: mono, stereo, 5.1."""
        self.rate = rate
        self.layout = layout
        self._graph = _Graph(rate, layout)
        self._momentary: list[float] = []
        self._short_term: list[float] = []

    def push(self, samples: npt.NDArray[np.float32]) -> None:
        """More of the sound: shape (n,), or (channels, n)."""
        self._push(samples)

    def _push(self, samples: npt.NDArray[np.float32] | None) -> None:
        for figures in self._graph.push(samples):
            self._momentary.append(float(figures["lavfi.r128.M"]))
            self._short_term.append(float(figures["lavfi.r128.S"]))

    def result(self) -> Loudness:
        """The figures of all that came; nothing may come after."""
        # Only whole tenths are gated, as the standard has it, but the last peak counts.
        before = dict(self._graph.figures)
        steps = len(self._momentary)
        channels = self._graph.channels
        self.push(np.zeros((channels, round(2 * STEP_SECONDS * self.rate)), dtype=np.float32))
        self._push(None)
        integrated = float(before.get("lavfi.r128.I", _NOTHING))
        peak = float(self._graph.figures.get("lavfi.r128.true_peak", 0.0))
        return Loudness(
            integrated if integrated > _NOTHING else -math.inf,
            float(before.get("lavfi.r128.LRA", 0.0)),
            20 * math.log10(peak) if peak else -math.inf,
            np.array(self._momentary[:steps], dtype=np.float32),
            np.array(self._short_term[:steps], dtype=np.float32),
        )


def measure(samples: npt.NDArray[np.float32], rate: int, layout: str = "mono") -> Loudness:
    """The loudness of a whole sound. samples: shape (n,), or (channels, n)."""
    meter = Meter(rate, layout)
    meter.push(samples)
    return meter.result()


class _Graph:
    """FFmpeg's `ebur128` filter with a way in and a way out."""

    def __init__(self, rate: int, layout: str) -> None:
        import av
        from av.filter import Graph

        self.rate, self.layout = rate, layout
        self.channels = av.AudioLayout(layout).nb_channels
        self.figures: Mapping[str, str] = {}
        """The last ones."""
        self._done = 0
        graph = Graph()
        self._source = graph.add_abuffer(
            sample_rate=rate, format="fltp", layout=layout, time_base=Fraction(1, rate)
        )
        meter = graph.add("ebur128", "metadata=1:peak=true:framelog=quiet")
        self._sink = graph.add("abuffersink")
        self._source.link_to(meter)
        meter.link_to(self._sink)
        graph.configure()
        self._graph = graph

    def push(self, samples: npt.NDArray[np.float32] | None) -> list[Mapping[str, str]]:
        """The figures of every tenth of a second that is full now; None ends the sound."""
        if samples is None:
            self._source.push(None)
        elif samples.size:
            self._source.push(self._frame(samples))
        return list(self._pulled())

    def _frame(self, samples: npt.NDArray[np.float32]) -> "av.AudioFrame":
        import av

        planes = np.ascontiguousarray(samples.reshape(self.channels, -1), dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout=self.layout)
        frame.sample_rate = self.rate
        frame.pts = self._done
        self._done += planes.shape[1]
        return frame

    def _pulled(self) -> "list[Mapping[str, str]]":
        import av

        pulled: list[Mapping[str, str]] = []
        while True:
            try:
                frame = self._sink.pull()
            except (av.BlockingIOError, av.EOFError):
                return pulled
            if found := frame.metadata:
                self.figures = found
                pulled.append(found)
