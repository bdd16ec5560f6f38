"""boyin say: one text in one voice."""

from pathlib import Path

import click

from boyin.cli.options import proxy_option
from boyin.cli.output import say as print_lines
from boyin.cli.ranges import Decimal

SUFFIXES = (".wav", ".mp3")


@click.command("say")
@click.argument("text")
@click.option("--voice", "name", required=True, metavar="NAME", help="See `boyin voices`.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, .wav or .mp3.",
)
@click.option(
    "--speed",
    type=Decimal(0.5, 2.0),
    default=1.0,
    show_default=True,
    help="The voice's own pace is 1.",
)
@proxy_option
def command(text: str, name: str, output: Path, speed: float) -> None:
    """Record TEXT with one voice, as it would sound in an episode.

    \b
    Example:
      boyin say "你好，世界。" --voice zm_yunxi -o hello.wav
      boyin say "OpenAI 的模型" --voice zf_xiaoxiao:0.3+af_heart:0.7 -o name.mp3
    """
    if output.suffix.lower() not in SUFFIXES:
        raise click.BadParameter(f"'{output}' ends in neither .wav nor .mp3", param_hint="'-o'")

    from boyin.builds.audition import say, write_sound
    from boyin.engines.base import Voice
    from boyin.timeline.timeline import RATE

    samples = say(text, Voice(name, speed=speed))
    write_sound(output, samples)
    print_lines(f"{output}\nLength: {samples.size / RATE:.1f} s.", done=True)
