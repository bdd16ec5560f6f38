"""From two episodes to whether one article made both: by its path, else by its text.

Promise: a doubt counts as two articles. Nothing is taken for another's because of its title.
"""

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from boyin.article.article import STDIN
from boyin.article.dates import Moment, read_moment
from boyin.episode.likeness import OTHER, SAME, runs_in_common, sentences_in_common

SAME_OF_A_DAY = 2 / 3
"""The share of sentences that proves enough where both are of one day and one path is unknown."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What an episode tells of the article it was made from."""

    source: str
    """See `source_of`; empty where nothing is known of it."""
    date: str
    """As in the manifest."""
    written: tuple[str, ...]
    """The texts of its segments but the title, which may change."""


def source_of(article: str, output: Path) -> str:
    """An article's path from the output folder, with slashes: it holds where both are moved.

    Empty for standard input, and for a name that no text can hold.
    """
    if article == STDIN:
        return ""
    path = Path(article)
    # What the last part links to may have another name after every edit.
    real = Path(os.path.realpath(path.parent), path.name)
    try:
        found = Path(os.path.relpath(real, os.path.realpath(output))).as_posix()
        found.encode()
    except UnicodeEncodeError:
        return ""
    except ValueError:
        # Another drive of Windows.
        return real.as_posix()
    return found


def is_there(source: str, output: Path) -> bool:
    """Whether there is an article where the episode was made from one."""
    return bool(source) and Path(os.path.realpath(output), source).exists()


def made_from_one_file(new: Origin, old: Origin, *, published: bool) -> bool:
    """Whether one path made both, and as far as can be seen one article in it.

    A weekly column may be written into the same file every week: another day and another text are
    another article. Without days only what is published is in need of that.
    """
    if not new.source or _normal(new.source) != _normal(old.source):
        return False
    days = _days_agree(new, old)
    if days is None:
        return not published or runs_in_common(new.written, old.written) >= OTHER
    return days or sentences_in_common(new.written, old.written) >= SAME


def was_moved(new: Origin, old: Origin, output: Path) -> bool:
    """Whether `new` is the text of `old`, whose article is gone or was never known by its path."""
    days = _days_agree(new, old)
    if days is False or (new.source and is_there(old.source, output)):
        return False
    share = sentences_in_common(new.written, old.written)
    return share >= (SAME_OF_A_DAY if days and not old.source else SAME)


def _days_agree(one: Origin, other: Origin) -> bool | None:
    """Whether both are of one day, and of one hour where both say it; None where one is of none."""
    first, second = _moment_of(one), _moment_of(other)
    if not first or not second:
        return None
    if first.day != second.day:
        return False
    return first.time == second.time or not (first.time and second.time)


def _moment_of(origin: Origin) -> Moment | None:
    try:
        return read_moment(origin.date)
    except ValueError:
        return None


def _normal(source: str) -> str:
    # One disk keeps é as it was written, the other in two characters.
    return unicodedata.normalize("NFC", source)
