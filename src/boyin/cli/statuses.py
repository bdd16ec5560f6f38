"""What an error comes to as an exit status; docs/troubleshooting.md tells people of it.

0 is done, 2 the command was written wrong, 130 interrupted, 143 ended by the system.
"""

from collections.abc import Mapping

from boyin.ground.errors import (
    ArticleError,
    BoyinError,
    BusyError,
    CastError,
    DefectError,
    EngineError,
    EpisodeError,
    FeedError,
    LexiconError,
    OutputError,
    ReadingError,
    ServiceError,
    SoundError,
    TableError,
    TakesError,
)

DONE = 0
ARTICLE = 1
"""What somebody wrote can't be used: an article, a cast, a lexicon, a show."""
USAGE = 2
MACHINE = 3
"""The machine, its disk or what is installed on it fails."""
FAULT = 70
"""boyin itself is wrong (EX_SOFTWARE of sysexits.h)."""
AGAIN = 75
"""Another build or a service is in the way: try again later (EX_TEMPFAIL)."""
INTERRUPTED = 130
TERMINATED = 143

STATUSES: Mapping[type[BoyinError], int] = {
    BoyinError: ARTICLE,
    ArticleError: ARTICLE,
    CastError: ARTICLE,
    LexiconError: ARTICLE,
    TableError: MACHINE,
    ReadingError: ARTICLE,
    TakesError: ARTICLE,
    SoundError: ARTICLE,
    EpisodeError: ARTICLE,
    FeedError: ARTICLE,
    EngineError: MACHINE,
    OutputError: MACHINE,
    DefectError: FAULT,
    ServiceError: AGAIN,
    BusyError: AGAIN,
}


def status_of(error: BoyinError) -> int:
    """The status that a command ends with because of `error`."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)
