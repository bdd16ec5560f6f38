"""Images that someone who can't see them would miss."""

from collections.abc import Iterator

import regex

from boyin.article.article import Article
from boyin.lint.finding import Finding
from boyin.script.image_descriptions import captioned

CHECK = "images"

_SAYS_NOTHING = regex.compile(
    r"\s*(?:(?:图片?|圖片?|图像|照片|配图|插图|截图|封面|image|img|picture|photo|screenshot|untitled)"
    r"[\s_-]*\d*|[\w.-]+\.(?:png|jpe?g|gif|webp|svg|bmp|heic)|\d+)\s*",
    regex.IGNORECASE,
)


def check_images(article: Article) -> Iterator[Finding]:
    """Images with neither description nor caption, or with a file's name for one."""
    for block in captioned(article.layout.blocks):
        described = block.text.strip()
        told = described and not _SAYS_NOTHING.fullmatch(described)
        if block.kind != "image" or block.decorative or told:
            continue
        message = f"“{described}” does not say what" if described else "nothing says what"
        yield Finding(
            block.lines[0],
            CHECK,
            f"{message} this image shows",
            "Write it between the square brackets: ![一张……的照片](file.png). "
            'If it only decorates, say so: <img src="file.png" alt="">',
        )
