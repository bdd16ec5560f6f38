"""Where an episode goes: a folder below the output, named after its title, that is its own.

Promise: a folder belongs to the article that made it. Another article with that title gets one of
its own, the same at every build, and says so. Nothing is replaced unless that was asked for.
"""

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from boyin.article.article import Article
from boyin.episode.origin import Origin, made_from_one_file, source_of, was_moved
from boyin.episode.slug import slug_of
from boyin.ground.errors import OutputError
from boyin.ground.memo import Memo
from boyin.script.script import Script

MANIFEST = "episode.json"
"""The file that is written last, and lists the others."""
IDENTITY = "identity.json"
"""What a published episode is known by; a feed puts it there."""

_SOURCE = regex.compile(rb'^ *"source": ("(?:[^"\\]|\\.)*")', regex.MULTILINE)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an episode is sent."""

    output: Path
    replace: bool = False
    """Whether another article's episode that has its name is to go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An article that wants a folder."""

    output: Path
    slug: str
    origin: Origin
    asked_for: bool = False
    """Whether the very folder of that name is wanted, whoever has it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An episode that is in a folder."""

    folder: Path
    title: str
    origin: Origin | None
    """None where its manifest can't be read."""
    source: str

    def is_of(self, claim: Claim) -> bool:
        """Whether the file that makes the claim made it."""
        if self.origin is None:
            return self.source in ("", claim.origin.source)
        published = (self.folder / IDENTITY).exists()
        return made_from_one_file(claim.origin, self.origin, published=published)

    def was(self, claim: Claim) -> bool:
        """Whether the article that makes the claim made it when it lay elsewhere."""
        return bool(self.origin and was_moved(claim.origin, self.origin, claim.output))


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of an episode."""

    folder: Path
    taken: Standing | None = None
    """Another article's episode, which has the name that this one would have."""

    @property
    def replaces(self) -> bool:
        """Whether the other one goes."""
        return self.taken is not None and self.taken.folder == self.folder


def claim_of(article: Article, script: Script, to: Destination, memo: Memo) -> Claim:
    """The claim of an article to a folder of its own."""
    title, wanted = article.title, article.slug
    return Claim(
        output=to.output,
        slug=memo.answer("slug", title, wanted, work_out=lambda: slug_of(title, wanted)),
        origin=Origin(
            source=source_of(article.name, to.output),
            date=article.date,
            written=tuple(one.written for one in script.segments if one.role != "title"),
        ),
        asked_for=to.replace or bool(wanted),
    )


def place_of(claim: Claim) -> Place:
    """The folder that is the claim's now: its own, else a free one."""
    plain = claim.output / claim.slug
    if claim.asked_for:
        there = _standing_in(plain)
        own = there is None or there.is_of(claim) or there.was(claim)
        return Place(plain, None if own else there)
    others = []
    for folder in _family(claim):
        if one := _standing_in(folder):
            if one.is_of(claim):
                return Place(folder)
            others.append(one)
    moved = [one for one in others if one.was(claim)]
    if len(moved) == 1:
        return Place(moved[0].folder)
    taken = next((one for one in others if one.folder == plain), None)
    if taken is None:
        return Place(plain)
    free = (claim.output / name for name in _names(claim))
    return Place(next(path for path in free if not os.path.lexists(path)), taken)


def tell(place: Place) -> None:
    """Says where an episode goes if somebody else has its name."""
    if place.taken is None:
        return
    other = f"“{place.taken.title}”"
    if place.taken.source:
        other += f" from {_from_here(place.taken)}"
    if place.replaces:
        _log.warning("%s holds %s, another episode, which this one replaces", place.folder, other)
    else:
        _log.warning(
            "%s holds another article's episode, %s; this one goes to %s (to replace that one, use "
            "--replace)",
            place.taken.folder,
            other,
            place.folder,
        )


def _from_here(standing: Standing) -> str:
    """The article of an episode, as the person who gave the output folder would name it."""
    output = standing.folder.parent
    named = os.path.normpath(output / standing.source)
    real = os.path.realpath(os.path.join(os.path.realpath(output), standing.source))
    # Where the output folder is a link, `..` leads out of what it links to.
    return named if os.path.realpath(named) == real else real


def check_folder(folder: Path) -> None:
    """Raises OutputError if no episode can be there."""
    if folder.is_symlink():
        raise OutputError(
            "is a link, and nothing is written through it",
            place=str(folder),
            remedy="Remove the link, or choose another folder with -o.",
        )
    standing = next(path for path in (folder, *folder.parents) if path.exists())
    if not standing.is_dir() or not os.access(standing, os.W_OK):
        raise OutputError("no episode can be written there", place=str(standing))


def _standing_in(folder: Path) -> Standing | None:
    """The episode in the folder, None if there is none."""
    try:
        data = (folder / MANIFEST).read_bytes()
    except OSError:
        return None
    try:
        document: dict[str, Any] = json.loads(data)
        origin = origin_in(document)
        return Standing(folder, str(document["title"]), origin, origin.source)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        found = _SOURCE.search(data)
        return Standing(folder, folder.name, None, json.loads(found[1]) if found else "")


def origin_in(document: dict[str, Any]) -> Origin:
    """What a manifest tells of its article; those of earlier versions don't tell its path.

    Raises KeyError, TypeError or AttributeError for what is no manifest.
    """
    return Origin(
        source=str(document.get("source") or ""),
        date=str(document.get("date") or ""),
        written=tuple(
            str(segment["written"])
            for segment in document.get("segments", ())
            if segment.get("role") != "title"
        ),
    )


def _names(claim: Claim) -> Iterator[str]:
    """What the folder may be called where its name is taken, the first free one."""
    day = claim.origin.date.partition("T")[0]
    stem = f"{claim.slug}-{day}" if day else claim.slug
    if day:
        yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _family(claim: Claim) -> Iterator[Path]:
    """Where an article with that title may be: as `_names` has it, the likely folders first.

    Of a weekly show hundreds bear one name, and each is known by its day.
    """
    likely = (claim.slug, next(_names(claim)))
    yield from (claim.output / name for name in likely)
    member = regex.compile(rf"{regex.escape(claim.slug)}(?:-\d{{4}}-\d\d-\d\d)?(?:-\d+)?")
    names = os.listdir(claim.output) if claim.output.is_dir() else ()
    for name in sorted(names):
        if name not in likely and member.fullmatch(name):
            yield claim.output / name
