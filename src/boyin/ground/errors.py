"""Errors a person can act on: what is wrong, where, and what to do about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LONGEST = 300
"""Characters of an exception that are told; some hold the whole text they failed at."""


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


class SoundError(BoyinError):
    """A sound file can't be read."""


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


class DefectError(BoyinError):
    """boyin itself is wrong, not what it was given."""


@contextmanager
def faults_at(place: str) -> Iterator[None]:
    """Turns what nobody foresaw within the block into a fault of boyin at `place`.

    Errors that are meant, and those of the machine, pass.
    """
    try:
        yield
    except (BoyinError, OSError, MemoryError):
        raise
    except Exception as error:
        raise fault_of(error, place) from error


def fault_of(error: Exception, place: str | None = None) -> DefectError:
    """An exception that nobody foresaw, as an error that can be reported."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" in {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    what = " ".join(f"{type(error).__name__}{where}: {error}".split())
    return DefectError(f"a fault of boyin, please report it: {what[:_LONGEST]}", place=place)


@contextmanager
def placed_in(name: str) -> Iterator[None]:
    """Gives an error that knows only a line the name of the file it is in."""
    try:
        yield
    except BoyinError as error:
        if error.place and error.place.startswith("line "):
            error.place = f"{name}:{error.place.removeprefix('line ')}"
        raise
