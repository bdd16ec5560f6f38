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
from boyin.segments import Segment
from boyin.voices import Pacing

RATE = 44_100
"""Samples per second of the master; Apple asks for at least this."""
FRAME = 1152
"""Samples in a frame of MPEG-1 layer III."""

TAIL = 1105
"""Samples at a slice's end that sound in the next slice's first MP3 frame: they must be silence."""

_WITHIN_SLICE = frozenset[Border]({"clause", "voice", "sentence"})


@dataclass(frozen=True, slots=True)
class Part:
    """A slice as it is known before anything is recorded: all of it but how long its clips are."""

    chapter: int
    first: int = 0
    """The index of its first segment."""
    pauses: tuple[int, ...] = ()
    """Samples of silence behind each of its segments; none where it holds no speech."""
    silence: int = 0
    """Samples of a part that holds no speech."""
    transition: bool = False
    """It holds the sound that stands between chapters, and no speech."""

    @property
    def segments(self) -> range:
        """The indices of its segments."""
        return range(self.first, self.first + len(self.pauses))


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


def lay_out(segments: Sequence[Segment], pacing: Pacing, *, transition: int) -> tuple[Part, ...]:
    """The parts of an episode in order: silence, transitions, runs of segments.

    transition: samples of the sound between two chapters; 0 for none.
    """
    parts = [Part(0, silence=_samples(pacing.start))]
    chapter, first, spoken = 0, 0, False
    for number, segment in enumerate(segments):
        if number == first and segment.chapter > chapter:
            if transition and spoken:
                pause = max(_samples(pacing.after_transition), TAIL)
                parts.append(Part(chapter, silence=transition + pause, transition=True))
            chapter = segment.chapter
        if segment.border not in _WITHIN_SLICE or number == len(segments) - 1:
            run = segments[first : number + 1]
            pauses = tuple(_samples(getattr(pacing, one.border)) for one in run)
            parts.append(Part(chapter, first, pauses))
            first, spoken = number + 1, True
    parts.append(Part(chapter, silence=_samples(pacing.end)))
    return tuple(part for part in parts if part.pauses or part.silence)


def plan_timeline(
    clips: Sequence[Clip], pacing: Pacing, *, titles: Sequence[str], transition: int
) -> Timeline:
    """Lays the clips out, one slice after the other.

    titles: the chapters'. transition: samples of the sound between two chapters; 0 for none.
    """
    parts = lay_out([clip.speech.segment for clip in clips], pacing, transition=transition)
    slices: list[Slice] = []
    starts = {0: 0}
    position = 0
    for part in parts:
        starts.setdefault(part.chapter, position)
        piece = slice_of(part, [clips[index] for index in part.segments], start=position)
        slices.append(piece)
        position += piece.length
    borders = [*starts.values(), position]
    chapters = tuple(
        Chapter(titles[number], start, end)
        for number, (start, end) in zip(starts, pairwise(borders), strict=True)
    )
    return Timeline(tuple(slices), chapters)


def slice_of(part: Part, clips: Sequence[Clip], *, start: int = 0) -> Slice:
    """The slice that a part becomes with its clips; whole frames long, its end silent."""
    cues: list[Cue] = []
    position = part.silence
    for clip, pause in zip(clips, part.pauses, strict=True):
        end = position + clip_length(clip)
        cues.append(Cue(clip, position, end))
        position = end + pause
    if cues:
        position = max(position, cues[-1].end + TAIL)
    whole = math.ceil(position / FRAME) * FRAME
    return Slice(start, whole, tuple(cues), part.transition)


def _samples(seconds: float) -> int:
    return round(seconds * RATE)
