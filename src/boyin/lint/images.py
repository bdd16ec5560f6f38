"""Images that someone who can't see them would miss."""

from collections.abc import Iterator

from boyin.article.article import Article
from boyin.lint.finding import Finding
from boyin.script.image_descriptions import undescribed

CHECK = "images"

_SHOWN = 8


def check_images(article: Article) -> Iterator[Finding]:
    """All images with neither description nor caption, or with a file's name for one."""
    blocks = undescribed(article.layout.blocks)
    if blocks:
        first = blocks[0].text.strip()
        message = f"“{first}” does not say what" if first else "nothing says what"
        lines = ", ".join(str(block.lines[0]) for block in blocks[1 : _SHOWN + 1])
        more = len(blocks) - 1 - _SHOWN
        others = f"; nor those in line {lines}" if lines else ""
        yield Finding(
            blocks[0].lines[0],
            CHECK,
            f"{message} this image shows{others}{f' and {more} more' if more > 0 else ''}",
            "Write it between the square brackets: ![一张……的照片](file.png). "
            'If it only decorates, say so: <img src="file.png" alt="">',
        )
