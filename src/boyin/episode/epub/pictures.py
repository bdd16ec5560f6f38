"""The pictures of an article as files of a book."""

from collections.abc import Mapping
from dataclasses import dataclass

from boyin.episode.cover.pictures import is_png
from boyin.episode.read_along.local_pictures import LocalPicture


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a book."""

    name: str
    """Its path from the book's folder."""
    media_type: str
    data: bytes


def files_of(pictures: Mapping[str, LocalPicture]) -> dict[str, Picture]:
    """The pictures as files, by their addresses in the article."""
    return {
        address: _file_of(picture.full, number)
        for number, (address, picture) in enumerate(pictures.items(), 1)
    }


def _file_of(data: bytes, number: int) -> Picture:
    ending, media_type = ("png", "image/png") if is_png(data) else ("jpg", "image/jpeg")
    return Picture(f"images/picture-{number}.{ending}", media_type, data)
