"""From the files of a book to one EPUB file (OCF, https://www.w3.org/TR/epub-33/#sec-ocf).

Promise: the same files make the same bytes, whenever and wherever they are packed.
"""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from boyin.episode.epub.package import PACKAGE

TYPE = "application/epub+zip"
ROOT = "EPUB/"
"""The folder in which everything of the book lies."""

_CONTAINER = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{ROOT}{PACKAGE}" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
# The first moment that a ZIP file can name.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o644 << 16
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a book."""

    name: str
    """Its path from the book's folder."""
    data: bytes
    compressed: bool = True
    """Whether it gets smaller: text does, sound and pictures are small already."""


def write_container(file: IO[bytes], members: Iterable[Member]) -> None:
    """Writes the EPUB to `file`, which must seek; one member is in memory at a time."""
    with zipfile.ZipFile(file, "w") as archive:
        _add(archive, "mimetype", TYPE.encode(), zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", _CONTAINER.encode(), zipfile.ZIP_DEFLATED)
        for member in members:
            how = zipfile.ZIP_DEFLATED if member.compressed else zipfile.ZIP_STORED
            _add(archive, ROOT + member.name, member.data, how)


def _add(archive: zipfile.ZipFile, name: str, data: bytes, how: int) -> None:
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.compress_type = how
    # What the standard library puts here otherwise tells one system from another.
    info.create_system = _UNIX
    info.external_attr = _PLAIN_FILE
    archive.writestr(info, data)
