"""boyin lint: what to mend in an article before it is recorded."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from boyin.cli.options import cast_option
from boyin.cli.output import say, say_json
from boyin.cli.statuses import ARTICLE, DONE

if TYPE_CHECKING:
    from boyin.lint.finding import Finding


@click.command("lint")
@click.argument("article", type=click.Path(path_type=Path, allow_dash=True))
@cast_option
@click.option("--all", "everything", is_flag=True, help="Print all findings, in their order.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def command(
    ctx: click.Context, article: Path, cast: str | None, everything: bool, as_json: bool
) -> None:
    """Find what should be mended in ARTICLE before it is recorded.

    Each finding has its line, the reason and a remedy. The surest come first, the rest are counted.
    The exit status is 0 where nothing is found, and 1 where something is.

    \b
    Example:
      boyin lint article.md
    """
    from boyin.article.article import STDIN
    from boyin.cli.progress import plural
    from boyin.lint.lint import lint
    from boyin.lint.order import counted, surest

    findings = lint(article, cast=cast)
    to_mend = any(not finding.note for finding in findings)
    if as_json:
        document = {"findings": [asdict(finding) for finding in findings]}
        say_json(document)
    else:
        shown = findings if everything else surest(findings)
        for finding in shown:
            name = STDIN if str(article) == "-" else str(article)
            say(_as_text(name, finding))
        say(f"{plural(len(findings), 'finding')}." if to_mend else "Nothing to mend.")
        if len(shown) < len(findings):
            rest = counted([finding for finding in findings if finding not in shown])
            say(f"Not shown: {rest}. --all shows them.")
    ctx.exit(ARTICLE if to_mend else DONE)


def _as_text(name: str, finding: "Finding") -> str:
    stops = " No episode can be made as long as it is so." if finding.stops else ""
    what = f"{finding.check}: {finding.message}.{stops}"
    return f"{name}:{finding.line}: {what}\n  {finding.remedy}"
