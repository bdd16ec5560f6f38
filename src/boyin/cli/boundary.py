"""Where every command ends: from whatever it raises to a line, a JSON object and a status.

Promise: no traceback, unless it is asked for with BOYIN_DEBUG; no failure after success.
"""

import errno
import io
import os
import traceback
from collections.abc import Callable

import click

from boyin.cli.messages import as_json, told
from boyin.cli.output import NobodyReadsError, complain, flush_all, say_json
from boyin.cli.statuses import DONE, INTERRUPTED, USAGE
from boyin.ground.errors import BoyinError, OutputError, fault_of

DEBUG = "BOYIN_DEBUG"
"""In the environment: shows where in boyin an error comes from."""


def ended(command: Callable[[], object], *, in_json: bool) -> int:
    """Runs a command to its end and returns its status.

    in_json: that errors are printed on standard output, too, each as a JSON object.
    """
    try:
        status = command()
        return status if isinstance(status, int) else DONE
    except NobodyReadsError:
        return DONE
    except click.Abort:
        complain("boyin: interrupted.")
        return INTERRUPTED
    except click.ClickException as error:
        return _misused(error, in_json=in_json)
    # The last boundary: whatever else may come, people are told in a line.
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.EPIPE:
            return DONE
        foreseen = error if isinstance(error, BoyinError) else _unexpected(error)
        return _failed(foreseen, in_json=in_json)
    finally:
        flush_all()


def _failed(error: BoyinError, *, in_json: bool) -> int:
    if os.environ.get(DEBUG, "0") not in ("", "0"):
        complain("".join(traceback.format_exception(error)).rstrip())
    complain(told(error))
    document = as_json(error)
    if in_json:
        say_json(document, indent=None, done=True)
    return int(document["error"]["status"])


def _misused(error: click.ClickException, *, in_json: bool) -> int:
    lines = io.StringIO()
    error.show(lines)
    complain(lines.getvalue().rstrip())
    if in_json:
        wrong = {"kind": "usage", "status": USAGE, "message": error.format_message()}
        place = {"place": None, "file": None, "line": None, "remedy": None}
        say_json({"error": wrong | place}, indent=None, done=True)
    return error.exit_code


def _unexpected(error: Exception) -> BoyinError:
    """What nobody foresaw, as an error: the machine's where the system says so, else boyin's."""
    if isinstance(error, MemoryError):
        made: BoyinError = OutputError("there is not enough memory")
    elif isinstance(error, OSError):
        reason = error.strerror or str(error)
        place = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else None
        made = OutputError(reason, place=place)
    else:
        made = fault_of(error)
    made.__cause__ = error
    return made
