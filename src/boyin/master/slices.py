"""From a Timeline to MP3 frames: every slice mastered and encoded alone, several at a time.

What a slice sounds like depends on its own clips only; its frames are the same wherever it stands.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from boyin.clip_store import ClipStore
from boyin.clips import Clip
from boyin.errors import OutputError
from boyin.master.levels import bring_to
from boyin.master.mp3 import encode_slice
from boyin.master.transitions import transition
from boyin.sound import Samples, fade, resample
from boyin.timeline import RATE, Cue, Slice, Timeline

TARGET_LUFS = -16.0
"""What Apple asks of podcasts: -16 LKFS, give or take one."""
_FADE_SECONDS = 0.004


def master(
    timeline: Timeline,
    store: ClipStore,
    *,
    loudness: Callable[[Clip], float],
    transition_style: str,
) -> Iterator[bytes]:
    """The frames of every slice, in order.

    loudness: of a clip's voice as its engine makes it, in LUFS.
    Raises OutputError if a clip is no longer in the store.
    """
    last = timeline.slices[-1]

    def encode(piece: Slice) -> bytes:
        sound = render_slice(piece, store, loudness=loudness, transition_style=transition_style)
        return encode_slice(sound, last=piece is last)

    workers = os.cpu_count() or 1
    pool = ThreadPoolExecutor(workers)
    try:
        # Only a few slices ahead of the writer: memory does not grow with the episode.
        ahead: deque[Future[bytes]] = deque()
        for piece in timeline.slices:
            ahead.append(pool.submit(encode, piece))
            if len(ahead) > 2 * workers:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def render_slice(
    piece: Slice, store: ClipStore, *, loudness: Callable[[Clip], float], transition_style: str
) -> Samples:
    """The sound of one slice: its clips at the programme's loudness, digital silence between."""
    sound: Samples = np.zeros(piece.length, dtype=np.float32)
    if piece.transition:
        between = transition(transition_style, RATE)
        sound[: between.size] = between
    for cue in piece.cues:
        sound[cue.start : cue.end] = _dressed(cue, store, loudness(cue.clip))
    return sound


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
