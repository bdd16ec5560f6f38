"""How loud the finished programme is, heard while its frames pass by on their way into the file.

Turns MP3 frames, slice by slice, into their integrated loudness. Promise: it is measured on what a
decoder makes of them, and a slice that was heard before is not decoded again.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator

import numpy as np

from boyin.ground.memo import Memo
from boyin.master.peaks import decoded
from boyin.sound.gating import frame_powers, integrated, packed, unpacked
from boyin.timeline.timeline import FRAME, RATE

FORMAT = "1"
"""Raised when a slice's figures are others."""


class Listener:
    """Hears a programme, and keeps the figures of its slices with its article's memo."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._figures: list[bytes] = []

    def hearing(self, slices: Iterable[bytes]) -> Iterator[bytes]:
        """The slices as they come, each heard before it is handed on."""
        for frames in slices:
            self._figures.append(self._heard(frames))
            yield frames

    def loudness(self) -> float:
        """LUFS of all that was heard; -inf if that was silence."""
        powers = np.concatenate([unpacked(figures) for figures in self._figures])
        return integrated(powers, RATE, FRAME)

    def _heard(self, frames: bytes) -> bytes:
        digest = hashlib.sha256(frames).hexdigest()
        answer = self._memo.answer("loudness", FORMAT, digest, work_out=lambda: _figures_of(frames))
        return base64.b64decode(answer)


def _figures_of(frames: bytes) -> str:
    return base64.b64encode(packed(frame_powers(decoded(frames), RATE, FRAME))).decode()
