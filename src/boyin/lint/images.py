"""Images that someone who can't see them would miss."""

from collections.abc import Iterator

from boyin.article.article import Article
from boyin.lint.finding import Finding
from boyin.script.image_descriptions import undescribed

CHECK = "images"


def check_images(article: Article) -> Iterator[Finding]:
    """Images with neither description nor caption, or with a file's name for one."""
    for block in undescribed(article.layout.blocks):
        described = block.text.strip()
        message = f"“{described}” does not say what" if described else "nothing says what"
        yield Finding(
            block.lines[0],
            CHECK,
            f"{message} this image shows",
            "Write it between the square brackets: ![一张……的照片](file.png). "
            'If it only decorates, say so: <img src="file.png" alt="">',
        )
