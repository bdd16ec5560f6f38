"""What of an article can be said: everything, or, where that is asked for, all but some sentences.

Promise: what can't be said is told whole, not only its first place; and what is left out is told.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from boyin.article.article import Article
from boyin.casts.cast import Cast
from boyin.ground.errors import ReadingError
from boyin.ground.memo import Memo
from boyin.normalization.speech import Speech, to_speech
from boyin.script.retakes import Retake
from boyin.script.script import Script
from boyin.script.unsayable import Unsayable, UnsayableError, without

_log = logging.getLogger(__name__)
_Worked = TypeVar("_Worked")
_SHOWN = 30


def speeches_of(
    script: Script, takes: Mapping[str, Retake], memo: Memo, refused: list[Unsayable]
) -> Iterator[Speech]:
    """One by one: the first is being recorded while the next are worked out.

    Segments that can't be said go to `refused`.
    """
    for segment in script.segments:
        try:
            yield to_speech(segment, takes.get(segment.id), memo=memo)
        except ReadingError as error:
            refused.append(Unsayable(segment, error))


def sayable(
    article: Article,
    script: Script,
    cast: Cast,
    work: Callable[[Script, list[Unsayable]], _Worked],
) -> tuple[Script, _Worked]:
    """What `work` makes of the script, or of the script without what can't be said.

    work: tells of what it refuses in its list, or by an UnsayableError.
    Raises UnsayableError where nothing is to be left out.
    """
    worked, refused = _tried(script, work)
    if worked is not None:
        return script, worked
    if cast.unsayable != "skip":
        raise UnsayableError(refused, article.name)
    for one in refused:
        text = one.segment.shown()
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        message = f"left out, for it can't be said: “{shown}” ({one.error.message})"
        _log.warning("%s", f"{article.name}:{one.segment.lines[0]}: {message}")
    return sayable(article, without(script, refused, article), cast, work)


def _tried(
    script: Script, work: Callable[[Script, list[Unsayable]], _Worked]
) -> tuple[_Worked | None, list[Unsayable]]:
    refused: list[Unsayable] = []
    try:
        worked = work(script, refused)
    except UnsayableError as error:
        refused += error.refused
        return None, refused
    return (None if refused else worked), refused
