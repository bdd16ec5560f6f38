"""What an article has that other programs understand and boyin skips, told once, for a look."""

from collections.abc import Iterator

from boyin.article.article import Article
from boyin.lint.finding import Finding

CHECK = "other programs"

_FIELDS = """
abbrlink aliases alias archive article author_profile authors banner banner_img bibliography
blog breadcrumb build categories category cdn class classes cn_title collection comment comments
copyright cover_image cover_img created cssclass cssclasses custom_edit_url date_created
date_modified dg-publish dg-home disableNunjucks draft edit editLink editlink email excerpt
excerpt_separator expiryDate extra feature featured featured_image footer from gitalk group
header header-img header-style hide hide_table_of_contents hidden highlight home icon id image
img index indexing isCJKLanguage key keywords kind lang last_modified_at lastUpdated lastmod
lastupdated layout link links list locale logo mathjax math katex menu meta modified music name
navbar next nolastmod noteIcon noindex on_sidebar order original outline output outputs page
pageClass pageComponent params parent password path permalink photos pin pinned poster position
post prev pre preview primaryColor private publish publishDate publishdate published readtime
recommend redirect redirect_from redirect_to references rating related repo reprint_policy
reward robots section series share short show_date sidebar sidebarDepth sidebar_label
sidebar_position sitemap site sort source sr-due sr-ease sr-interval star status sticky subtitle
subheading tag tags tagline taxonomies template thumbnail time timeline title_en toc toc_number
top top_img topic topics translate translation translator translators type uid updated update
updateDate updatetime url uuid vcomments version video views visibility weight wordcount words
"""
FIELDS = frozenset(_FIELDS.split())
"""Fields of front matter that other programs read; they may stand there."""


def check_foreign(article: Article) -> Iterator[Finding]:
    """One note of all that stands in the marks of other programs, and how often each does."""
    found = [f"{name} {count}" for name, count in article.layout.foreign]
    if found:
        yield Finding(
            1,
            CHECK,
            f"marks of other programs: {', '.join(found)}; what is not text of them is skipped",
            "`boyin show` lists each under its name.",
            note=True,
        )
