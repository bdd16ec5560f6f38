"""From an article and what was asked for to the cast that reads it.

What is asked for on the command line counts more than what the article says, that more than
`boyin.yaml` beside it, and that more than the cast.
"""

from dataclasses import replace
from pathlib import Path

from boyin.article.article import STDIN, Article
from boyin.article.blocks import Boilerplate, Glosses, Images
from boyin.casts.cast import Cast
from boyin.casts.cast_file import load_cast
from boyin.casts.choices import Choices
from boyin.casts.sound_settings import with_own_file
from boyin.ground.errors import CastError


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


def as_asked(cast: Cast, article: Article, choices: Choices) -> Cast:
    """The cast with what stands beside the article and in it, and with what was asked for."""
    if article.name != STDIN:
        cast = with_own_file(cast, Path(article.name).parent)
    cast = with_images(cast, choices.get("images") or article.images)
    cast = with_wishes(cast, article.glosses, article.boilerplate)
    if unsayable := choices.get("unsayable"):
        cast = replace(cast, unsayable=unsayable)
    speed = choices.get("speed")
    return cast if speed is None else replace(cast, speed=speed)


def with_images(cast: Cast, images: Images | None) -> Cast:
    """The cast, reading as much of images as is asked for; None for its own way."""
    return replace(cast, routing=replace(cast.routing, images=images)) if images else cast


def with_wishes(cast: Cast, glosses: Glosses | None, boilerplate: Boilerplate | None) -> Cast:
    """The cast, saying or skipping names in brackets and boilerplate; None for its own way."""
    routing = cast.routing
    return replace(
        cast,
        routing=replace(
            routing,
            glosses=glosses or routing.glosses,
            boilerplate=boilerplate or routing.boilerplate,
        ),
    )
