"""Headings that leave a listener without a way through the article."""

from collections.abc import Iterator

from boyin.article.article import Article
from boyin.lint.finding import Finding

CHECK = "headings"

LONGEST_WITHOUT = 2000
"""Characters: some eight minutes of speech."""


def check_headings(article: Article) -> Iterator[Finding]:
    """Levels left out, and a long text without chapters."""
    headings = [block for block in article.layout.blocks if block.kind == "heading"]
    level = 1
    for block in headings:
        if block.level > level + 1:
            yield Finding(
                block.lines[0],
                CHECK,
                f"a heading of level {block.level} follows one of level {level}",
                f"Make it level {level + 1}: {'#' * (level + 1)} {block.text.strip()}",
            )
        level = block.level
    length = sum(len(block.text) for block in article.layout.blocks)
    if length > LONGEST_WITHOUT and not any(block.level == 2 for block in headings):
        yield Finding(
            1,
            CHECK,
            f"{length} characters without a chapter",
            "Put a heading of level 2 (## …) over each part.",
        )
