"""From a part of the timeline to MP3 frames: every slice is mastered and encoded alone.

What a slice sounds like depends on its own clips only, so its frames are the same wherever it
stands, and its key is known before a single one of its clips is recorded.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from boyin.casts.cast import Cast, CastVoice
from boyin.casts.transitions import Slot
from boyin.clips.clips import Order
from boyin.clips.store import ClipStore, Take
from boyin.ground.errors import OutputError
from boyin.master.calibration import Level, known_level, level_of
from boyin.master.dressing import FADE_SECONDS, PREPARED, dress
from boyin.master.levels import CEILING_DBFS, LIMITER, limit
from boyin.master.mp3 import PODCAST
from boyin.master.music import Music, rooms_of
from boyin.master.peaks import LIMIT_DBTP, encode_under_limit
from boyin.sound.samples import Samples, resampler_name
from boyin.timeline.timeline import FRAME, RATE, TAIL, Cue, Part, Slice, lay_out, slice_of

FORMAT = 3
"""Raised when the way a slice is rendered changes."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A slice to be made: everything that shapes its frames."""

    part: Part
    orders: tuple[Order, ...]
    """Of the clips in it."""
    gains: tuple[float, ...] | None
    """Decibels that bring the voice of each clip to the programme's loudness; None where the level
    of one has to be measured first: then no store has the slice, and it can't be made."""
    music: Music | None
    """The sound that is heard in it."""
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
        if self.gains is None:
            raise ValueError("how loud its voices are was not measured")
        clips = [order.clip(take) for order, take in zip(self.orders, takes, strict=True)]
        piece = slice_of(self.part, clips)
        sound = render_slice(piece, store, gains=self.gains, music=self.music)
        # Nothing sounds above half the rate of what was recorded; a producer's music may.
        band = 0 if self.music else max((take.rate // 2 for take in takes), default=0)
        return encode_under_limit(sound, last=self.last, band=band)


def recipes_of(
    orders: Sequence[Order],
    cast: Cast,
    sounds: Mapping[Slot, Music],
    *,
    measuring: bool = True,
) -> tuple[Recipe, ...]:
    """The recipes of an episode, in order: of its silences, its transitions, its paragraphs.

    measuring: how loud a voice is may be measured, which takes recordings of it.
    Raises EngineError if that fails; where it may not, nothing is asked or written.
    """
    parts = lay_out(orders, cast.pacing, rooms_of(sounds))
    encoder, resampler = PODCAST.fingerprint, resampler_name()
    levels = _levels(orders, measuring=measuring)

    def recipe(part: Part) -> Recipe:
        own = tuple(orders[index] for index in part.segments)
        gains = _gains(own, levels, cast.loudness)
        last = part is parts[-1]
        music = sounds[part.sound] if part.sound else None
        clips = zip((o.key for o in own), gains or [None] * len(own), part.pauses, strict=True)
        shape = [
            [FORMAT, encoder, RATE, FRAME, TAIL],
            [PREPARED, resampler, CEILING_DBFS, LIMITER, FADE_SECONDS, LIMIT_DBTP],
            [list(clip) for clip in clips],
            [part.silence, part.sound, music.digest if music else None, last],
        ]
        key = hashlib.sha256(json.dumps(shape).encode()).hexdigest()
        return Recipe(part, own, gains, music, last, key)

    return tuple(recipe(part) for part in parts)


def _levels(orders: Sequence[Order], *, measuring: bool) -> dict[CastVoice, Level | None]:
    """The level of every voice; None where it would have to be measured and may not be."""
    find = level_of if measuring else known_level
    voices = {order.cast_voice: order.engine for order in orders}
    return {one: find(engine, one.voice) for one, engine in voices.items()}


def _gains(
    orders: Sequence[Order], levels: Mapping[CastVoice, Level | None], loudness: float
) -> tuple[float, ...] | None:
    known = [levels[order.cast_voice] for order in orders]
    gains = tuple(level.gain(loudness) for level in known if level)
    return gains if len(gains) == len(known) else None


def render_slice(
    piece: Slice, store: ClipStore, *, gains: Sequence[float], music: Music | None = None
) -> Samples:
    """The sound of one slice: its clips at the programme's loudness, digital silence between.

    gains: decibels for each clip. music: what is heard in it besides.
    Raises OutputError if a clip is no longer in the store.
    """
    sound: Samples = np.zeros(piece.length, dtype=np.float32)
    for cue, gain in zip(piece.cues, gains, strict=True):
        sound[cue.start : cue.end] = _dressed(cue, store, gain)
    if music is None:
        return sound
    start, heard = music.in_slice(piece)
    sound[start : start + heard.size] += heard
    # Each of the two keeps under the ceiling; together they may not.
    return limit(sound, RATE)


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
