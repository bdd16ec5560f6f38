"""What the command says when something is wrong: whole lines, what to do first.

Promise: a warning that comes again and again is said three times, and at the end how often it came.
"""

import logging
import re
from collections import Counter
from typing import Any

from boyin.cli.output import complain
from boyin.cli.statuses import status_of
from boyin.ground.errors import BoyinError

_SAID = 3
_ANYTHING = "%s"
"""The template of warnings that are different each time."""
_LINE = re.compile(r"(?P<file>.+):(?P<line>\d+)", re.DOTALL)


def told(error: BoyinError) -> str:
    """An error as lines: the remedy, if there is one, then where and what is wrong."""
    what = f"{error.place}: {error.message}" if error.place else error.message
    lines = what.split("\n")
    if error.remedy:
        lines = [*error.remedy.split("\n"), *lines]
    return "\n".join(f"boyin: {line}" for line in lines)


def as_json(error: BoyinError) -> dict[str, Any]:
    """An error as a program is told of it, beside the lines for people."""
    found = _LINE.fullmatch(error.place or "")
    told_of: dict[str, Any] = {
        "kind": type(error).__name__.removesuffix("Error").lower(),
        "status": status_of(error),
        "message": error.message,
        "place": error.place,
        "file": found["file"] if found else None,
        "line": int(found["line"]) if found else None,
        "remedy": error.remedy,
    }
    return {"error": told_of}


class Complaints(logging.Handler):
    """Prints each warning as a line."""

    def emit(self, record: logging.LogRecord) -> None:
        """Prints one."""
        complain(self.format(record))


class Repeats(logging.Filter):
    """Lets the first warnings of a kind through, and counts the others."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.last: dict[str, str] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is to be said now."""
        if record.msg == _ANYTHING:
            return True
        self.counts[record.msg] += 1
        self.last[record.msg] = record.getMessage()
        return self.counts[record.msg] <= _SAID

    def sum_up(self) -> None:
        """Says of how many warnings nothing was said, and the last of each kind."""
        for template, count in self.counts.items():
            if count > _SAID:
                complain(f"boyin: {count - _SAID} more like this: {self.last[template]}")
        self.counts.clear()
