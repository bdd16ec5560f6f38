"""The whole flow, from an article's file to an episode's folder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from boyin.article import Article, read_article
from boyin.cast_file import load_cast
from boyin.clip_store import ClipStore
from boyin.clips import Clip, Progress, record
from boyin.engines import create_engine
from boyin.episode.chapter_images import read_chapter_images
from boyin.episode.chapters import warn_of_groups
from boyin.episode.cover import read_cover
from boyin.episode.manifest import Json, Production, script_json
from boyin.episode.publish import Episode, check_output, publish
from boyin.errors import CastError, placed_in
from boyin.master.slices import master
from boyin.master.transitions import transition
from boyin.segments import Script, split_article
from boyin.settings import cache_folder
from boyin.speech.lexicon import shipped_lexicon
from boyin.speech.speech import to_speech
from boyin.timeline import RATE, plan_timeline
from boyin.voices import Cast


@dataclass(frozen=True, slots=True)
class Made:
    """A published episode, and what it took."""

    episode: Episode
    recorded: int
    """Clips that were spoken for it; a text that comes twice is spoken once."""
    reused: int


def read_script(path: Path, *, cast: str | None) -> tuple[Article, Script, Cast]:
    """The article at `path`, split for its readers: the cast named, the article's, or `duo`."""
    article = read_article(path)
    own = article.cast and not cast
    chosen = load_article_cast(article) if own else load_cast(cast or "duo")
    return article, split_article(article, chosen.routing), chosen


def load_article_cast(article: Article) -> Cast:
    """The cast that the article's front matter chooses; a file counts from the article's folder."""
    is_file = article.cast.endswith((".yaml", ".yml"))
    name = str(Path(article.name).parent / article.cast) if is_file else article.cast
    try:
        return load_cast(name)
    except CastError as error:
        lines = article.source.split("\n")
        line = next((n for n, text in enumerate(lines, 1) if text.startswith("cast:")), 1)
        place = f"{article.name}:{line}"
        # What is wrong within a cast's file keeps its own place.
        if error.place is None or error.place == name:
            raise CastError(
                f"the cast `{article.cast}`: {error.message}", place=place, remedy=error.remedy
            ) from error
        raise


def preview(path: Path, *, cast: str | None = None) -> Json:
    """How the article at `path` would be read, as `boyin show` prints it.

    Raises BoyinError where a build would before it records.
    """
    article, script, chosen = read_script(path, cast=cast)
    read_cover(article.cover, article.name)
    read_chapter_images(article, script)
    with placed_in(article.name):
        for segment in script.segments:
            to_speech(segment)
    return script_json(article, script, chosen)


def make_episode(
    path: Path,
    *,
    cast: str | None = None,
    output: Path = Path("output"),
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Made:
    """Turns the article at `path` into an episode below `output`.

    Raises BoyinError; what was recorded until then is kept, and the last episode is untouched.
    """
    article, script, chosen = read_script(path, cast=cast)
    warn_of_groups(len(script.chapters))
    check_output(article, output)
    cover = read_cover(article.cover, article.name)
    images = read_chapter_images(article, script)
    engines = {name: create_engine(name) for name in chosen.engines()}
    store = ClipStore(cache_folder() / "clips")
    with placed_in(article.name):
        speeches = [to_speech(segment) for segment in script.segments]
        clips = record(
            speeches,
            cast=chosen,
            engines=engines,
            store=store,
            lexicon=shipped_lexicon(),
            on_progress=on_progress,
        )
    timeline = plan_timeline(
        clips,
        chosen.pacing,
        titles=script.chapters,
        transition=transition(chosen.transition, RATE).size,
    )

    def loudness(clip: Clip) -> float:
        return engines[clip.cast_voice.engine].loudness(clip.cast_voice.voice)

    frames = master(timeline, store, loudness=loudness, transition_style=chosen.transition)
    production = Production(
        article=article,
        script=script,
        timeline=timeline,
        cast=chosen,
        engines=engines,
        cover=cover,
        chapter_images=images,
    )
    episode = publish(production, frames, output=output)
    fresh = len({clip.key for clip in clips if clip.fresh})
    return Made(episode, recorded=fresh, reused=len({clip.key for clip in clips}) - fresh)
