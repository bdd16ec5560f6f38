"""One text in one voice: for choosing voices and trying readings."""

import wave
from pathlib import Path

import numpy as np

from boyin.casts.cast import LOUDNESS_LUFS
from boyin.clips.plausibility import check_recording
from boyin.engines import ENGINES, create_engine
from boyin.engines.base import Engine, Voice
from boyin.ground.errors import CastError, ReadingError
from boyin.ground.files import whole_file
from boyin.ground.languages import Language, holds_han
from boyin.master.calibration import level_of
from boyin.master.dressing import dress
from boyin.master.mp3 import encode_frames, write_mp3
from boyin.normalization.normalizer import speak_written
from boyin.pronunciation.lexicon import shipped_lexicon
from boyin.sound.samples import Samples, speech_edges
from boyin.timeline.timeline import RATE


def engine_of(voice: Voice) -> Engine:
    """The engine that has the voice; raises CastError if none has."""
    complaints = []
    for name in ENGINES:
        engine = create_engine(name)
        try:
            engine.check_voice(voice)
        except CastError as error:
            complaints.append(error)
            continue
        return engine
    raise complaints[0]


def say(text: str, voice: Voice) -> Samples:
    """`text` as `voice` reads it in an episode: at the master's rate and the programme's level."""
    engine = engine_of(voice)
    language: Language = "zh" if holds_han(text) else "en"
    spoken = speak_written(text, language).text
    if not spoken.strip():
        raise ReadingError("there is nothing to say")
    engine.warm_up()
    lexicon = shipped_lexicon().for_engine(engine.name)
    pronounced = engine.pronounce(spoken, language, voice=voice, lexicon=lexicon)
    recording = engine.synthesize(pronounced, voice)
    check_recording(recording, spoken, voice.speed)
    start, end = speech_edges(recording.samples, recording.rate)
    gain = level_of(engine, voice).gain(LOUDNESS_LUFS)
    return dress(recording.samples[start:end], recording.rate, gain=gain)


def write_sound(path: Path, samples: Samples) -> None:
    """Writes a WAV file, or an MP3 where the name ends in `.mp3`; whole or not at all."""
    with whole_file(path) as file:
        if path.suffix.lower() == ".mp3":
            write_mp3(file, encode_frames([samples]), samples=samples.size)
            return
        with wave.open(file, "wb") as wav:
            wav.setparams((1, 2, RATE, 0, "NONE", ""))
            wav.writeframes(np.round(samples * 32_767).astype("<i2").tobytes())
