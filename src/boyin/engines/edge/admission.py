"""Whether an answer is all of the text: from an Answer to proven samples, or to a fault.

The service drops connections, cuts answers short and sends pages as sound, and its library reports
none of it. Promise: what passes here has MP3 frames from the first byte to the last, sentences that
hold every letter of the text and end within the sound, a length that fits the text, and speech in
it. What can't be proven: a lost frame in the middle that leaves all of this as it was.
"""

import io
import unicodedata
from itertools import pairwise

import numpy as np
import regex

from boyin.engines.durations import seconds_to_say
from boyin.engines.edge.faults import FaultError
from boyin.engines.edge.request import Answer, Sentence
from boyin.sound.samples import Samples, speech_edges

RATE = 24_000
FRAME_BYTES, FRAME_SAMPLES = 144, 576
"""MPEG-2 Layer III at 48 kbit/s: 24 ms a frame."""

_HEADER, _HEADER_MASK = 0xFFF364C0, 0xFFFFFEC0
"""MPEG-2, Layer III, no CRC, 48 kbit/s, 24 kHz, no padding, mono; and the bits that say it."""

DECODER_DELAY = 529
"""Samples that every Layer III decoder puts before the sound: the filter bank's 528, and one."""

_LATE_SECONDS = 0.1
"""A sentence may end this much behind the sound, or behind the next one's start: times are
rounded, and frames are 24 ms."""
_TAIL_SECONDS = 2.0
"""Sound behind the last sentence: the service leaves less than a second of silence."""
_EARLY_SECONDS = 1.5
"""Silence at the end of the last sentence, its final mark's pause included."""
_QUIETEST = 1e-3
_SPEAKABLE = regex.compile(r"[\p{L}\p{N}]")


def admit(answer: Answer, text: str, *, speed: float) -> Samples:
    """The answer's samples at 24 kHz, time zero as the sentences count it.

    speed: as the voice was asked to speak. Raises FaultError if the answer can't be all of `text`.
    """
    frames = check_frames(answer.mp3)
    seconds = frames * FRAME_SAMPLES / RATE
    check_sentences(answer.sentences, text, seconds)
    samples = decoded(answer.mp3, frames)
    check_speech(samples, text, speed, last=answer.sentences[-1].end)
    return samples


def check_frames(mp3: bytes) -> int:
    """How many frames there are; raises FaultError if there is anything but whole, equal ones."""
    if int.from_bytes(mp3[:4], "big") & _HEADER_MASK != _HEADER:
        raise _unproven("no sound", "what the service sent is not the sound that was asked for")
    count, rest = divmod(len(mp3), FRAME_BYTES)
    if rest or any(mp3[n : n + 4] != mp3[:4] for n in range(0, len(mp3), FRAME_BYTES)):
        raise _unproven("damaged", "the sound is damaged or cut within a frame")
    spare = 0
    for place in range(0, len(mp3), FRAME_BYTES):
        begin, used = _main_data(mp3[place : place + FRAME_BYTES])
        # A frame's data may begin in the frames before it, but not before theirs is over.
        if begin > spare:
            raise _unproven("damaged", "a part of the sound is missing, or there twice")
        spare = begin + FRAME_BYTES - _SIDE_END - used
        if spare < 0:
            raise _unproven("damaged", "a frame claims more data than there is")
    return count


_SIDE_END = 4 + 9
"""Where a mono frame's main data begins: behind its header and its side information."""


def _main_data(frame: bytes) -> tuple[int, int]:
    """How many bytes before its own a frame's data begins, and how many bytes it has.

    ISO/IEC 13818-3, 2.4.1.7: mono side information is main_data_begin (8 bits), private (1), then
    63 bits of the one granule, part2_3_length (12) first.
    """
    return frame[4], -(-(int.from_bytes(frame[5:7], "big") >> 3 & 0xFFF) // 8)


def check_sentences(sentences: tuple[Sentence, ...], text: str, seconds: float) -> None:
    """Raises FaultError unless the sentences are all of the text, in order, within the sound."""
    if not sentences:
        raise _unproven("no times", "the service did not say when its sentences end")
    if letters("".join(sentence.text for sentence in sentences)) != letters(text):
        raise _unproven("not all of it", "the service did not speak all of it")
    moments = [0.0, *(moment for one in sentences for moment in (one.start, one.end))]
    if any(after < before - _LATE_SECONDS for before, after in pairwise(moments)):
        raise _unproven("disordered", "its sentences overlap")
    last = sentences[-1].end
    if last > seconds + _LATE_SECONDS:
        raise _unproven("cut short", f"the sound ends {last - seconds:.1f} s too early")
    if seconds > last + _TAIL_SECONDS:
        raise _unproven("too long", f"the sound goes on for {seconds - last:.1f} s too long")


def check_speech(samples: Samples, text: str, speed: float, *, last: float) -> None:
    """Raises FaultError unless there is sound from beginning to end, as long as the text takes."""
    start, end = speech_edges(samples, RATE)
    if not end or np.sqrt(np.mean(samples[start:end] ** 2, dtype=np.float64)) < _QUIETEST:
        raise _unproven("silence", "there is only silence in it")
    if end / RATE < last - _EARLY_SECONDS:
        raise _unproven("fades out", f"it falls silent {last - end / RATE:.1f} s before its end")
    seconds = (end - start) / RATE * speed
    shortest, longest = seconds_to_say(text)
    if not shortest <= seconds <= longest:
        raise _unproven("wrong length", f"it is {seconds:.1f} s long, which can't be all of it")


def letters(text: str) -> str:
    """The letters and digits of a text, as they compare."""
    return "".join(_SPEAKABLE.findall(unicodedata.normalize("NFKC", text))).casefold()


def decoded(mp3: bytes, frames: int) -> Samples:
    """The samples of the frames, without the decoder's delay; raises FaultError if they are bad."""
    import av

    pieces: list[Samples] = []
    try:
        with av.open(io.BytesIO(mp3), "r", format="mp3") as container:
            # By itself FFmpeg hides what it can't decode.
            container.streams.audio[0].codec_context.options = {"err_detect": "explode"}
            for frame in container.decode(audio=0):
                pieces.append(frame.to_ndarray()[0].astype(np.float32, copy=False))
    except av.FFmpegError as error:
        raise _unproven("damaged", f"the sound can't be decoded ({error.strerror})") from error
    samples: Samples = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    if samples.size != frames * FRAME_SAMPLES:
        raise _unproven("damaged", "the sound can't be decoded whole")
    return np.clip(samples[DECODER_DELAY:], -1.0, 1.0)


def _unproven(name: str, message: str) -> FaultError:
    return FaultError(name, "unproven", message)
