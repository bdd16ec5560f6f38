"""A cover is a picture of the article's own folder, and nothing else is opened for it."""

import os
from pathlib import Path

import pytest

from boyin.episode.cover import LARGEST, read_cover
from boyin.errors import ArticleError
from boyin.pipeline import make_episode
from tests.making import ARTICLE, png, write_article

PNG = png()
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4


@pytest.fixture
def article(tmp_path: Path) -> str:
    """The name of an article that lies in a folder below one that is not its own."""
    (tmp_path / "outside.png").write_bytes(PNG)
    folder = tmp_path / "articles"
    (folder / "art").mkdir(parents=True)
    (folder / "cover.png").write_bytes(PNG)
    (folder / "art" / "cover.jpg").write_bytes(JPEG)
    return str(folder / "article.md")


@pytest.mark.parametrize(
    ("cover", "data"),
    [("", None), ("cover.png", PNG), ("art/cover.jpg", JPEG), ("art/../cover.png", PNG)],
)
def test_cover_beside_the_article_is_read(article: str, cover: str, data: bytes | None) -> None:
    assert read_cover(cover, article) == data


@pytest.mark.parametrize(
    "cover",
    [
        "../outside.png",
        "/etc/passwd",
        "art/../../outside.png",
        "https://example.org/cover.png",
        "file:///etc/passwd",
        "linked.png",
        "linked/outside.png",
    ],
)
def test_cover_from_elsewhere_is_refused(article: str, cover: str) -> None:
    folder = Path(article).parent
    (folder / "linked.png").symlink_to("../outside.png")
    (folder / "linked").symlink_to("..", target_is_directory=True)
    with pytest.raises(ArticleError) as caught:
        read_cover(cover, article)
    assert str(caught.value) == (
        f"{article}: the cover `{cover}` is not a file beside the article\n"
        "Put the picture into the article's folder and name it from there."
    )


UNUSABLE = {
    "none.png": "the cover can't be read: No such file or directory",
    "art": "the cover is not a file",
    "pipe": "the cover is not a file",
    "circle": "the cover can't be read: Too many levels of symbolic links",
    "text.png": "the cover is neither a JPEG nor a PNG",
    "empty.png": "the cover is neither a JPEG nor a PNG",
    "picture.gif": "the cover is neither a JPEG nor a PNG",
    "large.png": "the cover is larger than 8 MiB",
    "n" * 300: "the cover can't be read: File name too long",
}


@pytest.mark.parametrize("cover", UNUSABLE)
def test_unusable_cover_says_why(article: str, cover: str) -> None:
    folder = Path(article).parent
    os.mkfifo(folder / "pipe")
    (folder / "circle").symlink_to("circle")
    (folder / "text.png").write_bytes(b"picture")
    (folder / "empty.png").write_bytes(b"")
    (folder / "picture.gif").write_bytes(b"GIF89a" + bytes(100))
    (folder / "large.png").write_bytes(PNG + bytes(LARGEST))
    with pytest.raises(ArticleError) as caught:
        read_cover(cover, article)
    assert str(caught.value) == f"{folder / cover}: {UNUSABLE[cover]}"


def test_cover_is_looked_at_before_anything_is_recorded(tmp_path: Path, empty_cache: Path) -> None:
    path = write_article(tmp_path / "a", ARTICLE.replace("author:", "cover: none.png\nauthor:"))
    with pytest.raises(ArticleError, match=r"none\.png"):
        make_episode(path, cast="tone", output=tmp_path / "output")
    assert not (empty_cache / "clips").exists()
    assert not (tmp_path / "output").exists()
