"""From a part of the timeline to MP3 frames: every slice is mastered and encoded alone.

What a slice sounds like depends on its own clips only, so its frames are the same wherever it
stands, and its key is known before a single one of its clips is recorded.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from boyin.clip_store import ClipStore, Take
from boyin.clips import Order
from boyin.errors import OutputError
from boyin.master.calibration import level_of
from boyin.master.dressing import FADE_SECONDS, PREPARED, dress
from boyin.master.levels import CEILING_DBFS, LIMITER
from boyin.master.mp3 import PODCAST
from boyin.master.peaks import LIMIT_DBTP, encode_under_limit
from boyin.master.transitions import transition, transition_length, transition_print
from boyin.sound import Samples
from boyin.timeline import FRAME, RATE, TAIL, Cue, Part, Slice, lay_out, slice_of
from boyin.voices import Cast, CastVoice

FORMAT = 2
"""Raised when the way a slice is rendered changes."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A slice to be made: everything that shapes its frames."""

    part: Part
    orders: tuple[Order, ...]
    """Of the clips in it."""
    gains: tuple[float, ...]
    """Decibels that bring the voice of each clip to the programme's loudness."""
    transition: str
    """The style of the sound between chapters."""
    last: bool
    """It ends the episode, and holds the frame that flushes the encoder."""
    key: str
    """A digest of everything that shapes its frames.

    How long the clips are is not in it: the store keeps that beside the frames.
    """

    @property
    def clip_keys(self) -> tuple[str, ...]:
        """The keys of the clips in it, in order."""
        return tuple(order.key for order in self.orders)

    def encode(self, takes: Sequence[Take], store: ClipStore) -> bytes:
        """Its MP3 frames. Raises OutputError if a clip is no longer in the store."""
        clips = [order.clip(take) for order, take in zip(self.orders, takes, strict=True)]
        piece = slice_of(self.part, clips)
        sound = render_slice(piece, store, gains=self.gains, transition_style=self.transition)
        return encode_under_limit(sound, last=self.last)


def recipes_of(orders: Sequence[Order], cast: Cast) -> tuple[Recipe, ...]:
    """The recipes of an episode, in order: of its silences, its transitions, its paragraphs."""
    parts = lay_out(
        [order.speech.segment for order in orders],
        cast.pacing,
        transition=transition_length(cast.transition, RATE),
    )
    encoder = PODCAST.fingerprint

    gains: dict[CastVoice, float] = {}

    def gain(order: Order) -> float:
        if order.cast_voice not in gains:
            gains[order.cast_voice] = level_of(order.engine, order.voice).gain(cast.loudness)
        return gains[order.cast_voice]

    def recipe(part: Part) -> Recipe:
        own = tuple(orders[index] for index in part.segments)
        own_gains = tuple(map(gain, own))
        last = part is parts[-1]
        clips = zip((order.key for order in own), own_gains, part.pauses, strict=True)
        shape = [
            [FORMAT, encoder, RATE, FRAME, TAIL],
            [PREPARED, CEILING_DBFS, LIMITER, FADE_SECONDS, LIMIT_DBTP],
            [list(clip) for clip in clips],
            [part.silence, transition_print(cast.transition) if part.transition else None, last],
        ]
        key = hashlib.sha256(json.dumps(shape).encode()).hexdigest()
        return Recipe(part, own, own_gains, cast.transition, last, key)

    return tuple(recipe(part) for part in parts)


def render_slice(
    piece: Slice, store: ClipStore, *, gains: Sequence[float], transition_style: str
) -> Samples:
    """The sound of one slice: its clips at the programme's loudness, digital silence between.

    gains: decibels for each clip.
    Raises OutputError if a clip is no longer in the store.
    """
    sound: Samples = np.zeros(piece.length, dtype=np.float32)
    if piece.transition:
        between = transition(transition_style, RATE)
        sound[: between.size] = between
    for cue, gain in zip(piece.cues, gains, strict=True):
        sound[cue.start : cue.end] = _dressed(cue, store, gain)
    return sound


def _dressed(cue: Cue, store: ClipStore, gain: float) -> Samples:
    """A clip's speech as it stands on the timeline."""
    clip = cue.clip
    samples = store.get(clip.key)
    if samples is None:
        raise OutputError(
            f"the recording of “{clip.speech.segment.written[:40]}” is gone from the store",
            remedy="Run the same command again: it is made anew.",
        )
    return dress(samples, clip.take.rate, gain=gain)
