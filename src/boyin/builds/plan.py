"""What a build would do, and cost, before anything is spent.

Turns an article and the last build's manifest into a `Plan`: which segments are new, changed, moved
or gone, what is to be recorded and encoded, and how long that takes here. Promise: nothing is
written, no service is asked, and `make` then does just what was said.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from boyin.builds.build import standing_episode
from boyin.builds.changes import Old, State, compare
from boyin.builds.draft import draft_episode
from boyin.builds.pace import History, read_history
from boyin.casts.choices import Choices
from boyin.clips.clips import Order
from boyin.episode.folder import MANIFEST
from boyin.episode.manifest import SCHEMA, Json
from boyin.ground.settings import cache_folder
from boyin.master.assembly import Stores, open_stores
from boyin.master.calibration import known_level
from boyin.master.slices import Recipe
from boyin.script.script import with_additions

_CHARACTERS_A_SECOND = 4.8

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Planned:
    """A segment of the article, against the last build."""

    order: Order
    state: State
    to_record: bool
    """`make` records it: what it is in has to be encoded, and the store lacks it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one engine is asked for."""

    engine: str
    recordings: int
    characters: int
    """Of spoken text."""
    speech_seconds: float
    """Estimated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a build would do."""

    title: str
    folder: Path
    """Where the episode would go."""
    last_build: Path | None
    """The manifest compared with; None where there is none that can be used."""
    segments: tuple[Planned, ...]
    gone: tuple[Old, ...]
    chapters_changed: tuple[str, ...]
    """Titles of those that don't sound as a chapter of the last build does."""
    requests: tuple[Request, ...]
    clips_to_record: int
    """Equal texts in one voice count once, as in what `make` says."""
    slices_to_encode: int
    voices_to_measure: tuple[str, ...]
    """Of which nobody knows here how loud they are: `make` asks their service for samples first."""
    build_seconds: float
    """How long it takes here: learnt from past runs, or guessed before the first."""


def plan_episode(path: Path, *, output: Path = Path("output"), **choices: Unpack[Choices]) -> Plan:
    """What `make_episode` would do now with the same arguments; nothing is written.

    Raises BoyinError where `make_episode` would before it records.
    """
    draft = draft_episode(path, output=output, **choices)
    article = draft.article
    manifest = draft.folder / MANIFEST
    old = _last_build(manifest)
    orders = [order for recipe in draft.recipes for order in recipe.orders]
    states, gone = compare(old or (), orders)
    stands = standing_episode(path, output=output, **choices)
    recipes = () if stands else draft.recipes
    lacking, slices, seconds = _lacking(recipes, open_stores(cache_folder()))
    history = read_history(cache_folder())
    requests = _requests(list(lacking.values()), history)
    return Plan(
        title=article.title,
        folder=draft.folder,
        last_build=None if old is None else manifest,
        segments=tuple(
            Planned(order, state, order.key in lacking)
            for order, state in zip(orders, states, strict=True)
        ),
        gone=gone,
        chapters_changed=_chapters_changed(old or (), orders, draft.script.chapters),
        requests=requests,
        clips_to_record=len(lacking),
        slices_to_encode=slices,
        voices_to_measure=_unmeasured(orders),
        build_seconds=_build_seconds(requests, seconds, history),
    )


def _last_build(manifest: Path) -> tuple[Old, ...] | None:
    """The segments of the last build; None, and said so, where they can't be read."""
    try:
        document = json.loads(manifest.read_bytes())
        if document["schema"] > SCHEMA:
            raise ValueError("a newer boyin wrote it")
        titles = [chapter["title"] for chapter in document["chapters"]]
        return tuple(
            Old(one["id"], one["written"], _shown(one), one["clip"], titles[one["chapter"]])
            for one in document["segments"]
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        _log.warning("%s can't be compared with, all counts as new (%s)", manifest, error)
        return None


def _shown(segment: Json) -> str:
    """A segment of a manifest as `Segment.shown`; older ones don't say what was added."""
    added = ((one["at"], one["text"]) for one in segment.get("added", ()))
    return with_additions(segment["written"], added)


def _lacking(recipes: Sequence[Recipe], stores: Stores) -> tuple[dict[str, Order], int, float]:
    """The clips to record by key, how many slices to encode, and about how long those sound."""
    missing = {r.key: r for r in recipes if stores.slices.peek(r.key) is None}
    orders = {order.key: order for recipe in missing.values() for order in recipe.orders}
    lacking = {key: one for key, one in orders.items() if not stores.clips.holds(key)}
    characters = sum(len(o.speech.spoken) for r in missing.values() for o in r.orders)
    return lacking, len(missing), characters / _CHARACTERS_A_SECOND


def _unmeasured(orders: Sequence[Order]) -> tuple[str, ...]:
    first = {(order.engine.name, order.voice): order for order in orders}.values()
    unknown = (one for one in first if known_level(one.engine, one.voice) is None)
    return tuple(sorted({one.voice.name for one in unknown}))


def _requests(orders: Sequence[Order], history: History) -> tuple[Request, ...]:
    requests = []
    for name in sorted({order.engine.name for order in orders}):
        own = [order for order in orders if order.engine.name == name]
        characters = sum(len(order.speech.spoken) for order in own)
        pace = history.pace_of(name)
        speech = characters / pace.characters * pace.speech
        requests.append(Request(name, len(own), characters, speech))
    return tuple(requests)


def _build_seconds(requests: Sequence[Request], encoded: float, history: History) -> float:
    """Recording hides encoding; where nothing is recorded, encoding is what takes time."""
    if not requests:
        return history.pace_of_encoding.seconds_for(encoded)
    paces = [history.pace_of(one.engine) for one in requests]
    speaking = (
        pace.seconds_for(one.speech_seconds) for one, pace in zip(requests, paces, strict=True)
    )
    return max(pace.start for pace in paces) + sum(speaking)


def _chapters_changed(
    old: Sequence[Old], orders: Sequence[Order], titles: Sequence[str]
) -> tuple[str, ...]:
    before: dict[str, list[str]] = {}
    for one in old:
        before.setdefault(one.chapter, []).append(one.clip)
    now: dict[int, list[str]] = {number: [] for number in range(len(titles))}
    for order in orders:
        now[order.speech.segment.chapter].append(order.key)
    return tuple(
        titles[number] for number, keys in now.items() if before.get(titles[number]) != keys
    )
