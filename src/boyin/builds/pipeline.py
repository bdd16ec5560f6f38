"""The whole flow, from an article's file to an episode's folder.

Article and script come from `read_script`, speeches and orders from `draft_script`; then clips and
slices are assembled, laid out on a timeline, and published.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Unpack

from boyin.article.article import Article
from boyin.builds.draft import Draft, draft_script, read_script
from boyin.builds.made import Made
from boyin.builds.pace import learn
from boyin.casts.article_cast import as_asked
from boyin.casts.cast import TOLERANCE_LU, Cast
from boyin.casts.cast_file import load_cast
from boyin.casts.choices import Choices
from boyin.clips.recording import Progress, Recorder
from boyin.episode.folder import Destination, Place, place_of, tell
from boyin.episode.manifest import Production
from boyin.ground.errors import ServiceError, placed_in
from boyin.ground.locks import building
from boyin.ground.settings import cache_folder
from boyin.master.assembly import Assembly, Stores, assemble, open_stores
from boyin.master.music import rooms_of
from boyin.master.programme import Listener
from boyin.script.script import Script, split_article
from boyin.timeline.timeline import Timeline, plan_timeline

_TELLING_SECONDS = 30.0
"""Of a programme: in a shorter one the ends of sentences, half silence, count for too much."""

_log = logging.getLogger(__name__)


def make_episode(
    path: Path,
    *,
    output: Path = Path("output"),
    on_progress: Callable[[Progress], None] = lambda _: None,
    **choices: Unpack[Choices],
) -> Made:
    """Turns the article at `path` into an episode below `output`.

    Raises BoyinError; what was recorded until then is kept, and the last episode is untouched.
    """
    article, script, chosen = read_script(path, **choices)
    to = Destination(output, choices.get("replace", False))
    try:
        return _make(article, script, chosen, to=to, on_progress=on_progress)
    except ServiceError as error:
        if not chosen.fallback:
            raise
        _log.warning("%s", error)
        _log.warning("the whole episode is made with the cast `%s` instead", chosen.fallback)
    other = as_asked(load_cast(chosen.fallback), article, choices)
    script = split_article(article, other.routing)
    given_up = chosen.name
    return _make(article, script, other, to=to, on_progress=on_progress, fallback_from=given_up)


def _make(
    article: Article,
    script: Script,
    cast: Cast,
    *,
    to: Destination,
    on_progress: Callable[[Progress], None],
    fallback_from: str = "",
) -> Made:
    stores = open_stores(cache_folder())
    with Recorder(stores.clips) as recorder:
        draft = draft_script(
            article, script, cast, to=to, fallback_from=fallback_from, recorder=recorder
        )
        # What publishing takes is loaded now, while the first voices are being recorded.
        from boyin.episode.publish import get_ready, publish

        with held_folder(draft, cache_folder()) as folder:
            draft.memo.keep(more_to_come=True)
            cover = get_ready(draft.article.title, draft.materials.cover)
            assembly = _assembled(draft, stores, recorder, on_progress)
            rooms = rooms_of(draft.materials.sounds)
            timeline = plan_timeline(
                assembly.clips(), cast.pacing, titles=script.chapters, rooms=rooms
            )
            production = _production(draft, timeline, cover)
            listener = Listener(draft.memo)
            frames = listener.hearing(assembly.frames(stores))
            episode = publish(production, frames, folder=folder)
            draft.memo.keep()
    loudness = listener.loudness()
    if timeline.length >= _TELLING_SECONDS * timeline.rate:
        _warn_of_loudness(loudness, cast.loudness)
    return Made(episode, assembly.work, round(loudness, 2))


def _warn_of_loudness(loudness: float, target: float) -> None:
    if not abs(loudness - target) <= TOLERANCE_LU:
        _log.warning(
            "the episode is %.1f LUFS loud, and %g was asked for; "
            "`boyin inspect` tells what is too soft or too loud in it",
            loudness,
            target,
        )


@contextmanager
def held_folder(draft: Draft, cache: Path) -> Iterator[Path]:
    """The draft's folder, held for this process; another one if somebody took it meanwhile."""
    place = Place(draft.folder)
    while True:
        with building(place.folder, cache):
            now = place_of(draft.claim)
            if now.folder == place.folder:
                yield now.folder
                return
        place = now
        tell(place)


def _assembled(
    draft: Draft,
    stores: Stores,
    recorder: Recorder,
    on_progress: Callable[[Progress], None],
) -> Assembly:
    """Clips and slices, all in the stores; how long they took is learnt."""
    began = time.monotonic()
    with placed_in(draft.article.name):
        assembly = assemble(draft.recipes, stores, recorder, on_progress)
    recording = time.monotonic() - began
    learn(cache_folder(), assembly, drafting=draft.seconds, recording=recording)
    return assembly


def _production(draft: Draft, timeline: Timeline, cover: bytes) -> Production:
    return Production(
        article=draft.article,
        script=draft.script,
        timeline=timeline,
        cast=draft.cast,
        engines=draft.engines,
        cover=cover,
        fallback_from=draft.fallback_from,
        chapter_images=draft.materials.chapter_images,
        source=draft.claim.origin.source,
    )
