"""From an episode's MP3 to one MP3 file for each chapter, without encoding anything again.

A chapter begins on a frame, and every frame stands alone, so its frames are cut out as they are.
Promise: a chapter's file decodes to exactly the samples of the chapter, in every gapless decoder.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from boyin.ground.errors import OutputError
from boyin.master.mp3 import frame_ends, write_mp3
from boyin.timeline.timeline import Timeline


@dataclass(slots=True)
class SliceSizes:
    """The slices of an episode on their way into its file; remembers how many bytes each has."""

    frames: Iterable[bytes]
    sizes: list[int] = field(default_factory=list)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.frames:
            self.sizes.append(len(piece))
            yield piece


@dataclass(frozen=True, slots=True)
class Sound:
    """The MP3 file of an episode, and where the frames of its slices are."""

    path: Path
    ends: tuple[int, ...]
    """Where the first slice begins, and where each ends: bytes from the start of the file."""

    @classmethod
    def written(cls, path: Path, sizes: Sequence[int]) -> "Sound":
        """Of a file that ends with the frames of slices of these sizes."""
        position = path.stat().st_size - sum(sizes)
        ends = [position]
        for size in sizes:
            position += size
            ends.append(position)
        return cls(path, tuple(ends))


def chapter_sounds(sound: Sound, timeline: Timeline, starts: Sequence[int]) -> Iterator[bytes]:
    """The MP3 file of each chapter, in order.

    starts: the first sample of each chapter, which is the first of a slice.
    Raises OutputError if the file has not the frames of the timeline's slices.
    """
    if len(sound.ends) != len(timeline.slices) + 1:
        raise OutputError("the MP3 does not hold the slices of its timeline", place=str(sound.path))
    slices = {piece.start: number for number, piece in enumerate(timeline.slices)}
    firsts = [*(slices[start] for start in starts), len(timeline.slices)]
    samples = [*starts, timeline.length]
    with sound.path.open("rb") as file:
        for (first, end), (begin, stop) in zip(pairwise(firsts), pairwise(samples), strict=True):
            file.seek(sound.ends[first])
            frames = file.read(sound.ends[end] - sound.ends[first])
            if end < len(timeline.slices):
                # A decoder is late: the last samples come out of the frame that follows.
                following = file.read(sound.ends[end + 1] - sound.ends[end])
                frames += following[: next(frame_ends(following))]
            made = io.BytesIO()
            write_mp3(made, [frames], samples=stop - begin)
            yield made.getvalue()
