"""From a check and its input to the fault that it shows, if any.

A check may raise a BoyinError: that is how boyin refuses. All else is a fault: any other exception,
an error that calls itself one, and more than five seconds of the processor.
"""

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from boyin.ground.errors import BoyinError

Check = Callable[[bytes, Path], None]
"""Runs a part of boyin on that input, in a folder that it may fill."""

LONGEST = 5.0
"""Seconds of the processor, by which no input may be in work."""
_OWN_FAULT = "fault of boyin"


class PromiseError(Exception):
    """What came out is not what boyin promises."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong, and what tells it from other faults."""

    kind: str
    text: str
    """All that there is to say, with the traceback."""


def fault_of(check: Check, data: bytes, folder: Path) -> Fault | None:
    """The fault that `data` brings to light; None where all is as it should be."""
    began = time.process_time()
    try:
        check(data, folder)
    except BoyinError as error:
        if _OWN_FAULT in str(error):
            return _told(error)
    except Exception as error:  # whatever it is, it is what is looked for
        return _told(error)
    took = time.process_time() - began
    return Fault("slow", f"took {took:.1f} s of the processor") if took > LONGEST else None


def _told(error: Exception) -> Fault:
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "boyin" in one.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"
    cause = error.__cause__ or error
    # Of a promise, the words before what it is about.
    about = str(error).partition(":")[0] if isinstance(error, PromiseError) else place
    return Fault(f"{type(cause).__name__} {about}", "".join(traceback.format_exception(error)))
