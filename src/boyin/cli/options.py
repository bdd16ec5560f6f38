"""Options that several commands take: who reads, how fast, how much of images, where to write."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from boyin.article.blocks import IMAGES
from boyin.cli.ranges import Decimal

_Command = TypeVar("_Command", bound=Callable[..., Any])
_SPEED = "boyin.speed"

cast_option = click.option(
    "--cast",
    metavar="NAME|FILE",
    help="Who reads: duo, trio, edge, edge-trio, tone, or a .yaml file.",
)

images_option = click.option(
    "--images",
    type=click.Choice(IMAGES),
    help="How much of an image's description is read. Else the article says, or its cast.",
)

skip_unsayable_option = click.option(
    "--skip-unsayable",
    "unsayable",
    flag_value="skip",
    default=None,
    help="Leave out sentences that can't be said, and list them. Else there is no episode.",
)

replace_option = click.option(
    "--replace",
    is_flag=True,
    help="Replace the episode of that name, though another article made it.",
)


def output_option(purpose: str) -> Callable[[_Command], _Command]:
    """`-o FOLDER`; purpose: what the folder is to the command, for its help."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("output"),
        show_default=True,
        help=purpose,
    )


def speed_option(command: _Command) -> _Command:
    """Adds `--speed TIMES`, which `chosen_speed` tells."""
    return click.option(
        "--speed",
        # As in `casts`, which help must not wait for.
        type=Decimal(0.5, 2.0),
        metavar="TIMES",
        expose_value=False,
        callback=_note_speed,
        help="How fast all voices read, at their own pitch: 1.1 is a tenth faster.",
    )(command)


def chosen_speed() -> float | None:
    """The speed of the command that runs; None if it was not given."""
    speed: float | None = click.get_current_context().meta.get(_SPEED)
    return speed


def _note_speed(context: click.Context, _: click.Parameter, speed: float | None) -> None:
    context.meta[_SPEED] = speed


def proxy_option(command: _Command) -> _Command:
    """Adds `--proxy URL`, which counts for the whole run as `BOYIN_PROXY` in the environment."""
    return click.option(
        "--proxy",
        metavar="URL",
        expose_value=False,
        callback=_use_proxy,
        help="A proxy for online voices, http://HOST:PORT. Else WSS_PROXY or HTTPS_PROXY counts.",
    )(command)


def _use_proxy(_: click.Context, __: click.Parameter, address: str | None) -> None:
    if address:
        os.environ["BOYIN_PROXY"] = address
