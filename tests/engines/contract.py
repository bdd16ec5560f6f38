"""What every engine promises, as tests: each engine's own test file runs them all on itself.

An engine's test file has a fixture `engine` of module scope and a subclass of EngineContract.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from boyin.engines.base import Engine, Recording, Voice
from boyin.ground.errors import CastError, ReadingError
from boyin.ground.languages import Language
from boyin.pronunciation.lexicon import shipped_lexicon

TEXTS: dict[Language, tuple[str, str]] = {
    "zh": ("赛车越来越快。", "赛车越来越快，可是看台上的观众一年比一年少。"),
    "en": ("The world is in peril.", "The world is in peril, and nobody in this room knows why."),
}
"""A short text and a longer one that begins with it."""

LANGUAGES: tuple[Language, ...] = ("zh", "en")

# Seconds a written character takes, silence at both ends included: the slowest and the fastest
# of the voices that were measured, with a third to spare on each side.
SECONDS_PER_CHARACTER: dict[Language, tuple[float, float]] = {
    "zh": (0.12, 0.42),
    "en": (0.04, 0.15),
}


class EngineContract:
    """The promises of `boyin.engines.base.Engine`."""

    unspeakable: tuple[str, ...] = ("", "   ", "。……")
    """Texts that the engine can't say anything of."""

    def test_engine_has_a_name(self, engine: Engine) -> None:
        assert engine.name.isidentifier()

    def test_fingerprint_names_the_engine_and_stays(self, engine: Engine) -> None:
        fingerprint = engine.fingerprint
        assert engine.name in fingerprint
        assert engine.fingerprint == fingerprint
        assert type(engine)().fingerprint == fingerprint

    def test_voices_are_distinct_and_usable(self, engine: Engine) -> None:
        infos = engine.voices()
        assert len({info.name for info in infos}) == len(infos)
        for info in infos:
            engine.check_voice(Voice(info.name))

    def test_every_language_has_a_voice(self, engine: Engine, language: Language) -> None:
        assert any(info.language == language for info in engine.voices())

    def test_voices_know_their_language(self, engine: Engine) -> None:
        for info in engine.voices():
            assert engine.language(Voice(info.name)) == info.language

    def test_unknown_voice_is_an_error_that_names_the_known(self, engine: Engine) -> None:
        with pytest.raises(CastError) as caught:
            engine.check_voice(Voice("nobody_at_all"))
        assert "nobody_at_all" in str(caught.value)
        assert engine.voices()[0].name in str(caught.value)

    @pytest.mark.parametrize("speed", [0.0, 0.49, 2.01, float("nan")])
    def test_speed_out_of_range_is_an_error(
        self, engine: Engine, voice: Voice, speed: float
    ) -> None:
        with pytest.raises(CastError, match="speed"):
            engine.check_voice(Voice(voice.name, speed=speed))

    def test_same_input_gives_the_same_samples(
        self,
        engine: Engine,
        language: Language,
        voice: Voice,
        short_recording: Recording,
        recording: Recording,
    ) -> None:
        again = say(engine, TEXTS[language][1], language, voice)
        assert np.array_equal(again.samples, recording.samples)
        assert not np.array_equal(short_recording.samples, recording.samples)

    def test_warming_up_changes_nothing(
        self, engine: Engine, language: Language, voice: Voice, short_recording: Recording
    ) -> None:
        fresh = type(engine)()
        fresh.warm_up()
        fresh.warm_up()
        assert fresh.fingerprint == engine.fingerprint
        again = say(fresh, TEXTS[language][0], language, voice)
        assert np.array_equal(again.samples, short_recording.samples)

    def test_recording_is_mono_float32_in_range(self, recording: Recording) -> None:
        assert recording.samples.ndim == 1
        assert recording.samples.dtype == np.float32
        assert np.isfinite(recording.samples).all()
        assert np.abs(recording.samples).max() <= 1.0
        assert recording.rate >= 16_000

    def test_recording_is_not_silent(self, recording: Recording) -> None:
        # -40 dB over the whole, pauses included: the softest voice lies well above it.
        assert np.sqrt(np.mean(recording.samples**2)) > 0.01

    def test_recording_lasts_as_long_as_the_text(
        self, language: Language, recording: Recording
    ) -> None:
        seconds = len(recording.samples) / recording.rate
        shortest, longest = SECONDS_PER_CHARACTER[language]
        assert shortest < seconds / len(TEXTS[language][1]) < longest

    def test_longer_text_makes_a_longer_sound(
        self, short_recording: Recording, recording: Recording
    ) -> None:
        assert len(short_recording.samples) * 1.5 < len(recording.samples)

    def test_speed_shortens(
        self, engine: Engine, language: Language, voice: Voice, recording: Recording
    ) -> None:
        fast = say(engine, TEXTS[language][1], language, Voice(voice.name, speed=1.25))
        assert 0.7 < len(fast.samples) / len(recording.samples) < 0.9

    def test_nothing_to_say_is_a_reading_error(self, engine: Engine, language: Language) -> None:
        for text in self.unspeakable:
            with pytest.raises(ReadingError):
                pronounced(engine, text, language, engine.voices()[0].name)

    def test_two_threads_get_what_one_gets(self, engine: Engine) -> None:
        jobs = [
            (
                pronounced(engine, TEXTS[info.language][0], info.language, info.name),
                Voice(info.name),
            )
            for info in (engine.voices()[0], engine.voices()[-1])
        ]
        alone = [engine.synthesize(*job).samples for job in jobs]
        with ThreadPoolExecutor(2) as pool:
            together = list(pool.map(lambda job: engine.synthesize(*job).samples, jobs * 2))
        for one, other in zip(alone * 2, together, strict=True):
            assert np.array_equal(one, other)


def say(engine: Engine, text: str, language: Language, voice: Voice) -> Recording:
    """The recording of a text."""
    return engine.synthesize(pronounced(engine, text, language, voice.name), voice)


def pronounced(engine: Engine, text: str, language: Language, voice: str) -> str:
    """What the voice of that name is given to speak."""
    return engine.pronounce(text, language, voice=Voice(voice), lexicon=shipped_lexicon())
