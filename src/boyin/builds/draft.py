"""From an article's file to all that is known of its episode before anything of it is recorded."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from boyin.article.article import STDIN, Article, read_article
from boyin.builds.sayable import sayable, speeches_of
from boyin.casts.article_cast import as_asked, load_article_cast
from boyin.casts.cast import Cast
from boyin.casts.cast_file import load_cast
from boyin.casts.choices import Choices
from boyin.casts.retakes_file import load_retakes, takes_path
from boyin.casts.transitions import Slot
from boyin.clips.clips import Order, order_clips
from boyin.clips.recording import Recorder
from boyin.engines import create_engine
from boyin.engines.base import Engine
from boyin.episode.chapters.chapters import warn_of_groups
from boyin.episode.chapters.images import read_chapter_images
from boyin.episode.cover.cover import read_cover
from boyin.episode.folder import Claim, Destination, check_folder, claim_of, place_of, tell
from boyin.episode.manifest import Json, script_json
from boyin.ground.errors import placed_in
from boyin.ground.memo import Memo, open_memo
from boyin.ground.settings import cache_folder
from boyin.master.music import Music, read_sounds
from boyin.master.slices import Recipe, recipes_of
from boyin.pronunciation.lexicon import Lexicon, article_lexicon, shipped_lexicon
from boyin.script.image_descriptions import undescribed
from boyin.script.pinyin_glosses import glossed_words
from boyin.script.retakes import Retake, Unused, match_retakes
from boyin.script.script import Script, split_article
from boyin.script.unsayable import Unsayable

_log = logging.getLogger(__name__)

_LINES_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """What an episode is made with besides its text: files of its article's and its cast's own."""

    cover: bytes | None
    chapter_images: Mapping[int, bytes]
    lexicon: Lexicon
    takes: Mapping[str, Retake]
    """By segment id."""
    sounds: Mapping[Slot, Music]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An episode before anything of it is recorded: what it is made from and with."""

    article: Article
    script: Script
    cast: Cast
    claim: Claim
    folder: Path
    """Where the episode goes, as long as nobody else takes it."""
    materials: Materials
    engines: Mapping[str, Engine]
    memo: Memo
    recipes: tuple[Recipe, ...]
    seconds: float
    """That drafting it took."""
    fallback_from: str = ""


def read_script(path: Path, **choices: Unpack[Choices]) -> tuple[Article, Script, Cast]:
    """The article at `path`, split for its readers: the cast named, the article's, or `duo`."""
    article = read_article(path)
    name = choices.get("cast")
    own = article.cast and not name
    cast = load_article_cast(article) if own else load_cast(name or "duo")
    cast = as_asked(cast, article, choices)
    return article, split_article(article, cast.routing), cast


def warn_of_images(article: Article) -> None:
    """Tells of the images that listeners learn nothing about, all at once."""
    lines = [str(block.lines[0]) for block in undescribed(article.layout.blocks)]
    if lines:
        more = "" if len(lines) <= _LINES_SHOWN else f" and {len(lines) - _LINES_SHOWN} more"
        _log.warning(
            "%s: images without a description: %d (line %s%s)",
            article.name,
            len(lines),
            ", ".join(lines[:_LINES_SHOWN]),
            more,
        )


def read_takes(article: Article, script: Script, cast: Cast) -> Mapping[str, Retake]:
    """The re-takes kept beside the article, by segment id; a warning for each that is not used."""
    if article.name == STDIN:
        return {}
    takes, unused = match_retakes(load_retakes(takes_path(Path(article.name))), script)
    for one in unused:
        _log.warning("%s", one)
    for segment in script.segments:
        engine = cast.voice_of(segment.role, segment.language).engine
        retake = takes.get(segment.id)
        if retake and retake.voice and retake.engine != engine:
            reason = f"keeps the cast's voice: {retake.voice} is {retake.engine}'s"
            _log.warning("%s", Unused(retake, f"{reason}, and {engine} reads here"))
    return takes


def read_lexicon(article: Article) -> Lexicon:
    """The readings for an article: its own, its folder's, those in its text, the shipped ones."""
    lexicon = shipped_lexicon() if article.name == STDIN else article_lexicon(Path(article.name))
    lexicon = lexicon.by_standard(article.readings)
    return lexicon.knowing(glossed_words(article.layout.blocks))


def preview(path: Path, **choices: Unpack[Choices]) -> Json:
    """How the article at `path` would be read, as `boyin show` prints it.

    Raises BoyinError where a build would before it records.
    """
    article, script, chosen = read_script(path, **choices)
    warn_of_images(article)
    read_cover(article.cover, article.name)
    read_chapter_images(article, script)
    read_lexicon(article)
    takes = read_takes(article, script, chosen)
    memo = open_memo(cache_folder(), article.name, chosen.name)
    with placed_in(article.name):
        script, _ = sayable(
            article,
            script,
            chosen,
            lambda left, refused: list(speeches_of(left, takes, memo, refused)),
        )
    return script_json(article, script, chosen, takes)


def draft_episode(path: Path, *, output: Path, **choices: Unpack[Choices]) -> Draft:
    """Everything that is known of an episode before it is recorded; nothing is written or asked.

    Raises BoyinError where the article, its cast, its cover or `output` can't be used.
    """
    to = Destination(output, choices.get("replace", False))
    return draft_script(*read_script(path, **choices), to=to)


def draft_script(
    article: Article,
    script: Script,
    chosen: Cast,
    *,
    to: Destination,
    fallback_from: str = "",
    recorder: Recorder | None = None,
) -> Draft:
    """The same of an article that is split already.

    fallback_from: the cast that was asked for and can't be had. recorder: where recording follows,
    who begins with it ahead; then how loud the voices are may be measured, too.
    """
    began = time.monotonic()
    warn_of_images(article)
    warn_of_groups(len(script.chapters))
    memo = open_memo(cache_folder(), article.name, chosen.name)
    engines = _engines(chosen, warm=recorder is not None and memo.is_new)
    claim = claim_of(article, script, to, memo)
    folder = _folder_of(claim)
    materials = _read_materials(article, script, chosen)

    ordered = _ordering(chosen, engines, materials, memo, recorder)
    with placed_in(article.name):
        script, orders = sayable(article, script, chosen, ordered)
        recipes = recipes_of(orders, chosen, materials.sounds, measuring=recorder is not None)
    return Draft(
        article=article,
        script=script,
        cast=chosen,
        claim=claim,
        folder=folder,
        materials=materials,
        engines=engines,
        memo=memo,
        recipes=recipes,
        seconds=time.monotonic() - began,
        fallback_from=fallback_from,
    )


def _ordering(
    cast: Cast,
    engines: Mapping[str, Engine],
    materials: Materials,
    memo: Memo,
    recorder: Recorder | None,
) -> Callable[[Script, list[Unsayable]], tuple[Order, ...]]:
    """From a script to what is to be recorded of it; what can't be said goes to a list."""

    def ordered(script: Script, refused: list[Unsayable]) -> tuple[Order, ...]:
        return order_clips(
            speeches_of(script, materials.takes, memo, refused),
            cast=cast,
            engines=engines,
            lexicon=materials.lexicon,
            memo=memo,
            on_new=recorder.begin if recorder else None,
        )

    return ordered


def _engines(cast: Cast, *, warm: bool) -> Mapping[str, Engine]:
    engines = {name: create_engine(name) for name in cast.engines()}
    if warm:
        for engine in engines.values():
            engine.warm_up()
    return engines


def _folder_of(claim: Claim) -> Path:
    """Where the episode goes, told if somebody else has its name."""
    place = place_of(claim)
    check_folder(place.folder)
    tell(place)
    return place.folder


def _read_materials(article: Article, script: Script, cast: Cast) -> Materials:
    return Materials(
        cover=read_cover(article.cover, article.name),
        chapter_images=read_chapter_images(article, script),
        lexicon=read_lexicon(article),
        takes=read_takes(article, script, cast),
        sounds=read_sounds(cast),
    )
