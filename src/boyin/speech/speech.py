"""From a segment to what is said for it."""

from dataclasses import dataclass

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
    """Where `spoken` is not what `segment.written` says, and by which rule."""
    retake: Retake | None = None
    """How a person wants this segment recorded, where it is not as the cast says."""


def to_speech(segment: Segment, retake: Retake | None = None) -> Speech:
    """What is said for a segment: its text as it is read aloud, or, of code, that there is some.

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
    english = segment.language == "en"
    if segment.role == "code":
        lines = len(segment.written.splitlines())
        return Spoken(speak_written(f"此处有一段代码，共{lines}行。", "zh").text, ())
    if segment.role == "image" and not segment.written:
        return Spoken("图片，没有文字说明。", ())
    spoken = speak_written(segment.written, segment.language)
    if segment.role == "image":
        return Spoken(("Image: " if english else "图片：") + spoken.text, spoken.readings)
    return spoken
