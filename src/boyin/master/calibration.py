"""The gain that brings a voice to the programme's loudness, measured once and kept.

Turns an engine's voice into a `Level`: how loud it is, and what the limiter takes of it at every
gain. It is measured over sentences that are the same for every episode, with all that is done to a
clip; so the gain depends on nothing but engine, voice, speed and pitch. The voices of the shipped
casts were measured before: `voices/levels.json`, which `scripts/levels` writes.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from boyin.clips.clips import clip_key
from boyin.clips.plausibility import check_recording
from boyin.clips.store import ClipStore
from boyin.engines.base import Engine, Recording, Voice
from boyin.ground.errors import EngineError
from boyin.ground.languages import Language
from boyin.ground.proven import SUFFIX, read_proven, write_proven
from boyin.ground.settings import cache_folder, voices_folder
from boyin.master.dressing import PREPARED, prepare
from boyin.master.levels import CEILING_DBFS, LIMITER, amplify
from boyin.pronunciation.lexicon import Lexicon
from boyin.sound.loudness import measure
from boyin.sound.samples import Samples
from boyin.timeline.timeline import RATE

SENTENCES: dict[Language, tuple[str, ...]] = {
    "zh": (
        "春天的早晨，院子里的梨树开满了白花，孩子们在树下追着一只小狗跑来跑去。",
        "他想了很久，最后只说了一句话：这件事情，我们以后再谈。",
        "根据最新的调查，超过一半的人每天至少花两个小时看手机，你相信吗？",
        "火车晚点了四十分钟，站台上的人越来越多，广播里却没有任何消息。",
        "清晨的集市刚刚开张，卖菜的老人把一捆捆青菜摆得整整齐齐，等着今天的第一位客人。",
        "他说这条路走了四十年，从来没有觉得远，因为路的那一头有人在等他回家吃饭。",
        "如果明天下雨，我们就把桌子搬到屋里去，泡一壶茶，慢慢地聊一整个下午。",
        "这个人到底是谁？",
        "这些年我一次又一次地看到，说出来的道理，要变成做出来的事情，有多么难。",
        "有人把自己的病情、烦恼和秘密，都告诉了一个从来没有见过面的陌生人。",
    ),
    "en": (
        "We believe that people have a right to know how these decisions are made.",
        "He thought about it for a long time, and then he said only this: we will talk later.",
        "Our mission is to make sure that everyone benefits from this technology.",
        "The question is no longer whether machines can think, but whether we still do.",
        "Most of the evidence suggests that the opposite is true.",
        "Time and again I have seen how difficult it is to live by what we say we believe.",
        "An act of ordinary courage.",
        "Every large company is under constant pressure to forget what it was founded for.",
        "I have made up my mind to leave, and I would like to explain why.",
        "The report warns that the risks are serious, and that time is running out.",
        "Who watches the machines?",
        "There is a growing gap between what we promise in public and what we do in private.",
    ),
}
"""Speech of the kinds that articles hold: told, argued, quoted; long and short.

English in a Chinese article is mostly quoted: statements and names of things, seldom a story. Some
voices are softer in these than in stories, others louder.
"""

POINTS = (-40.0, -24.0, -21.0, -19.0, -17.0, -16.0, -15.0, -14.0, -12.0, -10.0, -8.0)
"""Loudness before the limiter, in LUFS, at which its loss is measured."""

PAUSE_SECONDS = 0.45
"""Behind each sentence, as in an episode."""

MEASURED_AS = hashlib.sha256(
    json.dumps([SENTENCES, POINTS, PAUSE_SECONDS, PREPARED, LIMITER, CEILING_DBFS]).encode()
).hexdigest()[:16]
"""Everything that shapes a level besides the engine and the voice."""

SHIPPED = "levels.json"


@dataclass(frozen=True, slots=True)
class Level:
    """How loud a voice is, and how much of a gain reaches the listener."""

    loudness: float
    """LUFS as its engine makes it, over running speech."""
    losses: tuple[float, ...]
    """LU that the limiter takes where the gain brings the voice to each of POINTS."""

    def gain(self, target: float) -> float:
        """Decibels before the limiter that make the voice `target` LUFS loud behind it."""
        reached = np.maximum.accumulate(np.subtract(POINTS, self.losses))
        if not reached[0] <= target <= reached[-1]:
            raise EngineError(f"a voice of {self.loudness:g} LUFS can't be {target:g} LUFS loud")
        return round(float(np.interp(target, reached, POINTS)) - self.loudness, 2)


def level_of(engine: Engine, voice: Voice) -> Level:
    """The level of a voice: as known, else measured now and kept.

    Measuring takes a recording of each sentence. Raises the engine's error if one can't be made.
    """
    level = known_level(engine, voice)
    if level is None:
        level = measure_level(engine, voice)
        write_proven(_path(engine, voice), level_json(level))
    return level


def known_level(engine: Engine, voice: Voice) -> Level | None:
    """The level of a voice as shipped, or as the cache holds it; None if it was never measured."""
    if (voice.speed, voice.pitch) == (1.0, 0.0):
        shipped = shipped_levels().get(engine.fingerprint, {}).get(voice.name)
        if shipped:
            return shipped
    figures = read_proven(_path(engine, voice))
    return None if figures is None else _level(figures)


def _path(engine: Engine, voice: Voice) -> Path:
    # One small file a key: builds that share the cache can't take each other's figures away.
    key = f"{engine.fingerprint} {voice.name} {voice.speed:g} {voice.pitch:g} {MEASURED_AS}"
    name = hashlib.sha256(key.encode()).hexdigest()
    return cache_folder() / "levels" / f"{name}{SUFFIX}"


def measure_level(engine: Engine, voice: Voice) -> Level:
    """Speaks the sentences and measures them. Raises the engine's error if one can't be made."""
    store = ClipStore(cache_folder() / "clips")
    pool = ThreadPoolExecutor(engine.workers)
    try:
        texts = SENTENCES[engine.language(voice)]
        clips = list(pool.map(lambda text: _spoken(engine, voice, text, store), texts))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    loudness = _loudness(clips)

    def loss(point: float) -> float:
        gained = [amplify(clip, RATE, gain=point - loudness) for clip in clips]
        return max(0.0, point - _loudness(gained))

    # Up to there nothing is limited, and nothing lost.
    clear = loudness + CEILING_DBFS - measure(np.concatenate(clips), RATE).true_peak
    losses = [0.0 if point < clear - 1 else round(loss(point), 2) for point in POINTS]
    return Level(round(loudness, 2), tuple(losses))


def _spoken(engine: Engine, voice: Voice, text: str, store: ClipStore) -> Samples:
    """A sentence as it would stand in an episode, before its gain."""
    language = engine.language(voice)
    pronounced = engine.pronounce(text, language, voice=voice, lexicon=Lexicon())
    key = clip_key(pronounced, voice, fingerprint=engine.fingerprint)
    take = store.find(key)
    if take is None:
        recording = _recorded(engine, voice, pronounced)
        check_recording(recording, text, voice.speed)
        take = store.put(key, recording)
    speech = store.get(key)
    if speech is None:
        raise EngineError(f"the recording of “{text[:40]}” is gone from the store")
    return prepare(speech, take.rate)


def _recorded(engine: Engine, voice: Voice, pronounced: str) -> Recording:
    try:
        return engine.synthesize(pronounced, voice)
    except EngineError as error:
        # What has a place of its own is wrong with the engine, not with this voice.
        if error.place:
            raise
        said = f"how loud {voice.name} is can't be measured: {error.message}"
        raise EngineError(said, remedy=error.remedy) from error


def _loudness(clips: Sequence[Samples]) -> float:
    """Of the clips as a programme has them: pauses between, which its loudness counts in part."""
    pause = np.zeros(round(PAUSE_SECONDS * RATE), dtype=np.float32)
    return measure(
        np.concatenate([part for clip in clips for part in (clip, pause)]), RATE
    ).integrated


def level_json(level: Level) -> list[float]:
    """The level as a file holds it: its loudness, then its losses."""
    return [level.loudness, *level.losses]


def _level(figures: Sequence[float]) -> Level:
    """The other way; raises ValueError if it is none."""
    loudness, *losses = map(float, figures)
    if len(losses) != len(POINTS) or not all(map(math.isfinite, figures)):
        raise ValueError("no level")
    return Level(loudness, tuple(losses))


@cache
def shipped_levels() -> Mapping[str, Mapping[str, Level]]:
    """The levels that came with boyin, by an engine's fingerprint and a voice's name.

    None of them where they were measured in another way than this one. Raises EngineError if the
    file is damaged.
    """
    path = voices_folder() / SHIPPED
    try:
        document = json.loads(path.read_bytes())
        if document["measured_as"] != MEASURED_AS:
            return {}
        return {
            fingerprint: {name: _level(figures) for name, figures in voices.items()}
            for fingerprint, voices in document["levels"].items()
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise EngineError(
            f"the voices' levels can't be read: {error}",
            place=str(path),
            remedy="Install boyin again.",
        ) from error
