"""Chapters show the pictures of their sections, if the author wants it, and lead to pages."""

import io
import json
from pathlib import Path

import pytest
from mutagen.id3 import ID3
from PIL import Image

from boyin.builds.pipeline import make_episode
from boyin.episode.cover.pictures import MOST_CHAPTER_BYTES
from boyin.ground.errors import ArticleError
from tests.making import write_article

ARTICLE = """\
---
title: 题
chapter_images: yes
---

一段话。![远处](https://example.org/far.png)

## 甲

![图](art/%E5%9B%BE.png "说明")

![另一张](other.png)

## 乙

没有图。
"""


def images(folder: Path, text: str) -> list[bytes | None]:
    """The picture of each chapter in the tag."""
    (folder / "art").mkdir()
    Image.effect_noise((2000, 1000), 90).save(folder / "art" / "图.png")
    made = make_episode(write_article(folder, text), cast="tone", output=folder / "output")
    reader: type = ID3
    tag = reader(str(made.episode.mp3), translate=False)
    frames = [tag[f"CHAP:ch{number:03}"].sub_frames for number in range(3)]
    return [one["APIC:"].data if "APIC:" in one else None for one in frames]


def test_first_local_picture_of_a_section_is_shown_small(tmp_path: Path) -> None:
    opening, first, second = images(tmp_path, ARTICLE)
    assert opening is None
    assert second is None
    assert first is not None
    assert len(first) <= MOST_CHAPTER_BYTES
    width, height = Image.open(io.BytesIO(first)).size
    assert width == 2 * height <= 1200


def test_pictures_are_left_out_unless_wanted(tmp_path: Path) -> None:
    assert images(tmp_path, ARTICLE.replace("chapter_images: yes\n", "")) == [None] * 3


@pytest.mark.parametrize("address", ["../secret.png", "/etc/passwd", "art/none.png"])
def test_picture_that_cannot_be_used_is_an_error(tmp_path: Path, address: str) -> None:
    with pytest.raises(ArticleError, match="the picture"):
        images(tmp_path, ARTICLE.replace("art/%E5%9B%BE.png", address))
    assert not (tmp_path / "output").exists()


def test_heading_that_is_a_link_gives_its_chapter_a_page(tmp_path: Path) -> None:
    text = ARTICLE.replace("## 甲", "## [甲](https://example.org/第一?a=1&b=2)")
    text = text.replace("## 乙", "## [乙](javascript:alert(1))")
    (tmp_path / "art").mkdir()
    Image.new("RGB", (20, 10)).save(tmp_path / "art" / "图.png")
    made = make_episode(write_article(tmp_path, text), cast="tone", output=tmp_path / "output")
    page = "https://example.org/%E7%AC%AC%E4%B8%80?a=1&b=2"
    reader: type = ID3
    tag = reader(str(made.episode.mp3), translate=False)
    frames = [tag[f"CHAP:ch{number:03}"].sub_frames for number in range(3)]
    assert [one["WXXX:"].url if "WXXX:" in one else None for one in frames] == [None, page, None]
    listed = json.loads(made.episode.mp3.with_suffix(".chapters.json").read_bytes())["chapters"]
    assert [one.get("url") for one in listed] == [None, page, None]
