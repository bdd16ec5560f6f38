"""The option of every command that builds: how fast all voices read."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from boyin.cli.ranges import Decimal

_Command = TypeVar("_Command", bound=Callable[..., Any])
_NAME = "boyin.speed"
# As in `voices`, which help must not wait for.
_RANGE = Decimal(0.5, 2.0)


def speed_option(command: _Command) -> _Command:
    """Adds `--speed TIMES`, which `chosen_speed` tells."""
    return click.option(
        "--speed",
        type=_RANGE,
        metavar="TIMES",
        expose_value=False,
        callback=_choose,
        help="How fast all voices read, at their own pitch: 1.1 is a tenth faster.",
    )(command)


def chosen_speed() -> float | None:
    """The speed of the command that runs; None if it was not given."""
    speed: float | None = click.get_current_context().meta.get(_NAME)
    return speed


def _choose(context: click.Context, _: click.Parameter, speed: float | None) -> None:
    context.meta[_NAME] = speed
