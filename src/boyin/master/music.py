"""From the files of transitions to what is heard: read whole, brought to their level, edited.

Promise: the same file and settings give the same samples, they come from silence and go back to it,
and everything that can be wrong with a file is found when it is read, before anything is recorded.
"""

import hashlib
import json
import math
import os
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from boyin.casts.cast import Cast
from boyin.casts.transitions import LONGEST_CUE, LONGEST_THEME, THEMES, Bed, Slot, Transition
from boyin.ground.errors import CastError, SoundError
from boyin.ground.inputs import note_input
from boyin.sound.decoder import SoundFile
from boyin.sound.loudness import MOMENTARY_SECONDS, measure
from boyin.sound.samples import Samples
from boyin.sound.sound_files import decoding
from boyin.timeline.timeline import RATE, Room, Slice

if TYPE_CHECKING:
    from pydub import AudioSegment

EDIT = 1
"""Raised when the same file and settings sound different."""

# pydub counts in milliseconds, which are 44.1 samples: ten of them are the fewest whole ones.
_GRAIN = RATE // 100
_CROSS_FADE_MS = 500
_SHORTEST_BED = RATE
"""Samples; what is shorter would be a rattle, repeated."""
_DUCK_MS = 500
"""How long music takes to give way to words, and to come back."""
_INAUDIBLE_LUFS = -70.0
_LOUDEST_LU = 6.0
"""How far the loudest moment of music may lie over all of it."""
# Whole numbers of 32 bits can't exceed full scale, and a loud passage may before it is limited.
_HEADROOM = 16.0


@dataclass(frozen=True, slots=True, eq=False)
class Music:
    """A sound as it was read, and what is to be done to it."""

    slot: Slot
    wanted: Transition
    samples: Samples
    """At the master's rate; the part of the file that is heard."""
    gain: float
    """Decibels that bring it to where it belongs in the programme."""
    digest: str
    """Everything that shapes what is heard of it."""

    @property
    def room(self) -> Room:
        """What it takes of the timeline."""
        bed = self.wanted.bed
        if bed is None:
            return Room(self.samples.size)
        return Room(round(bed.lead * RATE), round(bed.tail * RATE), bed=True)

    def in_slice(self, piece: Slice) -> tuple[int, Samples]:
        """What is heard of it in a slice, and at which of the slice's samples it begins."""
        room, bed = self.room, self.wanted.bed
        if bed is None:
            return 0, _edited(self.samples, self.gain, self.wanted)
        if not piece.cues:
            whole = _repeated(self.samples, room.before + room.behind)
            return 0, _edited(whole, self.gain, self.wanted)
        first, last = piece.cues[0].start, piece.cues[-1].end
        start = 0 if self.slot == "intro" else max(0, last - room.before)
        sound = _repeated(self.samples, last + room.behind - start)
        words = (max(0, first - start), last - start)
        return start, _edited(sound, self.gain, self.wanted, bed=bed, words=words)


def read_sounds(cast: Cast) -> Mapping[Slot, Music]:
    """Every transition's sound. Raises CastError, with the line that asks for it, if one is bad."""
    wanted = cast.transitions.items()
    with decoding([_file_of(slot, transition) for slot, transition in wanted]) as sounds:
        return {slot: _read(slot, one, cast.loudness, sounds) for slot, one in wanted}


def rooms_of(sounds: Mapping[Slot, Music]) -> Mapping[Slot, Room]:
    """What the sounds take of the timeline."""
    return {slot: music.room for slot, music in sounds.items()}


def _file_of(slot: Slot, wanted: Transition) -> SoundFile:
    end = None if wanted.seconds is None else wanted.begin + wanted.seconds
    return SoundFile(os.path.abspath(wanted.path), RATE, wanted.begin + _longest(slot), end)


def _longest(slot: Slot) -> float:
    return LONGEST_THEME if slot in THEMES else LONGEST_CUE


def _read(slot: Slot, wanted: Transition, programme: float, sounds: Iterator[Samples]) -> Music:
    samples = _decoded(slot, wanted, sounds)
    if not math.isfinite(loudest(samples)):
        raise _wrong(wanted, "is silent", "Choose another file, or another part of it.")
    if wanted.bed and samples.size < _SHORTEST_BED:
        raise _wrong(wanted, "is too short to lie under words", "Choose one of a second or more.")
    # A hundredth of a decibel is nothing; the last digits of a meter are not the same everywhere.
    gain = round(programme + wanted.gain - _level(slot, samples, wanted), 2)
    facts = [EDIT, gain, wanted.fade_in, wanted.fade_out, asdict(wanted)["bed"]]
    heard = hashlib.sha256(samples.tobytes())
    heard.update(json.dumps(facts).encode())
    return Music(slot, wanted, samples, gain, heard.hexdigest())


def _level(slot: Slot, samples: Samples, wanted: Transition) -> float:
    """The LUFS that a sound counts for beside speech.

    A cue is as loud as its loudest moment. Music at both ends is a part of the programme: were it
    softer than speech on the whole, a short programme would be, too. What has few loud moments in
    it counts for more than it is, so that they don't startle.
    """
    highest = loudest(samples)
    if slot not in THEMES:
        return highest
    whole = measure(_edited(samples, 0.0, wanted), RATE).integrated
    return max(whole, highest - _LOUDEST_LU)


def loudest(samples: Samples) -> float:
    """LUFS of the loudest 400 ms: what makes a sudden sound too loud; -inf for silence.

    A sound that is shorter counts as if silence followed it.
    """
    momentary = measure(np.pad(samples, (0, round(MOMENTARY_SECONDS * RATE))), RATE).momentary
    return max((float(one) for one in momentary if one > _INAUDIBLE_LUFS), default=-math.inf)


def _decoded(slot: Slot, wanted: Transition, sounds: Iterator[Samples]) -> Samples:
    """The part of the file that is heard, padded to whole hundredths of a second."""
    try:
        samples = next(sounds)
        note_input(wanted.path)
    except SoundError as error:
        remedy = error.remedy or "Name another file, or take the line away."
        if "longer than" in error.message:
            limit = _longest(slot)
            remedy = f"Say how much of it is heard, up to {limit:g}: `seconds: {limit / 2:g}`."
        raise _wrong(wanted, error.message, remedy) from error
    samples = samples[round(wanted.begin * RATE) :]
    if not samples.size:
        raise _wrong(wanted, f"is over before {wanted.begin:g} seconds", "Write an earlier `from`.")
    return np.pad(samples, (0, -samples.size % _GRAIN))


def _wrong(wanted: Transition, problem: str, remedy: str) -> CastError:
    return CastError(
        f"the sound {wanted.path} {problem}", place=wanted.place or None, remedy=remedy
    )


def _repeated(samples: Samples, length: int) -> Samples:
    """The sound for `length` samples and up to whole hundredths: repeated, or cut."""
    length += -length % _GRAIN
    if samples.size >= length:
        return samples[:length]
    once = as_segment(samples)
    overlap = min(_CROSS_FADE_MS, len(once) // 3)
    sound = once
    while len(sound) * RATE < length * 1000:
        sound = sound.append(once, crossfade=overlap)
    return as_samples(sound)[:length]


def _edited(
    sound: Samples,
    gain: float,
    wanted: Transition,
    *,
    bed: Bed | None = None,
    words: tuple[int, int] = (0, 0),
) -> Samples:
    """The sound at its level, its ends faded, softer while there are words.

    words: where they are heard, in samples of the sound.
    """
    segment = as_segment(sound).apply_gain(gain)
    if bed and bed.duck:
        first, last = (round(place * 1000 / RATE) for place in words)
        begin = max(0, first - _DUCK_MS)
        if begin:
            segment = segment.fade(to_gain=bed.duck, start=begin, end=first)
        else:
            segment = segment.apply_gain(bed.duck)
        segment = segment.fade(to_gain=-bed.duck, start=last, duration=_DUCK_MS)
    for name, seconds in (("fade_in", wanted.fade_in), ("fade_out", wanted.fade_out)):
        if milliseconds := min(round(seconds * 1000), len(segment)):
            segment = getattr(segment, name)(milliseconds)
    return as_samples(segment)


def as_segment(samples: Samples) -> "AudioSegment":
    """The samples as 32-bit integers, which is how pydub edits sound."""
    whole = np.round(samples.astype(np.float64) * ((2**31 - 1) / _HEADROOM)).astype("<i4")
    return _pydub().AudioSegment(whole.tobytes(), sample_width=4, frame_rate=RATE, channels=1)


def as_samples(segment: "AudioSegment") -> Samples:
    """The samples of what `as_segment` made; they may leave the range."""
    whole = np.frombuffer(segment.raw_data, dtype="<i4")
    return (whole * (_HEADROOM / 2.0**31)).astype(np.float32)


_importing = Lock()


def _pydub() -> Any:
    """pydub, without what it says on being imported.

    It looks for an ffmpeg program, which only its own reading and writing of files would need; its
    regular expressions and its use of audioop are older than the Pythons that complain of them.
    """
    # Which warnings are heard is the same for all threads: one of them at a time changes it.
    with _importing, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Couldn't find ff", RuntimeWarning)
        warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
        for named in (DeprecationWarning, SyntaxWarning):  # Before Python 3.12, and since.
            warnings.filterwarnings("ignore", ".*invalid escape sequence", named)
        import pydub
    return pydub
