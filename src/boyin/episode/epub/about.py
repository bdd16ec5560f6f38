"""The last page of a book: who wrote it, who reads it, and how it was made."""

from boyin.episode.epub.labels import Labels
from boyin.episode.epub.markup import EPUB_TYPE, element, known_language, lines, page
from boyin.episode.escapes import clean_line
from boyin.episode.manifest import Production
from boyin.episode.notes import credits_of, disclosure_of


def about_page(production: Production, labels: Labels) -> bytes:
    """The page as a file."""
    article = production.article
    told = (
        clean_line(article.title),
        clean_line(article.summary),
        *credits_of(production),
        disclosure_of(article),
    )
    content = [
        element("h1", {"id": "about"}, labels.about),
        *(element("p", None, one) for one in told if one),
    ]
    attributes = {EPUB_TYPE: "colophon", "role": "doc-colophon", "aria-labelledby": "about"}
    section = element("section", attributes, *lines(content))
    body = element("body", {EPUB_TYPE: "backmatter"}, *lines([section]))
    return page(f"{labels.about} – {told[0]}", known_language(clean_line(article.language)), body)
