"""scripts/bench SUBJECT: measures one subject and prints its table; page writes them all down."""

import importlib

import click

SUBJECTS: tuple[str, ...] = (
    "assembly",
    "build",
    "cuts",
    "edge",
    "faults",
    "growth",
    "house",
    "page",
    "reading",
    "rebuild",
    "sound",
    "speech",
    "startup",
    "synth",
    "text",
)
"""Each is a module of this package with a Click command named `command`."""


class Subjects(click.Group):
    """Loads a subject's module only when that subject is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBJECTS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in SUBJECTS:
            return None
        command: click.Command = importlib.import_module(f"benchmarks.{name}").command
        return command


@click.command(cls=Subjects, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Measure boyin on this machine; quote medians and ratios, for machines are noisy."""


if __name__ == "__main__":
    main()
