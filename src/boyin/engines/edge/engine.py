"""The edge engine: from text to a Recording, through Microsoft's service, proven whole.

One request a part and voice. Promise: a recording holds all of the text or there is none; the same
answers give the same samples, however often they had to be asked for.
"""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeVar

import numpy as np

from boyin.engines.base import Boundary, Recording, Voice, VoiceInfo
from boyin.engines.edge.admission import RATE, admit
from boyin.engines.edge.faults import FaultError
from boyin.engines.edge.gate import Gate
from boyin.engines.edge.habits import Habits, Traits, traits_of
from boyin.engines.edge.request import Answer, Prosody, Sentence, ask
from boyin.engines.edge.respelling import respell
from boyin.engines.edge.retries import persist
from boyin.engines.edge.service import MOST_PARALLEL, Service, service_from_environment
from boyin.engines.edge.text import parts_of, sendable
from boyin.engines.edge.voices import (
    VoiceList,
    check,
    fetch_list,
    known_voices,
    language_of,
    server_time,
)
from boyin.ground.errors import CastError, EngineError, ServiceError
from boyin.ground.languages import Language, holds_han
from boyin.pronunciation.lexicon import Lexicon
from boyin.sound.samples import Samples, speech_edges

_starting = threading.Lock()
_Result = TypeVar("_Result")

_PAUSE_SECONDS = 0.3
"""Between two parts of a text that was too long for one."""
_PITCHES = {"female": 210.0, "male": 120.0, "none": 165.0}
"""Hertz that a voice speaks at, more or less: the service takes no semitones."""


def _loop() -> asyncio.AbstractEventLoop:
    # The first workers come at once, and `cache` alone would make each a loop of its own.
    with _starting:
        return _started_loop()


@cache
def _started_loop() -> asyncio.AbstractEventLoop:
    """The one loop that all requests run on; its thread ends with the program."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="edge", daemon=True).start()
    return loop


def _run(work: Coroutine[Any, Any, _Result]) -> _Result:
    return asyncio.run_coroutine_threadsafe(work, _loop()).result()


@dataclass(frozen=True, slots=True)
class _Proven:
    """A part's sound, and the sentences in it."""

    samples: Samples
    sentences: tuple[Sentence, ...]


class EdgeEngine:
    """Microsoft's voices. Needs the network; sends the text, and nothing else, to Microsoft."""

    name = "edge"
    # A fresh request may be answered with another recording.
    deterministic = False
    # As many as may ever ask at once; how many do, the gate decides.
    workers = MOST_PARALLEL

    @cached_property
    def service(self) -> Service:
        """Where requests go to; raises EngineError if the environment can't be followed."""
        return service_from_environment()

    @cached_property
    def _gate(self) -> Gate:
        return Gate(self.service.parallel, self.service.limits.pause)

    @cached_property
    def _habits(self) -> dict[Prosody, Habits]:
        return {}

    @property
    def fingerprint(self) -> str:
        """The format asked for, and what is done to it; Microsoft tells no version of its voices.

        A stand-in's clips are never taken for the service's.
        """
        return "edge/1 24khz-48kbit" + (" stand-in" if self.service.base else "")

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices the service is known to have; `fetch_voices` asks it."""
        return known_voices()

    def fetch_voices(self) -> VoiceList:
        """The service's own list of now; raises ServiceError."""
        try:
            return _run(fetch_list(self.service))
        except FaultError as fault:
            raise self._service_error(fault) from fault

    def clock_skew(self) -> float:
        """Seconds that this machine's clock is behind the service's; raises ServiceError."""
        try:
            return _run(server_time(self.service)) - time.time()
        except FaultError as fault:
            raise self._service_error(fault) from fault

    def check_voice(self, voice: Voice) -> None:
        """Raises CastError if there is no such voice, or it can't speak so; asks no one."""
        check(voice, self.service)

    def language(self, voice: Voice) -> Language:
        """The language of the voice's name."""
        return language_of(voice.name)

    def warm_up(self) -> None:
        """There is nothing to load."""

    def pronounce(self, spoken: str, language: Language, *, voice: Voice, lexicon: Lexicon) -> str:
        """The text to send: clean, with the lexicon's readings written as they sound.

        Raises ReadingError if there is nothing to say, CastError if the voice does not know its
        language.
        """
        text = sendable(spoken)
        if holds_han(text) and language_of(voice.name) == "en" and "Multi" not in voice.name:
            raise CastError(
                f"“{text[:40]}” is Chinese, and {voice.name} reads English",
                remedy="Give it a voice whose name begins with zh-CN.",
            )
        return sendable(respell(text, lexicon))

    def synthesize(self, pronounced: str, voice: Voice) -> Recording:
        """The service's recording of `pronounced`, proven to be all of it.

        Raises ServiceError if the service can't be used, EngineError if it can't speak this text.
        """
        self.check_voice(voice)
        parts = parts_of(sendable(pronounced))
        return _joined([_run(self._proven(part, voice)) for part in parts])

    async def _proven(self, text: str, voice: Voice) -> _Proven:
        prosody = self._prosody(voice)
        habits = self._habits.setdefault(prosody, Habits())
        seen = Counter[int]()

        async def attempt() -> _Proven:
            answer = await ask(text, prosody, self.service)
            # In a thread: the loop must not keep other requests' deadlines waiting.
            samples, traits = await asyncio.to_thread(_admitted, answer, text, voice.speed)
            habits.check(traits, seen)
            return _Proven(samples, answer.sentences)

        try:
            return await persist(attempt, self._gate, pause=self.service.limits.pause)
        except FaultError as fault:
            if fault is self._gate.stopped:
                raise self._service_error(fault) from fault
            raise EngineError(fault.message, remedy=fault.remedy) from fault

    def _prosody(self, voice: Voice) -> Prosody:
        genders = {info.name: info.gender for info in known_voices()}
        base = _PITCHES[genders.get(voice.name, "none")]
        hertz = round(base * (2 ** (voice.pitch / 12) - 1))
        return Prosody(voice.name, f"{round((voice.speed - 1) * 100):+d}%", f"{hertz:+d}Hz")

    def _service_error(self, fault: FaultError) -> ServiceError:
        return ServiceError(fault.message, place=self.service.host, remedy=fault.remedy)


def _admitted(answer: Answer, text: str, speed: float) -> tuple[Samples, Traits]:
    samples = admit(answer, text, speed=speed)
    return samples, traits_of(answer, samples, text)


def _joined(parts: list[_Proven]) -> Recording:
    """The parts as one recording; between them there is a pause instead of the parts' own edges."""
    if len(parts) == 1:
        (part,) = parts
        return Recording(part.samples, RATE, _boundaries(part, 0, 0))
    pieces: list[Samples] = []
    boundaries: list[Boundary] = []
    length = 0
    for part in parts:
        start, end = speech_edges(part.samples, RATE)
        boundaries += _boundaries(part, length - start, length)
        pieces += [part.samples[start:end], np.zeros(round(_PAUSE_SECONDS * RATE), np.float32)]
        length += pieces[-2].size + pieces[-1].size
    return Recording(np.concatenate(pieces[:-1]), RATE, tuple(boundaries))


def _boundaries(part: _Proven, shift: int, first: int) -> tuple[Boundary, ...]:
    last = first + part.samples.size
    return tuple(
        Boundary(
            sentence.text,
            min(max(first, round(sentence.start * RATE) + shift), last),
            min(max(first, round(sentence.end * RATE) + shift), last),
        )
        for sentence in part.sentences
    )
