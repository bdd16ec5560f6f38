"""From a new episode to the one that it was under another name: on evidence, or not at all."""

import logging
from collections.abc import Iterable

from boyin.episode.origin import made_from_one_file, was_moved
from boyin.feed.episodes import Episode

_log = logging.getLogger(__name__)


def from_one_file(new: Episode, others: Iterable[Episode]) -> Episode | None:
    """The one among the others that the article of `new` made before."""
    found = [one for one in others if made_from_one_file(new.origin, one.origin, published=True)]
    return found[0] if len(found) == 1 else None


def with_its_text(
    new: Episode, published: Iterable[Episode], rivals: Iterable[Episode]
) -> Episode | None:
    """The one published episode that has the text of `new`, and whose article is gone.

    None if there are several, or one of the rivals, new as well, may be the same.
    """
    found = [one for one in published if _was(new, one)]
    if len(found) != 1 or any(_was(rival, found[0]) for rival in rivals):
        return None
    return found[0]


def _was(new: Episode, old: Episode) -> bool:
    return was_moved(new.origin, old.origin, new.folder.parent)


def tell_rename(new: Episode, old: Episode) -> None:
    """Says that the new episode stands in the old one's place."""
    _log.warning(
        "“%s” in %s is “%s”, which was in %s: it keeps its GUID and its day in the feed (if they "
        "are two episodes, use --split %s)",
        new.title,
        new.folder,
        old.title,
        old.folder,
        old.name,
    )


def tell_split(one: Episode, other: Episode) -> None:
    """Says who is who after two were taken for one."""
    _log.warning(
        "“%s” in %s has its GUID and its day again; “%s” in %s is an episode of its own",
        one.title,
        one.folder,
        other.title,
        other.folder,
    )
