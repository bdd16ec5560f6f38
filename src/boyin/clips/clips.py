"""From Speeches to Orders, and from those to Clips: each text is spoken once per voice.

A clip's key is everything that shapes its sound and nothing else, so what moves in an article is
not recorded again.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import regex

from boyin.casts.cast import Cast, CastVoice
from boyin.clips.store import Take
from boyin.engines.base import Engine, Voice
from boyin.ground.errors import BoyinError, ReadingError, faults_at
from boyin.ground.languages import Language
from boyin.ground.memo import Memo
from boyin.normalization.speech import Speech
from boyin.pronunciation.lexicon import Lexicon
from boyin.script.unsayable import Unsayable, UnsayableError

FORMAT = 3
"""Raised when what is kept of a recording changes."""

_LATIN = regex.compile(r"\p{Latin}")


@dataclass(frozen=True, slots=True)
class Clip:
    """A speech and the recording of it that the store holds."""

    speech: Speech
    key: str
    cast_voice: CastVoice
    take: Take
    fresh: bool
    """Recorded just now; False where it was in the store."""


@dataclass(frozen=True, slots=True)
class Order:
    """A speech, and all that an engine needs to record it."""

    speech: Speech
    key: str
    cast_voice: CastVoice
    engine: Engine
    pronounced: str

    @property
    def voice(self) -> Voice:
        """Who speaks, and how."""
        return self.cast_voice.voice

    def clip(self, take: Take, *, fresh: bool = False) -> Clip:
        """The clip it becomes with this recording."""
        return Clip(self.speech, self.key, self.cast_voice, take, fresh)


def clip_key(pronounced: str, voice: Voice, *, fingerprint: str, take: int = 1) -> str:
    """The key of a clip: a digest of everything that shapes its sound.

    pronounced: what the engine is given to speak. fingerprint: the engine's.
    take: from 1; another one is another recording of the same.
    """
    parts = [FORMAT, fingerprint, voice.name, voice.speed, voice.pitch, pronounced]
    parts += [take] if take > 1 else []
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def order_clips(
    speeches: Iterable[Speech],
    *,
    cast: Cast,
    engines: Mapping[str, Engine],
    lexicon: Lexicon,
    memo: Memo | None = None,
    on_new: Callable[[Order], None] | None = None,
) -> tuple[Order, ...]:
    """What is to be recorded for each speech, in order; the store may have it already.

    memo: what was worked out before. on_new: told of what was not, as soon as it is; recording
    follows, so that the engines of new texts begin to load.
    Raises UnsayableError with all that can't be said.
    """
    desk = _Desk(cast, engines, lexicon, memo or Memo(), on_new)
    orders: dict[int, Order] = {}
    refused: list[Unsayable] = []
    later: dict[int, Speech] = {}

    def take(place: int, speech: Speech) -> None:
        try:
            orders[place] = desk.order(speech)
        except ReadingError as error:
            refused.append(Unsayable(speech.segment, error))

    for place, speech in enumerate(speeches):
        if _LATIN.search(speech.spoken):
            # English takes more to load: by then there should be something to record.
            later[place] = speech
        else:
            take(place, speech)
    for place, speech in later.items():
        take(place, speech)
    if refused:
        raise UnsayableError(refused)
    return tuple(orders[place] for place in sorted(orders))


class _Desk:
    """Where orders are taken: who reads a speech, and what that voice is given to speak."""

    def __init__(
        self,
        cast: Cast,
        engines: Mapping[str, Engine],
        lexicon: Lexicon,
        memo: Memo,
        on_new: Callable[[Order], None] | None,
    ) -> None:
        self._cast, self._engines, self._memo, self._on_new = cast, engines, memo, on_new
        self._read = {
            name: pronouncer(engine, lexicon.for_engine(name), memo, recording=on_new is not None)
            for name, engine in engines.items()
        }

    def order(self, speech: Speech) -> Order:
        segment, known = speech.segment, self._memo.worked_out
        with placed(speech):
            chosen = self._cast.reader_of(segment.role, segment.language, speech.retake)
            pronounced = self._read[chosen.engine](speech.spoken, segment.language, chosen.voice)
        engine = self._engines[chosen.engine]
        take = speech.retake.take if speech.retake else 1
        key = clip_key(pronounced, chosen.voice, fingerprint=engine.fingerprint, take=take)
        made = Order(speech, key, chosen, engine, pronounced)
        if self._on_new and self._memo.worked_out > known:
            self._on_new(made)
        return made


def pronouncer(
    engine: Engine, lexicon: Lexicon, memo: Memo, *, recording: bool = False
) -> Callable[[str, Language, Voice], str]:
    """From spoken text, language and voice to what `engine` is given to speak.

    recording: that it will speak, too, so that it begins to load with the first text that is new.
    What it returns raises what `engine.pronounce` raises.
    """
    readings = lexicon.digest

    def read(spoken: str, language: Language, voice: Voice) -> str:
        def work_out() -> str:
            if recording:
                engine.warm_up()
            return engine.pronounce(spoken, language, voice=voice, lexicon=lexicon)

        asked = (engine.name, voice.name, language, readings, spoken)
        return memo.answer("pronounced", *asked, work_out=work_out)

    return read


@contextmanager
def placed(speech: Speech) -> Iterator[None]:
    """Gives an error that knows no place the segment's, and so one that nobody foresaw."""
    try:
        with faults_at(f"line {speech.segment.lines[0]}"):
            yield
    except BoyinError as error:
        if error.place is None:
            error.place = f"line {speech.segment.lines[0]}"
        raise
