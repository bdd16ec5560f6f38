"""From orders to an episode's clips and MP3 frames: what is kept is kept, the rest is made.

Turns recipes into encoded slices. A slice that the store has costs nothing, not even a look at its
recordings; any other is encoded, on all cores, as soon as its own clips are there, while others
are still being recorded. Frames wait on the disk: memory does not grow with the episode.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from boyin.clips.clips import Clip
from boyin.clips.recording import Progress, Recorder
from boyin.clips.store import ClipStore, Take
from boyin.master.slice_store import Encoded, SliceStore
from boyin.master.slices import Recipe
from boyin.master.work import Work


@dataclass(frozen=True, slots=True)
class Stores:
    """Where recordings and encoded slices are kept."""

    clips: ClipStore
    slices: SliceStore


def open_stores(cache: Path) -> Stores:
    """The stores of a cache folder; nothing is made before something is kept."""
    return Stores(ClipStore(cache / "clips"), SliceStore(cache / "slices"))


@dataclass(frozen=True, slots=True)
class Assembly:
    """All the slices of an episode, made."""

    recipes: tuple[Recipe, ...]
    takes: Mapping[str, tuple[Take, ...]]
    """Of the clips of each slice, by its key."""
    fresh: frozenset[str]
    """The keys of the clips that were recorded for it."""
    encoded: frozenset[str]
    """The keys of the slices that were encoded for it."""

    @property
    def work(self) -> Work:
        """What was made for it, and what was there."""
        clips = {key for recipe in self.recipes for key in recipe.clip_keys}
        recorded, encoded = len(self.fresh), len(self.encoded)
        return Work(recorded, len(clips) - recorded, encoded, len(self.takes) - encoded)

    @property
    def seconds_encoded(self) -> float:
        """Of speech, in the slices that were encoded for it."""
        return sum(take.seconds for key in self.encoded for take in self.takes[key])

    def clips(self) -> tuple[Clip, ...]:
        """Every clip, in the order of the article."""
        return tuple(
            order.clip(take, fresh=order.key in self.fresh)
            for recipe in self.recipes
            for order, take in zip(recipe.orders, self.takes[recipe.key], strict=True)
        )

    def frames(self, stores: Stores) -> Iterator[bytes]:
        """The MP3 frames of the slices in order, read one after the other.

        Raises OutputError if a slice and the clips it was made of are gone from the stores.
        """
        for recipe in self.recipes:
            takes = self.takes[recipe.key]
            found = stores.slices.get(recipe.key)
            if found and found.takes == takes:
                yield found.frames
            else:
                # Somebody emptied the store, or another build made it of another recording.
                yield recipe.encode(takes, stores.clips)


def assemble(
    recipes: Sequence[Recipe],
    stores: Stores,
    recorder: Recorder,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Assembly:
    """Makes whatever of the recipes is not in the stores; `recorder` makes the clips.

    Raises the first error of an engine or of the disk; clips and slices finished by then are kept.
    """
    takes: dict[str, tuple[Take, ...]] = {}
    missing: dict[str, Recipe] = {}
    for recipe in recipes:
        if recipe.key in takes or recipe.key in missing:
            continue
        if found := stores.slices.get(recipe.key):
            takes[recipe.key] = found.takes
        else:
            missing[recipe.key] = recipe
    made, fresh = _Maker(list(missing.values()), stores).make(recorder, on_progress)
    return Assembly(tuple(recipes), takes | made, frozenset(fresh), frozenset(missing))


class _Maker:
    """Records what is lacking, and encodes a slice as soon as the last of its clips is there."""

    def __init__(self, recipes: Sequence[Recipe], stores: Stores) -> None:
        self.recipes = recipes
        self.stores = stores
        self.takes: dict[str, Take] = {}
        self.lacking = {recipe.key: set(recipe.clip_keys) for recipe in recipes}
        self.users: dict[str, list[Recipe]] = {}
        """The slices that a clip is in."""
        for recipe in recipes:
            for key in self.lacking[recipe.key]:
                self.users.setdefault(key, []).append(recipe)

    def make(
        self, recorder: Recorder, on_progress: Callable[[Progress], None]
    ) -> tuple[dict[str, tuple[Take, ...]], set[str]]:
        """The takes of every slice, now that it is in the store, and which clips were recorded."""
        fresh: set[str] = set()
        pool = ThreadPoolExecutor(os.cpu_count() or 1)
        try:
            encoding = [pool.submit(self.encode, one) for one in self.recipes if not one.orders]
            groups = [recipe.orders for recipe in self.recipes]
            for key, take, is_fresh in recorder.recordings(groups, on_progress):
                self.takes[key] = take
                fresh |= {key} if is_fresh else set()
                encoding += [pool.submit(self.encode, one) for one in self.whole_with(key)]
                _raise_first(encoding)
            return dict(future.result() for future in encoding), fresh
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def whole_with(self, clip: str) -> Iterator[Recipe]:
        """The slices that lacked this clip and no other."""
        for recipe in self.users[clip]:
            self.lacking[recipe.key].discard(clip)
            if not self.lacking[recipe.key]:
                yield recipe

    def encode(self, recipe: Recipe) -> tuple[str, tuple[Take, ...]]:
        takes = tuple(self.takes[key] for key in recipe.clip_keys)
        frames = recipe.encode(takes, self.stores.clips)
        self.stores.slices.put(recipe.key, Encoded(takes, frames))
        return recipe.key, takes


def _raise_first(futures: Sequence[Future[tuple[str, tuple[Take, ...]]]]) -> None:
    """Raises what went wrong in one of them: a full disk need not wait for the last recording."""
    for future in futures:
        if future.done():
            future.result()
