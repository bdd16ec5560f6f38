"""Where an episode goes: a folder of its own below the output, named after its title."""

import json
import logging
import os
from pathlib import Path

from boyin.article.article import Article
from boyin.episode.slug import slug_of
from boyin.ground.errors import OutputError
from boyin.ground.memo import Memo

MANIFEST = "episode.json"
"""The file that is written last, and lists the others."""

_log = logging.getLogger(__name__)


def episode_folder(article: Article, output: Path, memo: Memo) -> Path:
    """Where the episode of an article is, or would be."""
    title, wanted = article.title, article.slug
    return output / memo.answer("slug", title, wanted, work_out=lambda: slug_of(title, wanted))


def check_folder(folder: Path, title: str) -> None:
    """Raises OutputError if no episode can be there; says if one of another title is replaced."""
    if folder.is_symlink():
        raise OutputError(
            "is a link, and nothing is written through it",
            place=str(folder),
            remedy="Remove the link, or choose another folder with -o.",
        )
    standing = next(path for path in (folder, *folder.parents) if path.exists())
    if not standing.is_dir() or not os.access(standing, os.W_OK):
        raise OutputError("no episode can be written there", place=str(standing))
    try:
        standing_title = json.loads((folder / MANIFEST).read_bytes())["title"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if standing_title != title:
        _log.warning("%s holds the episode “%s”, which this one replaces", folder, standing_title)
