"""From a segment to what is said for it."""

import json
from collections.abc import Callable
from dataclasses import astuple, dataclass, replace
from itertools import pairwise, zip_longest

from boyin.ground.errors import ReadingError, faults_at
from boyin.ground.languages import Language
from boyin.ground.memo import Memo
from boyin.normalization.spoken import Reading, Spoken
from boyin.script.retakes import Retake
from boyin.script.script import Segment

_Speak = Callable[[str], Spoken]


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


def to_speech(
    segment: Segment, retake: Retake | None = None, *, memo: Memo | None = None
) -> Speech:
    """What is said for a segment: its text as it is read aloud, with what is added to it.

    A re-take may put other words in its place. memo: what was worked out before.

    Raises ReadingError, with the segment's place, if something in it can't be said.
    """
    speak = _speaker(segment.language, memo or Memo())
    try:
        with faults_at(f"line {segment.lines[0]}"):
            say = retake.say if retake else ""
            spoken = _respelt(segment, say, speak) if say else _spoken(segment, speak)
    except ReadingError as error:
        raise ReadingError(
            error.message, place=f"line {segment.lines[0]}", remedy=error.remedy
        ) from error
    return Speech(segment, spoken.text, spoken.readings, retake)


def _speaker(language: Language, memo: Memo) -> _Speak:
    """How a text of `language` is said."""

    def speak(written: str) -> Spoken:
        text, readings = json.loads(
            memo.answer("spoken", language, written, work_out=lambda: _as_json(written, language))
        )
        return Spoken(text, tuple(Reading(*one) for one in readings))

    return speak


def _as_json(written: str, language: Language) -> str:
    # On use: what was said before needs none of the rules.
    from boyin.normalization.normalizer import speak_written

    spoken = speak_written(written, language)
    return json.dumps([spoken.text, [astuple(one) for one in spoken.readings]], ensure_ascii=False)


def _respelt(segment: Segment, say: str, speak: _Speak) -> Spoken:
    text = speak(say).text
    return Spoken(text, (Reading("re-take", 0, len(segment.written), text),))


def _spoken(segment: Segment, speak: _Speak) -> Spoken:
    if segment.role == "code":
        return Spoken("".join(speak(one.text).text for one in segment.added), ())
    if not segment.added:
        return speak(segment.written)
    text, readings = "", []
    borders = [0, *(one.at for one in segment.added), len(segment.written)]
    for (start, end), one in zip_longest(pairwise(borders), segment.added):
        spoken = speak(segment.written[start:end])
        text += spoken.text + (speak(one.text).text if one else "")
        readings += [
            replace(reading, start=reading.start + start, end=reading.end + start)
            for reading in spoken.readings
        ]
    return Spoken(text, tuple(readings))
