"""boyin show: how an article would be read, without reading it."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from boyin.cli.options import cast_option, images_option, skip_unsayable_option
from boyin.cli.output import say, say_json

if TYPE_CHECKING:
    from boyin.article.blocks import Images
    from boyin.episode.manifest import Json


@click.command("show")
@click.argument("article", type=click.Path(path_type=Path, allow_dash=True))
@cast_option
@images_option
@skip_unsayable_option
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(
    article: Path,
    cast: str | None,
    images: "Images | None",
    unsayable: 'Literal["skip"] | None',
    as_json: bool,
) -> None:
    """Show how ARTICLE is split: each segment, who reads it, and what is skipped.

    Nothing is recorded; what can't be read aloud is told here already. `-` reads the article from
    standard input.

    \b
    Example:
      boyin show article.md
      cat article.md | boyin show - --json
    """
    from boyin.builds.draft import preview

    script = preview(article, cast=cast, images=images, unsayable=unsayable)
    if as_json:
        say_json(script)
    else:
        say(_as_text(script))


def _as_text(script: "Json") -> str:
    from boyin.script.script import with_additions

    lines = [script["title"], "", "Who reads what:"]
    lines += dict.fromkeys(f"  {s['role']}: {s['voice']}" for s in script["segments"])
    chapter = None
    for number, segment in enumerate(script["segments"], 1):
        if segment["chapter"] != chapter:
            chapter = segment["chapter"]
            lines += ["", f"Chapter {chapter + 1}: {script['chapters'][chapter]['title']}"]
        added = [(one["at"], one["text"]) for one in segment["added"]]
        text = with_additions(segment["written"], added)
        shown = " ".join((segment["opening"] + text + segment["closing"]).split())
        lines.append(
            f"  {number}. {segment['id']}, {_lines(segment['lines'])}, {segment['role']}: {shown}"
        )
    skipped = [skip for skip in script["skipped"] if skip["reason"] not in _SILENT]
    lines += ["", f"Skipped, besides white space and Markdown's marks: {len(skipped)}"]
    for skip in skipped:
        text = " ".join(skip["text"].split())
        lines.append(f"  {_lines(skip['lines'])}, {skip['reason']}: {text}")
    return "\n".join(lines)


_SILENT = frozenset({"white space", "Markdown mark", "emphasis", "control character"})


def _lines(lines: list[int]) -> str:
    first, last = lines
    return f"line {first}" if first == last else f"lines {first} to {last}"
