"""Which episode is which, whatever happens to its article: each gets the identity that it has.

Promise: an episode keeps its GUID and its day when its article is edited, made again, moved or
given another title. What is published stays an episode of its own as long as its folder stands,
unless there is evidence that another folder is the same article's now, and then that is said.
"""

import datetime
import logging
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from boyin.article.dates import read_moment
from boyin.episode.folder import IDENTITY
from boyin.feed.episodes import Episode
from boyin.feed.identity import Identity, read_identity
from boyin.feed.renames import from_one_file, tell_rename, tell_split, with_its_text
from boyin.ground.errors import FeedError

_DAY = datetime.timedelta(days=1)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person says of episodes that have got another folder."""

    renames: bool = True
    """Whether a new episode may be a known one under another title."""
    split: Collection[str] = ()
    """Folders that were taken for former ones of others, and hold episodes of their own."""
    made: str = ""
    """The folder of the episode made just now, which is current even if it had moved."""


@dataclass(frozen=True, slots=True)
class Identified:
    """The episodes of a feed with their identities; and the folders that hold none any more."""

    current: tuple[tuple[Episode, Identity], ...]
    moved: Mapping[str, Identity] = field(default_factory=dict)


def identify(
    episodes: Iterable[Episode],
    in_feed: Mapping[str, Identity],
    *,
    channel: uuid.UUID,
    now: datetime.datetime,
    wishes: Wishes,
) -> Identified:
    """Gives each episode its identity: the feed's, the folder's, that of its old title, a new one.

    in_feed: by folder, what the feed says. now: the moment that an undated new episode came out.
    """
    found = {episode.name: episode for episode in episodes}
    _refuse_others_places(found, in_feed)
    desk = _Desk(found, in_feed, wishes)
    for name in desk.new:
        if (identity := desk.owed(name) or desk.taken_over(name)) is None:
            identity = _new_identity(found[name], channel, desk.guids(), now)
        desk.current[name] = identity
    _refuse_copies(desk.current, found, in_feed)
    for name, one in desk.current.items():
        _tell_new_date(found[name], one)
    current = tuple((found[name], one) for name, one in sorted(desk.current.items()))
    return Identified(current, desk.moved)


class _Desk:
    """The identities given so far: `current` to folders that have one, `moved` to former ones."""

    def __init__(
        self, found: Mapping[str, Episode], in_feed: Mapping[str, Identity], wishes: Wishes
    ) -> None:
        self.found, self.in_feed, self.wishes = found, in_feed, wishes
        self.known = {name: one for name in found if (one := _known(found[name], in_feed))}
        self.alone = {self._split(name) for name in sorted(wishes.split)}
        self.moved = {name: one for name, one in self.known.items() if self._has_moved(name, one)}
        self.current = {
            name: Identity(one.guid, one.published)
            for name, one in self.known.items()
            if name not in self.moved and one.moved_to not in found
        }
        new = found.keys() - self.moved.keys() - self.current.keys()
        # That of the last build behind the others, since it counts.
        self.new = sorted(new, key=lambda name: (name == wishes.made, name))

    def _split(self, name: str) -> str:
        """Gives a former folder its identity back; returns the one that loses it."""
        one = self.known.get(name)
        if one is None or one.moved_to not in self.found:
            raise FeedError(
                "was not taken for the former folder of an episode",
                place=str(self.found[name].folder) if name in self.found else name,
                remedy="Name the folder that was said to be one.",
            )
        tell_split(self.found[name], self.found[one.moved_to])
        self.known[name] = Identity(one.guid, one.published)
        self.known.pop(one.moved_to, None)
        return one.moved_to

    def _has_moved(self, name: str, one: Identity) -> bool:
        return (
            name != self.wishes.made
            and one.moved_to in self.found
            and one.manifest == self.found[name].manifest_digest
        )

    def guids(self) -> set[str]:
        """All that stand for an episode, here or in the feed."""
        given = (self.known, self.in_feed, self.current)
        return {one.guid for identities in given for one in identities.values()}

    def owed(self, name: str) -> Identity | None:
        """What a run that was cut short had meant to give to the folder."""
        owed = (one for one in self.moved.values() if one.moved_to == name)
        return next((Identity(one.guid, one.published) for one in owed), None)

    def taken_over(self, name: str) -> Identity | None:
        """The identity of the folder that the article had before, which has none from now on."""
        if not self.wishes.renames or name in self.alone:
            return None
        new, others = self.found[name], self.current.keys() - self.alone
        rivals = [self.found[one] for one in self.new if one != name]
        published = [self.found[one] for one in others & self.known.keys()]
        old = from_one_file(new, [self.found[one] for one in others]) or with_its_text(
            new, published, rivals
        )
        if old is None:
            return None
        tell_rename(new, old)
        identity = self.current.pop(old.name)
        for earlier, one in self.moved.items():
            if one.moved_to == old.name:
                self.moved[earlier] = replace(one, moved_to=name)
        self.moved[old.name] = replace(identity, moved_to=name, manifest=old.manifest_digest)
        return identity


def _known(episode: Episode, in_feed: Mapping[str, Identity]) -> Identity | None:
    kept, told = read_identity(episode.folder), in_feed.get(episode.name)
    if told is None or (kept and kept.moved_to):
        return kept
    return told


def _refuse_others_places(found: Mapping[str, Episode], in_feed: Mapping[str, Identity]) -> None:
    """Raises for an episode of another day that only its folder's name makes one of the feed.

    Where a weekly show is made afresh beside its feed, the first one made gets the plain name.
    """
    for name in sorted(found.keys() & in_feed.keys()):
        episode, told = found[name], in_feed[name]
        moment = _moment_of(episode)
        if moment is None or read_identity(episode.folder):
            continue
        if abs(moment - told.published) >= _DAY:
            raise FeedError(
                f"has the place of the feed's episode of {told.published:%Y-%m-%d}, but its "
                f"article is of {episode.origin.date}",
                place=str(episode.folder),
                remedy="Is it another episode? Move the folder away, make the former one first and "
                "then this one. Is it the same? Give its article that date.",
            )


def _refuse_copies(
    current: Mapping[str, Identity],
    found: Mapping[str, Episode],
    in_feed: Mapping[str, Identity],
) -> None:
    """Raises for a folder that was copied, and its identity with it."""
    first: dict[str, str] = {}
    # The one that the feed leads to is no copy.
    for name in sorted(current, key=lambda name: (name not in in_feed, name)):
        other = first.setdefault(current[name].guid, name)
        if other != name:
            raise FeedError(
                f"says that this is the episode which {found[other].folder} is",
                place=str(found[name].folder / IDENTITY),
                remedy=f"Is {name} a copy? Move it elsewhere. Is it an episode of its own? Delete "
                "that file.",
            )


def _new_identity(
    episode: Episode, channel: uuid.UUID, taken: set[str], now: datetime.datetime
) -> Identity:
    guid, number = str(uuid.uuid5(channel, episode.name)), 1
    while guid in taken:
        number += 1
        guid = str(uuid.uuid5(channel, f"{episode.name}/{number}"))
    return Identity(guid, _moment_of(episode) or now.replace(microsecond=0))


def _moment_of(episode: Episode) -> datetime.datetime | None:
    """The article's own moment: the start of its day where it says no hour."""
    date = episode.origin.date
    if not date:
        return None
    try:
        moment, reason = read_moment(date), None
    except ValueError as error:
        moment, reason = None, error
    if moment is None:
        raise FeedError(f"`{date}` is no date", place=str(episode.folder)) from reason
    return moment.at(datetime.UTC)


def _tell_new_date(episode: Episode, identity: Identity) -> None:
    moment = _moment_of(episode)
    if moment is None:
        return
    published, hour = identity.published, "T" in episode.origin.date
    if moment == published or (not hour and moment.date() == published.date()):
        return
    shown = "%Y-%m-%d %H:%M %z" if hour else "%Y-%m-%d"
    _log.warning(
        "“%s” came out on %s and stays there, though its article now says %s",
        episode.title,
        published.strftime(shown),
        moment.strftime(shown),
    )
