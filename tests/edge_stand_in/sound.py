"""From a text and a voice to what the service would answer: MP3 frames, and times of what is said.

The hum of the tone engine, a sentence at a time, encoded as the service does: 24 kHz, mono, 48
kbit/s, every frame 144 bytes and 24 ms. Promise: the same text and voice give the same bytes, and
the times are those of the sound. Sentences begin after a breath and end before the last silence,
which edge-tts gives as 875 ms on average.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import av
import numpy as np
import regex

from boyin.engines.base import Voice
from boyin.engines.tone import BASES, ToneEngine
from boyin.ground.errors import ReadingError
from boyin.sound.samples import Samples, audio_frame

RATE = 24_000
FRAME_BYTES, FRAME_SECONDS = 144, 0.024
BREATH_SECONDS, TAIL_SECONDS = 0.1, 0.875
TICKS = 10_000_000

_BORDER = regex.compile(
    r"(?<=[。！？…][”’」』）)]*)(?![。！？…”’」』）)])|(?<=[.!?][”’\"')]*)\s+|\n+"
)
_WORD = regex.compile(r"\p{Latin}[\p{Latin}\p{M}'’-]*|\p{Han}{1,2}|\p{N}+")
_ALPHABETS = {"zh": r"[\p{Han}\p{Latin}\p{N}]", "en": r"[\p{Latin}\p{N}]"}


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where something is said; seconds from the sound's beginning."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sound:
    """What is heard of one text."""

    mp3: bytes
    sentences: tuple[Boundary, ...]
    words: tuple[Boundary, ...]


@lru_cache(maxsize=2048)
def sound_of(text: str, voice: str, rate: str, pitch: str) -> Sound | None:
    """The sound of `text`; None where the voice finds nothing in it that it can say.

    voice: a short name. rate and pitch: as in `+10%` and `-5Hz`.
    """
    alphabet = _ALPHABETS.get(voice[:2], r"\p{Latin}")
    pieces = [_still(BREATH_SECONDS)]
    sentences: list[Boundary] = []
    for sentence in sentences_of(text):
        if not regex.search(alphabet, sentence):
            continue
        start = sum(map(len, pieces)) / RATE
        pieces.append(_hum(sentence, voice, rate, pitch))
        sentences.append(Boundary(sentence, start, sum(map(len, pieces)) / RATE))
    if not sentences:
        return None
    pieces.append(_still(TAIL_SECONDS))
    words = tuple(word for sentence in sentences for word in _words(sentence))
    return Sound(encoded(np.concatenate(pieces)), tuple(sentences), words)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, which together are all of it but the spaces between them."""
    return [stripped for part in _BORDER.split(text) if (stripped := part.strip())]


def silence_of(seconds: float) -> bytes:
    """Frames of digital silence."""
    return encoded(_still(seconds))


def encoded(samples: Samples) -> bytes:
    """MP3 frames that stand alone: no bit reservoir, no Xing frame, no tag."""
    encoder = av.CodecContext.create("libmp3lame", "w")
    assert isinstance(encoder, av.AudioCodecContext)
    encoder.sample_rate, encoder.bit_rate = RATE, 48_000
    encoder.layout, encoder.format = av.AudioLayout("mono"), av.AudioFormat("fltp")
    encoder.options = {"reservoir": "0"}
    packets = [*encoder.encode(audio_frame(samples, RATE)), *encoder.encode(None)]
    frames = [bytes(packet) for packet in packets]
    assert all(len(frame) == FRAME_BYTES and frame[:2] == frames[0][:2] for frame in frames)
    return b"".join(frames)


def _hum(sentence: str, voice: str, rate: str, pitch: str) -> Samples:
    name = "tone_low" if voice.startswith("zh") else "tone_high"
    speed = min(2.0, max(0.5, 1 + int(rate.removesuffix("%")) / 100))
    hertz = max(50.0, BASES[name] + int(pitch.removesuffix("Hz")))
    tone = Voice(name, speed=speed, pitch=12 * math.log2(hertz / BASES[name]))
    try:
        return ToneEngine().synthesize(sentence, tone).samples
    except ReadingError:
        return _still(0.3)


def _words(sentence: Boundary) -> list[Boundary]:
    found = _WORD.findall(sentence.text)
    step = (sentence.end - sentence.start) / max(1, len(found))
    return [
        Boundary(word, sentence.start + n * step, sentence.start + (n + 1) * step)
        for n, word in enumerate(found)
    ]


def _still(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)
