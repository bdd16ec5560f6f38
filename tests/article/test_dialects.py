"""Dialects of Markdown: each article in `dialects/` with what is heard of it, and what is not."""

from pathlib import Path

import pytest

from boyin.article.article import read_article
from boyin.script.script import split_article

FOLDER = Path(__file__).parent / "dialects"
SILENT = {"white space", "Markdown mark", "emphasis", "punctuation alone"}


def heard(path: Path) -> str:
    """Each segment on a line with its role, then each skip that has a name of its own."""
    script = split_article(read_article(path))
    lines = [f"{one.role}: {' '.join(one.shown().split())}" for one in script.segments]
    lines += [
        "",
        *(f"{one.reason}: {one.text!r}" for one in script.skips if one.reason not in SILENT),
    ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_of_each_dialect_the_text_is_heard_and_its_marks_are_named(path: Path) -> None:
    assert heard(path) == path.with_suffix(".heard.txt").read_text("utf-8")
