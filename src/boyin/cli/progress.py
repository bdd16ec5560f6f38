"""How far a build has come: a bar on a terminal, whole lines anywhere else and where asked for."""

import os
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import click

from boyin.cli.output import complain

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from boyin.clips.recording import Progress

_Command = TypeVar("_Command", bound=Callable[..., Any])
_PLAIN = "BOYIN_PLAIN"
_STEPS = 1000
_SECONDS_BETWEEN_LINES = 10.0
_SHARE_THAT_TELLS = 0.1


class Reporter:
    """Shows the progress of recording on stderr."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.plain = is_plain()
        self.bar: ProgressBar[int] | None = None
        self.began = self.shown = time.monotonic()
        self.latest: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.bar is not None:
            self.bar.__exit__(kind, error, trace)

    def show(self, progress: "Progress") -> None:
        """Takes note of progress, and shows it if it is time to."""
        self.latest = progress
        if self.quiet or not progress.total:
            return
        if self.plain:
            self.show_line(progress)
        else:
            try:
                self.show_bar(progress)
            except OSError:
                # The terminal is gone; the build is not.
                self.quiet, self.bar = True, None

    def show_bar(self, progress: "Progress") -> None:
        if self.bar is None:
            self.bar = click.progressbar(
                length=_STEPS,
                label="Recording",
                file=sys.stderr,
                item_show_func=lambda _: self.figures(),
            )
            self.bar.__enter__()
        self.bar.update(round(progress.share * _STEPS) - self.bar.pos, 0)

    def figures(self) -> str:
        assert self.latest is not None
        done, total = self.latest.done, self.latest.total
        return f"{done} of {total} segments, {self.latest.seconds:.0f} s of speech"

    def show_line(self, progress: "Progress") -> None:
        now = time.monotonic()
        last = progress.done == progress.total
        if not (progress.done == 0 or last or now - self.shown >= _SECONDS_BETWEEN_LINES):
            return
        self.shown = now
        if progress.done == 0:
            self.began = now
            complain(f"Recording {plural(progress.total, 'segment')}.")
            return
        left = (now - self.began) * (1 - progress.share) / progress.share
        # The first recordings wait for the model: what they tell of the rest is not true.
        told = progress.share >= _SHARE_THAT_TELLS
        ending = "." if last or not told else f", about {left:.0f} s left."
        complain(f"Recorded {self.figures()}{ending}")


def is_plain() -> bool:
    """Whether whole lines alone are shown: asked for, no terminal, or one whose cursor is fixed."""
    context = click.get_current_context(silent=True)
    asked = context is not None and _PLAIN in context.meta
    asked = asked or os.environ.get(_PLAIN, "0") not in ("", "0")
    return asked or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb"


def plain_option(command: _Command) -> _Command:
    """Adds `--plain`, which does what `BOYIN_PLAIN` in the environment does."""
    return click.option(
        "--plain",
        is_flag=True,
        expose_value=False,
        callback=_choose_plain,
        help="Show progress in whole lines on a terminal too, as BOYIN_PLAIN=1 does.",
    )(command)


def _choose_plain(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        context.meta[_PLAIN] = True


def plural(count: int, noun: str) -> str:
    """`1 chapter`, `2 chapters`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def clock(seconds: float) -> str:
    """Seconds as `8.4 s`, `3:07` or `1:02:03`; parts of a second are dropped, as players do."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
