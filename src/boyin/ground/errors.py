"""Errors a person can act on: what is wrong, where, and what to do about it."""

from collections.abc import Iterator
from contextlib import contextmanager


class BoyinError(Exception):
    """The base of everything boyin raises on purpose.

    message: what is wrong, in one sentence.
    place:   where, as ``file:line`` or the name of the thing; None when the message says it.
    remedy:  what the reader can do; None when there is nothing to add.
    """

    def __init__(
        self, message: str, *, place: str | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        return f"{text}\n{self.remedy}" if self.remedy else text


class ArticleError(BoyinError):
    """The article can't be read as an article."""


class CastError(BoyinError):
    """A cast names something that does not exist or holds a wrong value."""


class LexiconError(BoyinError):
    """A lexicon entry can't be used."""


class TableError(BoyinError):
    """A line of a table of words or patterns can't be used."""


class ReadingError(BoyinError):
    """A text holds something that nobody here knows how to say."""


class TakesError(BoyinError):
    """The re-takes of an article, or the segment they are asked for, can't be used."""


class EngineError(BoyinError):
    """An engine can't speak, or what it returned is not speech."""


class ServiceError(EngineError):
    """An online service can't be used at all: nothing it was asked for would come."""


class OutputError(BoyinError):
    """A file can't be written."""


class EpisodeError(BoyinError):
    """There is no episode to look at, or it can't be understood."""


class FeedError(BoyinError):
    """A show file, or what a feed is to be made of, can't be used."""


class BusyError(BoyinError):
    """Another process is at work there."""


@contextmanager
def placed_in(name: str) -> Iterator[None]:
    """Gives an error that knows only a line the name of the file it is in."""
    try:
        yield
    except BoyinError as error:
        if error.place and error.place.startswith("line "):
            error.place = f"{name}:{error.place.removeprefix('line ')}"
        raise
