"""Front matter that listeners would miss, or that boyin does not know."""

import difflib
from collections.abc import Iterator

from boyin.article.article import Article
from boyin.article.front_matter.front_matter import FIELDS, read_front_matter
from boyin.lint.finding import Finding

CHECK = "front matter"

_WANTED = {
    "author": "who wrote it",
    "summary": "what it is about, in a sentence or two",
    "date": "when it was published",
}


def check_front_matter(article: Article) -> Iterator[Finding]:
    """Fields that are missing, and fields nobody reads: most are slips of the pen."""
    values = read_front_matter(article.source, article.name).values
    for name, meaning in _WANTED.items():
        if name not in values or not values[name].text.strip():
            line = values[name].line if name in values else 1
            yield Finding(
                line,
                CHECK,
                f"players can't show {meaning}",
                f"Add a line `{name}: …` between two lines of three hyphens at the top.",
            )
    for name, value in values.items():
        if name not in FIELDS:
            close = difflib.get_close_matches(name, FIELDS, 1)
            remedy = f"Is it `{close[0]}`?" if close else f"The fields are {', '.join(FIELDS)}."
            yield Finding(value.line, CHECK, f"boyin does not know the field `{name}`", remedy)
