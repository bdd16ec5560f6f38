"""What the command says when something is wrong: whole lines, what to do first.

Promise: a warning that comes again and again is said three times, and at the end how often it came.
"""

import logging
from collections import Counter

import click

from boyin.ground.errors import BoyinError

_SAID = 3
_ANYTHING = "%s"
"""The template of warnings that are different each time."""


def told(error: BoyinError) -> str:
    """An error as lines: the remedy, if there is one, then where and what is wrong."""
    what = f"{error.place}: {error.message}" if error.place else error.message
    lines = what.split("\n")
    if error.remedy:
        lines = [*error.remedy.split("\n"), *lines]
    return "\n".join(f"boyin: {line}" for line in lines)


class Repeats(logging.Filter):
    """Lets the first warnings of a kind through, and counts the others."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is to be said now."""
        if record.msg == _ANYTHING:
            return True
        self.counts[record.msg] += 1
        return self.counts[record.msg] <= _SAID

    def sum_up(self) -> None:
        """Says of how many warnings nothing was said."""
        for message, count in self.counts.items():
            if count > _SAID:
                kind = message.partition(":")[0]
                click.echo(f"boyin: {kind}: {count - _SAID} more times.", err=True)
        self.counts.clear()
