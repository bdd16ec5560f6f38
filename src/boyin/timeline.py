"""From Clips to a Timeline: when everything is heard, in whole samples.

The timeline is made of slices, about a paragraph each. A slice is a whole number of MP3 frames
long and ends in a pause, so its frames are the same wherever it stands; the pause is made a little
longer where that is needed.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from boyin.clips import Clip
from boyin.drafts import Border
from boyin.voices import Pacing

RATE = 44_100
"""Samples per second of the master; Apple asks for at least this."""
FRAME = 1152
"""Samples in a frame of MPEG-1 layer III."""

TAIL = 1105
"""Samples at a slice's end that sound in the next slice's first MP3 frame: they must be silence."""

_WITHIN_SLICE = frozenset[Border]({"clause", "voice", "sentence"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One clip, and when it is heard: samples from the start of its slice."""

    clip: Clip
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of the episode that is mastered and encoded alone."""

    start: int
    """Samples from the start of the episode."""
    length: int
    cues: tuple[Cue, ...] = ()
    transition: bool = False
    """It holds the sound that stands between chapters, and no speech."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter; it ends where the next one starts."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole episode."""

    slices: tuple[Slice, ...]
    chapters: tuple[Chapter, ...]
    rate: int = RATE

    @property
    def length(self) -> int:
        """Samples in all."""
        return self.slices[-1].start + self.slices[-1].length

    def cues(self) -> Iterator[tuple[Clip, int, int]]:
        """Every clip with its start and end in samples from the start of the episode."""
        for piece in self.slices:
            for cue in piece.cues:
                yield cue.clip, piece.start + cue.start, piece.start + cue.end


def clip_length(clip: Clip) -> int:
    """Samples of the clip's speech on the timeline."""
    return math.ceil((clip.take.end - clip.take.start) * RATE / clip.take.rate)


def plan_timeline(
    clips: Sequence[Clip], pacing: Pacing, *, titles: Sequence[str], transition: int
) -> Timeline:
    """Lays the clips out, one after the other.

    titles: the chapters'. transition: samples of the sound between two chapters; 0 for none.
    """
    planner = _Planner(pacing, transition)
    planner.add_silence(pacing.start)
    run: list[Clip] = []
    for clip in clips:
        if not run and clip.speech.segment.chapter > planner.chapter:
            planner.open_chapter(clip.speech.segment.chapter)
        run.append(clip)
        if clip.speech.segment.border not in _WITHIN_SLICE:
            planner.add_speech(run)
            run = []
    planner.add_speech(run)
    planner.add_silence(pacing.end)
    return planner.timeline(titles)


class _Planner:
    def __init__(self, pacing: Pacing, transition: int) -> None:
        self.pacing = pacing
        self.transition = transition
        self.slices: list[Slice] = []
        self.position = 0
        self.chapter = 0
        self.starts = {0: 0}

    def add(self, length: int, cues: tuple[Cue, ...] = (), *, transition: bool = False) -> None:
        whole = math.ceil(length / FRAME) * FRAME
        if whole:
            self.slices.append(Slice(self.position, whole, cues, transition))
            self.position += whole

    def add_silence(self, seconds: float) -> None:
        self.add(_samples(seconds))

    def open_chapter(self, number: int) -> None:
        if self.transition and self.slices_hold_speech():
            pause = max(_samples(self.pacing.after_transition), TAIL)
            self.add(self.transition + pause, transition=True)
        self.chapter = number
        self.starts[number] = self.position

    def slices_hold_speech(self) -> bool:
        return any(piece.cues for piece in self.slices)

    def add_speech(self, clips: Sequence[Clip]) -> None:
        cues: list[Cue] = []
        position = 0
        for clip in clips:
            end = position + clip_length(clip)
            cues.append(Cue(clip, position, end))
            position = end + _samples(getattr(self.pacing, clip.speech.segment.border))
        if cues:
            self.add(max(position, cues[-1].end + TAIL), tuple(cues))

    def timeline(self, titles: Sequence[str]) -> Timeline:
        borders = [*self.starts.values(), self.position]
        chapters = tuple(
            Chapter(titles[number], start, end)
            for number, (start, end) in zip(self.starts, pairwise(borders), strict=True)
        )
        return Timeline(tuple(self.slices), chapters)


def _samples(seconds: float) -> int:
    return round(seconds * RATE)
