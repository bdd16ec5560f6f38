"""Kokoro-82M v1.0 on the CPU: turns phonemes into a recording, whole and checked.

The same phonemes and voice give the same samples, whatever was said before and in whatever thread.
"""

import os
import threading
from pathlib import Path

import numpy as np

from boyin.engines.base import Recording, Voice, VoiceInfo
from boyin.engines.kokoro.joining import join_takes
from boyin.engines.kokoro.session import Session
from boyin.engines.kokoro.tokens import (
    LONGEST,
    check_phonemes,
    split_phonemes,
    token_ids,
    token_paces,
)
from boyin.engines.kokoro.voices import Catalogue, StyleTable
from boyin.ground.errors import CastError, EngineError
from boyin.ground.languages import Language
from boyin.pronunciation.lexicon import Lexicon
from boyin.sound.samples import Samples

RATE = 24_000
ADAPTER_VERSION = 2
"""Goes up with every change here, or in the voice data, that changes what is heard."""

HEADROOM = 0.5
"""The model's own peaks reach 1.2: halved, every voice fits into [-1, 1] without clipping."""

QUIETEST_PEAK = 0.01
"""Speech has peaks far above -40 dB; a recording that has none is silence."""

SLOWEST, FASTEST = 0.5, 2.0


class KokoroEngine:
    """The offline engine; loads nothing until it speaks.

    model: a model file of the user's own; else that of BOYIN_KOKORO_MODEL; else the published one.
    voices: another folder of voice data than the shipped one.
    longest: phonemes that the model gets at once at most, where they can be split.
    """

    name = "kokoro"
    deterministic = True

    def __init__(
        self, *, model: Path | None = None, voices: Path | None = None, longest: int = LONGEST
    ) -> None:
        self._session = Session(model)
        self._catalogue = Catalogue(voices)
        self._longest = longest
        self._styles: dict[str, StyleTable] = {}
        self._lock = threading.Lock()

    @property
    def fingerprint(self) -> str:
        """Model, longest piece and adapter.

        The runtime's version is left out: a cached clip stays good speech under a newer
        onnxruntime, whose last bits may differ, and re-recording every episode at each upgrade
        would buy nothing that can be heard.
        """
        return f"kokoro-82m-1.0/{self._session.digest[:16]}/{self._longest}/{ADAPTER_VERSION}"

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices it offers; any of them can be blended."""
        return self._catalogue.infos()

    @property
    def workers(self) -> int:
        """One for each core: every recording runs on a thread of its own."""
        return os.cpu_count() or 1

    def language(self, voice: Voice) -> Language:
        """The language of the voice, or of the first voice of the blend."""
        return self._catalogue.language_of(voice.name)

    def check_voice(self, voice: Voice) -> None:
        """Raises CastError if there is no such voice, speed or pitch; loads no model."""
        self._catalogue.shares_of(voice.name)
        if not SLOWEST <= voice.speed <= FASTEST:
            raise CastError(f"speed {voice.speed} is not between {SLOWEST} and {FASTEST}")
        if voice.pitch != 0.0:
            raise CastError(
                f"Kokoro's voices have no pitch to set, and {voice.name} asks for {voice.pitch}",
                remedy="Leave pitch out, or choose another voice.",
            )

    def warm_up(self) -> None:
        """Begins to load the model, and returns at once; what goes wrong, the first run tells."""
        self._session.load_in_background()

    def pronounce(self, spoken: str, language: Language, *, voice: Voice, lexicon: Lexicon) -> str:
        """The phonemes of `spoken`, every one of them in the model's vocabulary."""
        from boyin.engines.kokoro.phonemes import phonemes_of

        british = self._catalogue.is_british(voice.name)
        phonemes = phonemes_of(spoken, language, lexicon, british=british)
        check_phonemes(phonemes, self._catalogue.vocabulary)
        return phonemes

    def synthesize(self, pronounced: str, voice: Voice) -> Recording:
        """The sound of the phonemes `pronounced`, in as many takes as the model needs."""
        self.check_voice(voice)
        check_phonemes(pronounced, self._catalogue.vocabulary)
        pieces = split_phonemes(pronounced, longest=self._longest)
        takes = [self._take(piece.phonemes, voice) for piece in pieces]
        pauses = [round(piece.pause / voice.speed * RATE) for piece in pieces]
        return Recording(join_takes(takes, pauses[:-1], RATE), RATE)

    def _take(self, phonemes: str, voice: Voice) -> Samples:
        ids = token_ids(phonemes, self._catalogue.vocabulary)
        # The rows are counted in phonemes, without the two zeros around them.
        style = self._style_table(voice.name)[len(ids) - 3]
        speeds = np.float32(voice.speed) * token_paces(phonemes)
        audio = self._session.run(ids, style, speeds) * np.float32(HEADROOM)
        fault = _fault(audio)
        if fault:
            raise EngineError(f"what Kokoro returned {fault}, for {phonemes!r} by {voice.name}")
        return audio

    def _style_table(self, name: str) -> StyleTable:
        with self._lock:
            if name not in self._styles:
                self._styles[name] = self._catalogue.style_table(name)
            return self._styles[name]


def _fault(audio: Samples) -> str | None:
    """What is wrong with `audio` as speech; None when nothing is."""
    if not len(audio):
        return "is empty"
    peak = np.abs(audio).max()
    if not np.isfinite(peak):
        return "holds samples that are not numbers"
    if peak < QUIETEST_PEAK:
        return "is silent"
    return "is too loud" if peak > 1.0 else None
