"""The pages that chapters lead to: where a chapter's heading is a link, the page it links to."""

from boyin.article.article import Article
from boyin.episode.chapters.images import chapter_at
from boyin.episode.links import heading_links
from boyin.script.script import Script


def chapter_links(article: Article, script: Script) -> dict[int, str]:
    """A page by the chapter's number, counted from 0; the first heading with a link speaks."""
    found: dict[int, str] = {}
    for line, address in heading_links(article):
        found.setdefault(chapter_at(line, script), address)
    return found
