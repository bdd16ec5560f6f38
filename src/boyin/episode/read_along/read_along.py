"""From a production to what is read along: its document, with the pictures it can show."""

from collections.abc import Mapping
from dataclasses import dataclass

from boyin.episode.manifest import Production
from boyin.episode.read_along.document import Document
from boyin.episode.read_along.local_pictures import LocalPicture, pictures_of
from boyin.episode.read_along.structure import document_of


@dataclass(frozen=True, slots=True)
class ReadAlong:
    """An article to be read along."""

    document: Document
    pictures: Mapping[str, LocalPicture]
    """By their addresses in the document."""


def read_along_of(production: Production) -> ReadAlong:
    """The reading of a production. A warning for each picture that can't be shown."""
    document = document_of(production)
    return ReadAlong(document, pictures_of(document, production.article.name))
