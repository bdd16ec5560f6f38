"""boyin cache: tells, proves and shrinks what is kept between builds."""

import re
from typing import Any

import click

from boyin.cli.output import say, say_json
from boyin.cli.ranges import Decimal
from boyin.cli.statuses import DONE, MACHINE

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?([KMGT]?)B?", re.IGNORECASE)


class Size(click.ParamType):  # type: ignore[type-arg]
    """Bytes, written as `500MB` or `2GB`."""

    name = "size"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        match = _SIZE.fullmatch(str(value).strip())
        if match is None:
            self.fail(f"{value!r} is no size; write it as 500MB or 2GB.", param, ctx)
        return round(float(match[1]) * _UNITS[match[2].upper()])


@click.group("cache", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and nothing else.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Tell how much is kept between builds, prove it, or remove some of it.

    \b
    Example:
      boyin cache
      boyin cache verify
      boyin cache prune --older-than 90 --size 2GB
    """
    if ctx.invoked_subcommand:
        ctx.obj = as_json
        return
    from boyin.builds.cache import measure
    from boyin.ground.settings import cache_folder

    folder, parts = cache_folder(), measure(cache_folder())
    if as_json:
        table = {part.name: {"files": part.files, "bytes": part.bytes} for part in parts}
        _print_json({"folder": str(folder), "parts": table})
        return
    rows = [f"{part.name}: {_size(part.bytes)} in {part.files} files" for part in parts]
    say("\n".join([str(folder), *rows]))


@command.command("verify", short_help="Prove everything that is kept.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and nothing else.")
@click.pass_context
def verify_command(ctx: click.Context, as_json: bool) -> None:
    """Prove everything that is kept; the exit status is 1 if some of it is damaged.

    What is damaged is set aside, and made again by the build that needs it.
    """
    from boyin.builds.cache import verify
    from boyin.ground.settings import cache_folder

    proof = verify(cache_folder())
    if as_json or ctx.obj:
        _print_json(
            {
                "checked": proof.total,
                "damaged": [str(path) for path in proof.damaged],
                "kinds": proof.checked,
            }
        )
    else:
        for path, kind in proof.damaged.items():
            told = "damaged, install boyin again" if kind.shipped else "damaged, set aside"
            say(f"{told}: {path}")
        say(", ".join(f"{name} {count}" for name, count in proof.checked.items()))
        say(f"{proof.total} checked, {len(proof.damaged)} damaged.")
    ctx.exit(MACHINE if proof.damaged else DONE)


@command.command("prune", short_help="Remove recordings and slices, the longest unused first.")
@click.option("--older-than", type=Decimal(min=0), metavar="DAYS", help="Unused for so long.")
@click.option("--size", type=Size(), metavar="SIZE", help="Keep no more than this, such as 2GB.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and nothing else.")
@click.pass_obj
def prune_command(
    group_json: bool, older_than: float | None, size: int | None, as_json: bool
) -> None:
    """Remove recordings and slices, the longest unused first; never while a build runs.

    Without an option, only what dead runs left is removed.
    """
    from boyin.builds.cache import prune
    from boyin.ground.settings import cache_folder

    pruned = prune(cache_folder(), older_than=older_than, size=size)
    if as_json or group_json:
        _print_json({"files": pruned.files, "bytes": pruned.bytes})
    else:
        say(f"{pruned.files} files removed, {_size(pruned.bytes)}.")


def _print_json(value: Any) -> None:
    say_json(value)


def _size(count: int) -> str:
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return f"{count} bytes"
