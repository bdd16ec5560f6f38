"""From a timeline to a transcript: sentences with speakers, and the captions they make.

Promise: what is shown is what was written, with the marks around it, and in square brackets what
is said besides; every time is a count of
samples turned into milliseconds once, so nothing drifts, however long the episode is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import regex

from boyin.casts.cast import Cast
from boyin.clips.clips import Clip
from boyin.episode.escapes import clean_line
from boyin.episode.transcripts.captions import break_lines, split_caption
from boyin.ground.languages import HAN, Language
from boyin.normalization.spoken import Reading
from boyin.script.passages import Role
from boyin.script.script import with_additions
from boyin.timeline.timeline import Timeline

_LETTERS_PER_SYLLABLE = 3
_SPEAKERS: dict[Role, str] = {"quotation": "Quotation", "english": "English", "note": "Note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One segment as it is shown: its text in one line, its speaker, and its time."""

    clip: Clip
    speaker: str
    text: str
    start: int
    """Samples from the start of the episode."""
    end: int

    @property
    def written(self) -> str:
        """Its text without what is added to it."""
        segment = self.clip.speech.segment
        return clean_line(segment.opening + segment.written + segment.closing)

    @property
    def language(self) -> Language:
        """What it is spoken in."""
        return self.clip.speech.segment.language


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands on the screen at a time: one line or two."""

    start_ms: int
    end_ms: int
    speaker: str
    lines: tuple[str, ...]


def sentences_of(timeline: Timeline, cast: Cast) -> tuple[Sentence, ...]:
    """Everything that is heard, in order."""
    return tuple(
        Sentence(clip=clip, speaker=speaker_of(clip, cast), text=shown(clip), start=start, end=end)
        for clip, start, end in timeline.cues()
    )


def speaker_of(clip: Clip, cast: Cast) -> str:
    """The name of who reads: `Narrator`, or the role that has a voice of its own.

    A voice that reads faster or higher elsewhere is still the same speaker.
    """
    segment, narration = clip.speech.segment, cast.voices["narration"]
    own, narrators = clip.cast_voice, (narration.engine, narration.voice.name)
    if (own.engine, own.voice.name) == narrators:
        return "Narrator"
    if segment.language == "en":
        return "English"
    return _SPEAKERS.get(segment.role, segment.role.capitalize())


def shown(clip: Clip) -> str:
    """The text of a clip in one line, as it was written, with what is added in square brackets.

    Of code, only what is said about it.
    """
    segment = clip.speech.segment
    text = with_additions("", segment.added) if segment.role == "code" else segment.shown()
    return clean_line(segment.opening + text + segment.closing)


def captions_of(sentences: Sequence[Sentence], rate: int) -> Iterator[Caption]:
    """The captions of the sentences; a long one is shown in parts, each as long as it is said."""
    for sentence in sentences:
        spans = split_caption(sentence.text)
        weights = [_weight(sentence, start, end) for start, end in spans]
        borders = [0.0, *accumulate(weights)]
        length = sentence.end - sentence.start
        times = [
            round((sentence.start + length * border / borders[-1]) * 1000 / rate)
            for border in borders
        ]
        for (start, end), begins, ends in zip(spans, times, times[1:], strict=False):
            lines = break_lines(sentence.text[start:end])
            assert lines is not None, "split_caption promises what fits"
            yield Caption(begins, ends, sentence.speaker, lines)


def _weight(sentence: Sentence, start: int, end: int) -> float:
    """How long a part of the text shown takes to say, in syllables.

    Where the voice says something other than what is written, what it says counts.
    """
    segment = sentence.clip.speech.segment
    weight = 0.1 + _syllables(sentence.text[start:end])
    shift = sentence.text.find(segment.shown())
    if shift < 0:
        return weight
    for reading in sentence.clip.speech.readings:
        added = (f"[{one.text.strip()}]" for one in segment.added if one.at <= reading.start)
        if start <= shift + reading.start + sum(map(len, added)) < end:
            weight += _gain(reading, segment.written)
    return max(weight, 0.1)


def _gain(reading: Reading, written: str) -> float:
    return _syllables(reading.spoken) - _syllables(written[reading.start : reading.end])


def _syllables(text: str) -> float:
    han = sum(1 for _ in HAN.finditer(text))
    others = sum(1 for _ in regex.finditer(r"[\p{L}\p{N}]", text)) - han
    return han + others / _LETTERS_PER_SYLLABLE
