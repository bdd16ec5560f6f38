"""From an article to everything in it that should be mended before it is recorded."""

from pathlib import Path

from boyin.builds.draft import read_lexicon, read_script, read_takes
from boyin.ground.errors import placed_in
from boyin.lint.finding import Finding
from boyin.lint.foreign import check_foreign
from boyin.lint.front_matter import check_front_matter
from boyin.lint.headings import check_headings
from boyin.lint.images import check_images
from boyin.lint.quotes import check_quotes
from boyin.lint.sentences import check_sentences
from boyin.lint.speakable import check_speakable
from boyin.lint.uncertain import check_uncertain

_OF_THE_ARTICLE = (
    check_foreign,
    check_front_matter,
    check_headings,
    check_images,
    check_quotes,
    check_sentences,
)


def lint(path: Path, *, cast: str | None = None) -> tuple[Finding, ...]:
    """Every finding in the article at `path`, in its order; nothing is recorded.

    Raises BoyinError where the article can't be read at all.
    """
    article, script, chosen = read_script(path, cast=cast)
    findings = [finding for check in _OF_THE_ARTICLE for finding in check(article)]
    lexicon, takes = read_lexicon(article), read_takes(article, script, chosen)
    with placed_in(article.name):
        for check in (check_speakable, check_uncertain):
            findings += check(script, chosen, lexicon, takes)
    return tuple(sorted(findings))
