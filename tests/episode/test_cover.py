"""A cover is a picture of the article's own folder, and nothing else is opened for it."""

import io
import logging
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from boyin.builds.pipeline import make_episode
from boyin.episode.cover.cover import LARGEST, read_cover
from boyin.episode.cover.pictures import (
    MOST_BYTES,
    MOST_EMBEDDED_BYTES,
    MOST_POINTS,
    SMALLEST_EDGE,
    as_book_picture,
    as_chapter_image,
    as_cover,
    embedded,
    read_picture,
)
from boyin.ground.errors import ArticleError
from tests.making import ARTICLE, png, write_article

PNG = png()


def picture(size: tuple[int, int], mode: str = "RGB", kind: str = "JPEG") -> bytes:
    """A file of one colour, dark red where the mode has colours."""
    colour = {"RGB": (90, 20, 30), "RGBA": (90, 20, 30, 0), "CMYK": (0, 200, 200, 100)}
    file = io.BytesIO()
    Image.new(mode, size, colour.get(mode, 40)).save(file, kind)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=["JPEG"])


@pytest.fixture
def article(tmp_path: Path) -> str:
    """The name of an article that lies in a folder below one that is not its own."""
    (tmp_path / "outside.png").write_bytes(PNG)
    folder = tmp_path / "articles"
    (folder / "art").mkdir(parents=True)
    (folder / "cover.png").write_bytes(PNG)
    (folder / "art" / "cover.jpg").write_bytes(picture((1500, 1500)))
    return str(folder / "article.md")


@pytest.mark.parametrize(
    ("cover", "edge"),
    [("cover.png", 1400), ("art/cover.jpg", 1500), ("art/../cover.png", 1400)],
)
def test_cover_beside_the_article_is_read(article: str, cover: str, edge: int) -> None:
    data = read_cover(cover, article)
    assert data is not None
    assert opened(data).size == (edge, edge)


def test_article_without_a_cover_has_none(article: str) -> None:
    assert read_cover("", article) is None


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


def claiming(width: int, height: int) -> bytes:
    """A small PNG that says it is large."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return PNG[:8] + struct.pack(">I", 13) + header + zlib.crc32(header).to_bytes(4) + PNG[33:]


UNUSABLE = {
    "none.png": "the cover can't be read: No such file or directory",
    "art": "the cover is not a file",
    "pipe": "the cover is not a file",
    "circle": "the cover can't be read: Too many levels of symbolic links",
    "text.png": "the cover is neither a JPEG nor a PNG",
    "empty.png": "the cover is neither a JPEG nor a PNG",
    "picture.gif": "the cover is neither a JPEG nor a PNG",
    "drawing.svg": "the cover is neither a JPEG nor a PNG",
    "cut.png": "the cover is broken: it can't be decoded",
    "bomb.png": "the cover has too many points\n3000 × 3000 are all that players show.",
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
    (folder / "drawing.svg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "cut.png").write_bytes(picture((1500, 1500), kind="PNG")[:300])
    (folder / "bomb.png").write_bytes(claiming(20_000, 20_000))
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


@pytest.mark.parametrize(
    ("size", "mode", "kind", "edge"),
    [
        ((1400, 1400), "RGB", "JPEG", 1400),
        ((1600, 900), "RGB", "PNG", 1600),
        ((3000, 3000), "L", "JPEG", 3000),
        ((4000, 3000), "CMYK", "JPEG", 3000),
        ((1500, 1500), "RGBA", "PNG", 1500),
        ((1500, 1500), "P", "PNG", 1500),
        ((1500, 1500), "I;16", "PNG", 1500),
    ],
)
def test_cover_of_any_kind_becomes_what_apps_take(
    size: tuple[int, int], mode: str, kind: str, edge: int
) -> None:
    data = as_cover(read_picture(picture(size, mode, kind), "a"), "a")
    made = opened(data)
    assert (made.size, made.mode, made.format) == ((edge, edge), "RGB", "JPEG")
    assert len(data) <= MOST_BYTES
    assert not made.getexif()


def test_transparent_is_white_and_borders_have_the_colour_of_the_picture() -> None:
    clear = opened(as_cover(read_picture(picture((1500, 1500), "RGBA", "PNG"), "a"), "a"))
    assert clear.getpixel((700, 700)) == (255, 255, 255)
    wide = opened(as_cover(read_picture(picture((1500, 500)), "a"), "a"))
    assert near(wide.getpixel((700, 5)), (90, 20, 30))


def near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) <= 4 for one, other in zip(colour, wanted, strict=True))


def test_noisy_cover_is_limited_and_more_so_in_the_tag() -> None:
    noise = Image.effect_noise((3000, 3000), 90).convert("RGB")
    cover = as_cover(noise, "a")
    assert opened(cover).width >= SMALLEST_EDGE
    inside = embedded(cover)
    assert len(inside) <= MOST_EMBEDDED_BYTES
    assert opened(inside).width >= 500


def test_small_cover_is_enlarged_and_a_warning_says_so(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        as_cover(read_picture(picture((600, 600)), "a.jpg"), "a.jpg")
    assert [one.getMessage() for one in caplog.records] == [
        "a.jpg: the cover has 600 points, 1400 are wanted"
    ]


@pytest.mark.parametrize("size", [(100_000, 10), (10, 100_000), (30_000, 100), (7_072, 1)])
def test_picture_of_a_few_bytes_makes_no_giant(size: tuple[int, int]) -> None:
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, "PNG")
    picture = read_picture(file.getvalue(), "a.png")
    assert max(picture.size) ** 2 <= MOST_POINTS, "its square can be made"
    with Image.open(io.BytesIO(as_cover(picture, "a.png"))) as cover:
        assert cover.size == (3000, 3000)
    assert as_chapter_image(picture)
    assert as_book_picture(picture, file.getvalue())
