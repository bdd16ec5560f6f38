"""From Clips to a Timeline: when everything is heard, in whole samples.

The timeline is made of slices, about a paragraph each. A slice is a whole number of MP3 frames
long and ends in a pause, so its frames are the same wherever it stands; the pause is made a little
longer where that is needed.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from boyin.casts.cast import Pacing
from boyin.casts.transitions import Slot
from boyin.clips.clips import Clip
from boyin.script.block_segments import Border
from boyin.script.script import Segment
from boyin.timeline.pauses import Spoken, is_other_voice, pause_behind

RATE = 44_100
"""Samples per second of the master; Apple asks for at least this."""
FRAME = 1152
"""Samples in a frame of MPEG-1 layer III."""

TAIL = 1105
"""Samples at a slice's end that sound in the next slice's first MP3 frame: they must be silence."""

_CLEARANCE = TAIL + FRAME
"""Fewest samples of silence behind music, which may end a hundredth of a second late."""

_WITHIN_SLICE = frozenset[Border]({"clause", "voice", "sentence"})
_HEADINGS = frozenset({"title", "heading", "subheading"})


@dataclass(frozen=True, slots=True)
class Room:
    """What a sound takes of the timeline, in samples."""

    before: int
    """Before the words it lies under; in the outro, before they are over; all of it without any."""
    behind: int = 0
    """Behind the words."""
    bed: bool = False
    """It lies under words: those of the title, or the last ones."""


@dataclass(frozen=True, slots=True)
class Part:
    """A slice as it is known before anything is recorded: all of it but how long its clips are."""

    chapter: int
    first: int = 0
    """The index of its first segment."""
    pauses: tuple[int, ...] = ()
    """Samples of silence behind each of its segments; none where it holds no speech."""
    silence: int = 0
    """Samples before its speech, or of all of it where it holds none."""
    sound: Slot | None = None
    """The transition that is heard in it."""

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
    sound: Slot | None = None
    """The transition that is heard in it."""


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


def lay_out(
    spoken: Sequence[Spoken], pacing: Pacing, rooms: Mapping[Slot, Room]
) -> tuple[Part, ...]:
    """The parts of an episode in order: silence, transitions, runs of segments.

    rooms: of the sounds there are.
    """
    segments = [one.speech.segment for one in spoken]
    parts = [Part(0, silence=_samples(pacing.start))]
    for run in _runs(segments):
        parts += _before(spoken, run.start, pacing, rooms)
        pauses = tuple(_samples(pause_behind(spoken, index, run.stop, pacing)) for index in run)
        part = Part(segments[run.start].chapter, run.start, pauses)
        parts.append(_on_bed(part, segments, rooms))
    if "outro" in rooms and parts[-1].sound != "outro":
        parts.append(_alone(parts[-1].chapter, "outro", rooms, pacing))
    parts.append(Part(parts[-1].chapter, silence=_samples(pacing.end)))
    return tuple(part for part in parts if part.pauses or part.silence)


def _runs(segments: Sequence[Segment]) -> Iterator[range]:
    """The indices of the segments that share a slice."""
    first = 0
    for index, segment in enumerate(segments):
        if segment.border not in _WITHIN_SLICE or index == len(segments) - 1:
            yield range(first, index + 1)
            first = index + 1


def _before(
    spoken: Sequence[Spoken], first: int, pacing: Pacing, rooms: Mapping[Slot, Room]
) -> Iterator[Part]:
    """The transition before the segment at `first`, which begins a slice."""
    slot = _slot_before(spoken, first)
    if (
        slot is None
        or slot not in rooms
        or (slot == "intro" and _under_title(spoken[0].speech.segment, rooms))
    ):
        return
    # A chapter begins behind its sound.
    chapter = spoken[first - 1].speech.segment.chapter if first else 0
    yield _alone(chapter, slot, rooms, pacing)


def _slot_before(spoken: Sequence[Spoken], first: int) -> Slot | None:
    if first == 0:
        return "intro"
    last, following = spoken[first - 1].speech.segment, spoken[first].speech.segment
    if following.chapter > last.chapter:
        return "chapter"
    if last.border == "section":
        return "section"
    between_paragraphs = last.border in ("item", "paragraph") and following.role not in _HEADINGS
    other = is_other_voice(spoken[first - 1], spoken[first])
    return "voice" if between_paragraphs and other else None


def _alone(chapter: int, slot: Slot, rooms: Mapping[Slot, Room], pacing: Pacing) -> Part:
    """A slice of a sound and no words."""
    room = rooms[slot]
    # What would lie under words that are not there is heard whole.
    pause = max(_samples(pacing.after_transition), _CLEARANCE)
    return Part(chapter, silence=room.before + room.behind + pause, sound=slot)


def _under_title(first: Segment, rooms: Mapping[Slot, Room]) -> bool:
    return "intro" in rooms and rooms["intro"].bed and first.role == "title"


def _on_bed(part: Part, segments: Sequence[Segment], rooms: Mapping[Slot, Room]) -> Part:
    """The part with the music that lies under its words, if any does."""
    pauses = list(part.pauses)
    if part.first == 0 and _under_title(segments[0], rooms):
        pauses[-1] = rooms["intro"].behind + max(pauses[-1], _CLEARANCE)
        return replace(part, silence=rooms["intro"].before, pauses=tuple(pauses), sound="intro")
    if part.segments.stop == len(segments) and "outro" in rooms and rooms["outro"].bed:
        pauses[-1] = rooms["outro"].behind + max(pauses[-1], _CLEARANCE)
        return replace(part, pauses=tuple(pauses), sound="outro")
    return part


def plan_timeline(
    clips: Sequence[Clip],
    pacing: Pacing,
    *,
    titles: Sequence[str],
    rooms: Mapping[Slot, Room],
) -> Timeline:
    """Lays the clips out, one slice after the other.

    titles: the chapters'. rooms: of the sounds there are.
    """
    parts = lay_out(clips, pacing, rooms)
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
    return Slice(start, whole, tuple(cues), part.sound)


def _samples(seconds: float) -> int:
    return round(seconds * RATE)
