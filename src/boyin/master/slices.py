"""From a part of the timeline to MP3 frames: every slice is mastered and encoded alone.

What a slice sounds like depends on its own clips only, so its frames are the same wherever it
stands, and its key is known before a single one of its clips is recorded.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from boyin.clip_store import ClipStore, Take
from boyin.clips import Order
from boyin.errors import OutputError
from boyin.master.levels import CEILING_DBFS, LIMITER, bring_to, limit
from boyin.master.mp3 import PODCAST, encode_slice
from boyin.master.music import Music, rooms_of
from boyin.sound import Samples, fade, resample
from boyin.timeline import FRAME, RATE, TAIL, Cue, Part, Slice, lay_out, slice_of
from boyin.transitions import Slot
from boyin.voices import Pacing

FORMAT = 2
"""Raised when the way a slice is rendered changes."""
TARGET_LUFS = -16.0
"""What Apple asks of podcasts: -16 LKFS, give or take one."""
_FADE_SECONDS = 0.004


@dataclass(frozen=True, slots=True)
class Recipe:
    """A slice to be made: everything that shapes its frames."""

    part: Part
    orders: tuple[Order, ...]
    """Of the clips in it."""
    levels: tuple[float, ...] | None
    """How loud the voice of each clip is as its engine makes it, in LUFS; None where that of one
    has to be measured first: then no store has the slice, and it can't be made."""
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
        if self.levels is None:
            raise ValueError("how loud its voices are was not measured")
        clips = [order.clip(take) for order, take in zip(self.orders, takes, strict=True)]
        piece = slice_of(self.part, clips)
        sound = render_slice(piece, store, levels=self.levels, music=self.music)
        return encode_slice(sound, last=self.last)


def recipes_of(
    orders: Sequence[Order],
    pacing: Pacing,
    sounds: Mapping[Slot, Music],
    *,
    measuring: bool = True,
) -> tuple[Recipe, ...]:
    """The recipes of an episode, in order: of its silences, its transitions, its paragraphs.

    measuring: an engine may measure how loud a voice is, which can take requests to a service.
    Raises EngineError if that fails; where it may not, nothing is asked or written.
    """
    parts = lay_out(orders, pacing, rooms_of(sounds))
    encoder = PODCAST.fingerprint

    def recipe(part: Part) -> Recipe:
        own = tuple(orders[index] for index in part.segments)
        levels = _levels(own, measuring=measuring)
        last = part is parts[-1]
        music = sounds[part.sound] if part.sound else None
        clips = zip((o.key for o in own), levels or [None] * len(own), part.pauses, strict=True)
        shape = [
            [FORMAT, encoder, RATE, FRAME, TAIL],
            [TARGET_LUFS, CEILING_DBFS, LIMITER, _FADE_SECONDS],
            [list(clip) for clip in clips],
            [part.silence, part.sound, music.digest if music else None, last],
        ]
        key = hashlib.sha256(json.dumps(shape).encode()).hexdigest()
        return Recipe(part, own, levels, music, last, key)

    return tuple(recipe(part) for part in parts)


def _levels(orders: Sequence[Order], *, measuring: bool) -> tuple[float, ...] | None:
    if measuring:
        return tuple(order.engine.loudness(order.voice) for order in orders)
    known = [order.engine.known_loudness(order.voice) for order in orders]
    levels = tuple(level for level in known if level is not None)
    return levels if len(levels) == len(known) else None


def render_slice(
    piece: Slice, store: ClipStore, *, levels: Sequence[float], music: Music | None = None
) -> Samples:
    """The sound of one slice: its clips at the programme's loudness, digital silence between.

    levels: LUFS of each clip's voice as its engine makes it. music: what is heard in it besides.
    Raises OutputError if a clip is no longer in the store.
    """
    sound: Samples = np.zeros(piece.length, dtype=np.float32)
    for cue, level in zip(piece.cues, levels, strict=True):
        sound[cue.start : cue.end] = _dressed(cue, store, level)
    if music is None:
        return sound
    start, heard = music.in_slice(piece, TARGET_LUFS)
    sound[start : start + heard.size] += heard
    # Each of the two keeps under the ceiling; together they may not.
    return limit(sound, RATE)


def _dressed(cue: Cue, store: ClipStore, loudness: float) -> Samples:
    """A clip's speech as it stands on the timeline."""
    clip = cue.clip
    samples = store.get(clip.key)
    if samples is None:
        raise OutputError(
            f"the recording of “{clip.speech.segment.written[:40]}” is gone from the store",
            remedy="Run the same command again: it is made anew.",
        )
    return dress(samples, clip.take.rate, loudness)


def dress(speech: Samples, rate: int, loudness: float) -> Samples:
    """Speech at the master's rate and the programme's loudness, its ends softened.

    loudness: LUFS of the voice as its engine makes it.
    """
    softened = fade(resample(speech, rate, RATE), RATE, _FADE_SECONDS)
    return bring_to(softened, RATE, loudness=loudness, target=TARGET_LUFS)
