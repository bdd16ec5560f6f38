"""Which episode is which, whatever happens to its article: its GUID and the day it came out.

Both are decided once. They are kept twice: in the feed itself, and in `identity.json` in the
episode's folder, so that losing one of the two loses nothing. Where they differ the feed counts,
because that is what listeners' apps have seen.

Promise: an episode keeps its GUID and its day when its article is edited, made again, moved or
given another title. (Under another title it has another folder; it is known by its text.)
"""

import datetime
import json
import logging
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from boyin.article.dates import read_moment
from boyin.episode.folder import IDENTITY as FILE
from boyin.feed.episodes import Episode
from boyin.ground.errors import FeedError
from boyin.ground.files import write_whole

SAME = 0.5
"""The share of the text that two episodes have in common if they are one under two titles."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Identity:
    """What an app knows an episode by."""

    guid: str
    published: datetime.datetime
    """With its offset, in whole seconds."""
    moved_to: str = ""
    """The folder where the episode is now, if it has got another title."""
    manifest: str = ""
    """The SHA-256 of the manifest that was here when it moved."""


@dataclass(frozen=True, slots=True)
class Identified:
    """The episodes of a feed with their identities; and the folders that hold none any more."""

    current: tuple[tuple[Episode, Identity], ...]
    moved: dict[str, Identity] = field(default_factory=dict)


def read_identity(folder: Path) -> Identity | None:
    """What is kept in the folder, None if nothing is. Raises FeedError if it can't be read."""
    path = folder / FILE
    try:
        document = json.loads(path.read_bytes())
        published = datetime.datetime.fromisoformat(document["published"])
        if published.tzinfo is None:
            raise ValueError("no offset")
        return Identity(
            str(document["guid"]),
            published,
            str(document.get("moved_to", "")),
            str(document.get("manifest", "")),
        )
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FeedError(f"can't be read: {error.strerror}", place=str(path)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise FeedError(
            "does not say who this episode is",
            place=str(path),
            remedy="Delete it if the feed still has the episode; else bring back an older copy.",
        ) from error


def write_identity(folder: Path, identity: Identity) -> None:
    """Keeps it in the folder, if that is not what is kept there already."""
    if read_identity(folder) == identity:
        return
    document = {"guid": identity.guid, "published": identity.published.isoformat()}
    if identity.moved_to:
        document |= {"moved_to": identity.moved_to, "manifest": identity.manifest}
    write_whole(folder / FILE, (json.dumps(document, indent=1) + "\n").encode())


def identify(
    episodes: Iterable[Episode],
    in_feed: Mapping[str, Identity],
    *,
    channel: uuid.UUID,
    now: datetime.datetime,
    renames: bool = True,
    made: str = "",
) -> Identified:
    """Gives each episode its identity: the feed's, the folder's, that of its old title, a new one.

    in_feed: by folder, what the feed says. now: the moment that an undated new episode came out.
    renames: whether a new episode whose text is known is taken for the known one.
    made: the folder of the episode made just now, which is current even if it had moved.
    """
    found = {episode.name: episode for episode in episodes}
    known = {name: one for name in found if (one := _known(found[name], in_feed))}
    moved = {
        name: one
        for name, one in known.items()
        if name != made and one.moved_to in found and one.manifest == found[name].manifest_digest
    }
    current = {
        name: Identity(one.guid, one.published)
        for name, one in known.items()
        if name not in moved and one.moved_to not in found
    }
    for name in sorted(found.keys() - moved.keys() - current.keys()):
        if owed := [one for one in moved.values() if one.moved_to == name]:
            current[name] = Identity(owed[0].guid, owed[0].published)
        elif renames and (old := _old_title(found[name], [found[n] for n in current])):
            _tell_rename(found[name], old)
            current[name] = current.pop(old.name)
            moved[old.name] = replace(current[name], moved_to=name, manifest=old.manifest_digest)
        else:
            taken = {one.guid for one in (*known.values(), *in_feed.values(), *current.values())}
            current[name] = _new_identity(found[name], channel, taken, now)
    _refuse_twins(current, found)
    for name, one in current.items():
        _tell_new_date(found[name], one)
    return Identified(tuple((found[name], one) for name, one in sorted(current.items())), moved)


def _refuse_twins(current: Mapping[str, Identity], found: Mapping[str, Episode]) -> None:
    """Raises for a folder that was copied, and its identity with it."""
    first: dict[str, str] = {}
    for name, one in sorted(current.items()):
        other = first.setdefault(one.guid, name)
        if other != name:
            raise FeedError(
                f"says that this is the episode which {found[other].folder} is",
                place=str(found[name].folder / FILE),
                remedy="Delete that file in the folder that is the copy.",
            )


def _tell_rename(new: Episode, old: Episode) -> None:
    _log.warning(
        "“%s” in %s is “%s” under a new title: it keeps its place in the feed, and %s can be "
        "deleted (are they two episodes? Delete %s in both and use --no-renames)",
        new.title,
        new.folder,
        old.title,
        old.folder,
        FILE,
    )


def _known(episode: Episode, in_feed: Mapping[str, Identity]) -> Identity | None:
    kept, told = read_identity(episode.folder), in_feed.get(episode.name)
    if told is None or (kept and kept.moved_to):
        return kept
    return told


def _old_title(new: Episode, others: Iterable[Episode]) -> Episode | None:
    """The episode that `new` was before it got its title, None if it is none of them."""
    shares = [(_common(new, one), one.name, one) for one in others if one.title != new.title]
    share, _, old = max(shares, key=lambda found: found[:2], default=(0.0, "", None))
    return old if share > SAME else None


def _common(one: Episode, other: Episode) -> float:
    """The share of the longer episode's text that both have, segment by segment."""
    ours, theirs = Counter(one.written), Counter(other.written)
    longer = max(_size(ours), _size(theirs))
    return _size(ours & theirs) / longer if longer else 0.0


def _size(texts: Counter[str]) -> int:
    return sum(len(text) * count for text, count in texts.items())


def _new_identity(
    episode: Episode, channel: uuid.UUID, taken: set[str], now: datetime.datetime
) -> Identity:
    guid, number = str(uuid.uuid5(channel, episode.name)), 1
    while guid in taken:
        number += 1
        guid = str(uuid.uuid5(channel, f"{episode.name}/{number}"))
    return Identity(guid, _day_of(episode) or now.replace(microsecond=0))


def _day_of(episode: Episode) -> datetime.datetime | None:
    """The article's own moment: the start of its day where it says no hour."""
    if not episode.date:
        return None
    try:
        moment, reason = read_moment(episode.date), None
    except ValueError as error:
        moment, reason = None, error
    if moment is None:
        raise FeedError(f"`{episode.date}` is no date", place=str(episode.folder)) from reason
    return moment.at(datetime.UTC)


def _tell_new_date(episode: Episode, identity: Identity) -> None:
    day = _day_of(episode)
    if day and day.date() != identity.published.date():
        _log.warning(
            "“%s” came out on %s and stays there, though its article now says %s",
            episode.title,
            identity.published.date(),
            day.date(),
        )
