"""From a segment to what is said for it."""

from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from boyin.errors import ReadingError
from boyin.segments import Segment
from boyin.speech.written import Reading, Spoken, speak_written
from boyin.takes import Retake


@dataclass(frozen=True, slots=True)
class Speech:
    """A segment and what the voice says for it."""

    segment: Segment
    spoken: str
    readings: tuple[Reading, ...]
    """Where `spoken` is not what `segment.written` says, and by which rule; what is added is not
    among them."""
    retake: Retake | None = None
    """How a person wants this segment recorded, where it is not as the cast says."""


def to_speech(segment: Segment, retake: Retake | None = None) -> Speech:
    """What is said for a segment: its text as it is read aloud, with what is added to it.

    A re-take may put other words in its place.

    Raises ReadingError, with the segment's place, if something in it can't be said.
    """
    try:
        spoken = _respelt(segment, retake.say) if retake and retake.say else _spoken(segment)
    except ReadingError as error:
        raise ReadingError(
            error.message, place=f"line {segment.lines[0]}", remedy=error.remedy
        ) from error
    return Speech(segment, spoken.text, spoken.readings, retake)


def _respelt(segment: Segment, say: str) -> Spoken:
    text = speak_written(say, segment.language).text
    return Spoken(text, (Reading("re-take", 0, len(segment.written), text),))


def _spoken(segment: Segment) -> Spoken:
    if segment.role == "code":
        return Spoken("".join(_said(one.text, segment) for one in segment.added), ())
    if not segment.added:
        return speak_written(segment.written, segment.language)
    text, readings = "", []
    borders = [0, *(one.at for one in segment.added), len(segment.written)]
    for (start, end), one in zip_longest(pairwise(borders), segment.added):
        spoken = speak_written(segment.written[start:end], segment.language)
        text += spoken.text + (_said(one.text, segment) if one else "")
        readings += [
            replace(reading, start=reading.start + start, end=reading.end + start)
            for reading in spoken.readings
        ]
    return Spoken(text, tuple(readings))


def _said(added: str, segment: Segment) -> str:
    return speak_written(added, segment.language).text
