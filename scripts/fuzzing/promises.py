"""What boyin promises of scripts and of speech, checked character by character.

Raises PromiseError where a promise is not kept.
"""

import regex

from boyin.normalization.speech import Speech
from boyin.normalization.spoken import Reading, Spoken
from boyin.script.script import Script
from fuzzing.judging import PromiseError

# Raised figures that stand alone are the marks of notes, letters that modify are decoration, and a
# command of TeX's may only lay out.
_SAYS_SOMETHING = regex.compile(r"[[\p{L}\p{Nd}]--\p{Lm}]", regex.V1)


def check_adds_up(source: str, script: Script) -> None:
    """Segments and skips add up to the source: nothing is missing, nothing stands in both."""
    covered = bytearray(len(source))
    for segment in script.segments:
        for start, end in segment.spans:
            if not 0 <= start <= end <= len(source):
                raise PromiseError(f"span outside the source: {segment.spans}")
            covered[start:end] = b"\1" * (end - start)
    for skip in script.skips:
        if skip.text != source[skip.start : skip.end] or not skip.reason:
            raise PromiseError(f"skip says something else than its place: {skip}")
        if any(covered[skip.start : skip.end]):
            raise PromiseError(f"both spoken and skipped: {skip}")
        covered[skip.start : skip.end] = b"\1" * (skip.end - skip.start)
    missing = [source[at] for at, taken in enumerate(covered) if not taken]
    if missing:
        raise PromiseError(f"neither spoken nor skipped: {''.join(missing)[:40]!r}")
    _check_segments(source, script)


def _check_segments(source: str, script: Script) -> None:
    ids = [segment.id for segment in script.segments]
    if len(set(ids)) != len(ids):
        raise PromiseError("two segments have one id")
    last = source.count("\n") + 1
    for segment in script.segments:
        if not 1 <= segment.lines[0] <= segment.lines[1] <= last:
            raise PromiseError(f"lines outside the source: {segment.lines} of {last}")
        if not 0 <= segment.chapter < len(script.chapters):
            raise PromiseError(f"a chapter that there is not: {segment.chapter}")
        if any(not 0 <= one.at <= len(segment.written) for one in segment.added):
            raise PromiseError(f"words added outside the text: {segment.added}")


def check_speech(speech: Speech) -> None:
    """What is said for a segment accounts for all that is written in it."""
    if not speech.segment.added:
        check_readings(speech.segment.written, Spoken(speech.spoken, speech.readings))
    for reading in speech.readings:
        _check_reading(speech.segment.written, reading)


def check_readings(written: str, spoken: Spoken) -> None:
    """What is said is what is written, but where a reading says otherwise; none says nothing."""
    said, position = [], 0
    for reading in spoken.readings:
        _check_reading(written, reading)
        if reading.start < position:
            raise PromiseError(f"readings overlap: {spoken.readings}")
        said += [written[position : reading.start], reading.spoken]
        position = reading.end
    if "".join(said) + written[position:] != spoken.text:
        raise PromiseError(f"what is said is not what was read: {spoken.text!r}")


def _check_reading(written: str, reading: Reading) -> None:
    if not 0 <= reading.start <= reading.end <= len(written):
        raise PromiseError(f"a reading outside the text: {reading}")
    lost = written[reading.start : reading.end]
    if (
        reading.rule != "tex"
        and _SAYS_SOMETHING.search(lost)
        and not _SAYS_SOMETHING.search(reading.spoken)
    ):
        raise PromiseError(f"read as nothing by {reading.rule}: {lost[:40]!r}")
