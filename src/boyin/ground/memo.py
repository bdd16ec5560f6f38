"""What was worked out for an article, kept from build to build: how its texts are read aloud.

Reading a text aloud takes rules, dictionaries and models that take up to seconds to load; a text
that was read before, with the same readings chosen by people, is not read again.

Promise: what is kept is what this edition of boyin would work out, or it is not used.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from boyin.ground.edition import edition
from boyin.ground.proven import SUFFIX, read_proven, write_proven

FORMAT = 3
"""Raised when what is kept changes."""


class Memo:
    """Answers of one article and one cast, by question.

    place: the file they are kept in; nothing is read or written without one.
    """

    def __init__(self, place: Path | None = None) -> None:
        self._place = place
        self._known = _read(place) if place else {}
        self._used: dict[str, str] = {}
        self.worked_out = 0
        """How many answers were not known."""

    @property
    def is_new(self) -> bool:
        """Whether nothing was known before."""
        return not self._known

    def answer(self, *question: str, work_out: Callable[[], str]) -> str:
        """What `work_out` returns, which `question` alone decides: its kind, and all it is about.

        Raises what `work_out` raises, and keeps nothing then.
        """
        key = hashlib.sha256(json.dumps(question).encode()).hexdigest()
        if key not in self._used:
            kept = self._known.get(key)
            if kept is None:
                kept = work_out()
                self.worked_out += 1
            self._used[key] = kept
        return self._used[key]

    def keep(self, *, more_to_come: bool = False) -> None:
        """Keeps the answers that were asked for, and no others; nothing is written if none is new.

        more_to_come: more will be asked: what is known besides is kept, too.
        Raises OutputError if the file can't be written.
        """
        answers = {**self._known, **self._used} if more_to_come else dict(self._used)
        if self._place and answers != self._known:
            write_proven(self._place, {"edition": _edition(), "answers": answers})
            self._known = answers


def open_memo(cache: Path, article: str, cast: str) -> Memo:
    """That kept in a cache for an article, by its path, and a cast, by its name."""
    name = hashlib.sha256(json.dumps([str(Path(article).absolute()), cast]).encode()).hexdigest()
    return Memo(cache / "memos" / f"{name}{SUFFIX}")


def _read(place: Path) -> Mapping[str, str]:
    """What the file holds; nothing where there is none, it is another edition's, or damaged."""
    document = read_proven(place)
    if document is None or document["edition"] != _edition():
        return {}
    answers: Mapping[str, str] = document["answers"]
    return answers


def _edition() -> str:
    return f"{FORMAT} {edition()}"
