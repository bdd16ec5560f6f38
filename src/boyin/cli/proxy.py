"""The option that leads to an online service through a proxy."""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])


def proxy_option(command: _Command) -> _Command:
    """Adds `--proxy URL`, which counts for the whole run as `BOYIN_PROXY` in the environment."""
    return click.option(
        "--proxy",
        metavar="URL",
        expose_value=False,
        callback=_choose,
        help="A proxy for online voices, http://HOST:PORT. Else WSS_PROXY or HTTPS_PROXY counts.",
    )(command)


def _choose(_: click.Context, __: click.Parameter, address: str | None) -> None:
    if address:
        os.environ["BOYIN_PROXY"] = address
