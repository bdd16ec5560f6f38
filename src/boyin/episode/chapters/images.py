"""The pictures that chapters show while they are heard, where the author wants them.

Promise: only files of the article's folder are opened; pictures from elsewhere are left out.
"""

from boyin.article.article import Article
from boyin.episode.cover.cover import read_local_picture
from boyin.episode.cover.pictures import as_chapter_image
from boyin.episode.links import images_of
from boyin.script.script import Script


def read_chapter_images(article: Article, script: Script) -> dict[int, bytes]:
    """The first local picture of each chapter as a JPEG, by the chapter's number, from 0.

    Empty where the front matter has no `chapter_images: yes`.
    Raises ArticleError if a picture can't be used.
    """
    if not article.chapter_images:
        return {}
    found: dict[int, str] = {}
    for line, address in images_of(article):
        if address and "://" not in address:
            found.setdefault(chapter_at(line, script), address)
    return {
        chapter: as_chapter_image(read_local_picture(address, article.name, "picture")[0])
        for chapter, address in found.items()
    }


def chapter_at(line: int, script: Script) -> int:
    """The chapter that the line belongs to: the last that begins above it."""
    begun = (segment.chapter for segment in script.segments if segment.lines[0] <= line)
    return max(begun, default=0)
