"""The one place that prints: from text to what a terminal or a program is given.

Promise: nothing that stands in an article or a file's name moves a cursor, colours, hides or turns
round what is on a terminal: such characters are shown as escapes. What can't be printed is an
error, but where the work is done it is only told: nothing turns a success into a failure.
"""

import errno
import json
import os
import re
import sys
from contextlib import suppress
from typing import Any, TextIO

import click

from boyin.ground.errors import OutputError

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Controls but for line ends and tabs, what turns the direction of text, halves of characters."""
_BYTES_OF_NO_TEXT = range(0xDC80, 0xDD00)
"""What Python makes of a byte of a name that is not UTF-8."""


class NobodyReadsError(Exception):
    """Whoever read standard output has what he wanted, such as `head`."""


def open_streams() -> None:
    """Gives the program the standard streams that its caller closed.

    Else the next file opened would take their numbers, and get what is printed. Writing to the
    output fails as it would have; what nobody wanted of complaints goes nowhere.
    """
    _open(0, "stdin", os.O_RDONLY)
    _open(1, "stdout", os.O_RDONLY)
    _open(2, "stderr", os.O_WRONLY)


def _open(number: int, name: str, flags: int) -> None:
    if getattr(sys, name) is not None:
        return
    try:
        os.fstat(number)
    except OSError:
        null = os.open(os.devnull, flags)
        if null != number:
            os.dup2(null, number)
            os.close(null)
    mode = "w" if number else "r"
    setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def visible(text: str) -> str:
    """The text with escapes in place of what a terminal would obey: ESC is `\\x1b`."""
    return _UNSEEN.sub(lambda found: _escape(ord(found.group())), text)


def _escape(code: int) -> str:
    if code in _BYTES_OF_NO_TEXT:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def say(text: str, *, done: bool = False) -> None:
    """Prints lines on standard output.

    done: that what they tell of is made and stays so; that they can't be printed is then told, no
    more. Else raises OutputError, or NobodyReadsError.
    """
    _print(visible(text), done=done)


def say_json(value: Any, *, indent: int | None = 1, done: bool = False) -> None:
    """Prints a value as JSON; otherwise as `say`."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    _print(_UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text), done=done)


def complain(text: str) -> None:
    """Prints lines on standard error; where that can't be, there is nobody left to be told."""
    try:
        click.echo(_encodable(visible(text), sys.stderr), err=True)
    except (OSError, ValueError):
        _silence(sys.stderr)


def flush_all() -> None:
    """Ends with nothing left to be written, which Python would complain of behind our back."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _silence(stream)


def _print(text: str, *, done: bool) -> None:
    try:
        click.echo(_encodable(text, sys.stdout))
    except OSError as error:
        _silence(sys.stdout)
        if done:
            if error.errno != errno.EPIPE:
                complain(f"boyin: all is done, but can't be told of: {error.strerror}")
        elif error.errno == errno.EPIPE:
            raise NobodyReadsError from error
        else:
            raise OutputError(
                f"can't be written: {error.strerror}", place="standard output"
            ) from error


def _encodable(text: str, stream: TextIO) -> str:
    """What the stream's encoding lacks is escaped, too."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _silence(stream: TextIO) -> None:
    # What is left in its buffer must go somewhere when Python ends.
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
