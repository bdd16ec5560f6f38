"""The published model's graph, rewritten: the same weights, fewer steps to the same sound.

`voices/kokoro/graph.json.gz`, made by `scripts/build-graph`, says how the rewritten file is put
together: stretches of the published file, which are its weights, and the bytes between them. So no
library that knows the format is needed where boyin runs, and what comes out is known beforehand.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from boyin.ground.errors import EngineError
from boyin.ground.settings import voices_folder

REWRITTEN_SHA256 = "df6b876921450d3180b58f6890835bdfc6c3e2f67aca68518f06797dc1425cfa"
"""Of the model that speaks; it stands in every clip's key."""
RECIPE_SHA256 = "ede79e1344323d09d3e754ec4f3a9f2fc05e61c7f878e29ddfcc709c7aa38e72"
"""Of the recipe that makes it."""


def rewritten(published: bytes) -> bytes:
    """The file to run, from the content of the published one.

    Raises EngineError if the shipped recipe is damaged or belongs to another file.
    """
    path = recipe_path()
    try:
        model = b"".join(_pieces(published, path.read_bytes()))
    except (OSError, EOFError, ValueError) as error:
        raise _damaged(path, str(error)) from error
    found = hashlib.sha256(model).hexdigest()
    if found != REWRITTEN_SHA256:
        raise _damaged(path, f"it makes a model whose SHA-256 is {found}")
    return model


def recipe_path() -> Path:
    """Where the recipe is, in the shipped voice data."""
    return voices_folder() / "kokoro" / "graph.json.gz"


def recipe_is_whole(path: Path) -> bool:
    """Whether the recipe at `path` is the one that was shipped, to the last bit."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == RECIPE_SHA256
    except OSError:
        return False


def _pieces(published: bytes, recipe: bytes) -> Iterator[bytes]:
    for piece in json.loads(gzip.decompress(recipe)):
        if isinstance(piece, str):
            yield base64.b64decode(piece, validate=True)
        else:
            start, end = piece
            yield published[start:end]


def _damaged(path: Path, reason: str) -> EngineError:
    return EngineError(
        f"the recipe of Kokoro's graph is damaged: {reason}",
        place=str(path),
        remedy="Install boyin again.",
    )
