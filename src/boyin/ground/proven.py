"""Small documents in the cache that prove themselves when they are read.

A file's first line is the SHA-256 of its name and of all that follows, which is JSON. Promise: what
is read is what was written under that name, to the last bit, or there is nothing to read.
"""

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from boyin.ground.files import write_whole

SUFFIX = ".proven"

_log = logging.getLogger(__name__)


def write_proven(path: Path, content: Any) -> None:
    """Keeps `content`, which JSON can hold. Raises OutputError if it can't be written."""
    # As json.loads reads it: a name of a file that is not UTF-8 is kept, too.
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    body = text.encode("utf-8", "surrogatepass")
    write_whole(path, _proof(path.name, body) + body)


def read_proven(path: Path) -> Any:
    """What was kept at `path`; None where there is nothing, or nothing that proves itself.

    A warning tells of the latter. Nothing is moved: whoever makes it again puts it in its place.
    """
    try:
        body = _proven_body(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        _log.warning("%s can't be read, and is made again: %s", path, error.strerror or error)
        return None
    if body is None:
        _log.warning("%s is damaged, and is made again", path)
        return None
    return json.loads(body)


def proves(path: Path) -> bool:
    """Whether what is at `path` is what was written under its name."""
    try:
        return _proven_body(path) is not None
    except OSError:
        return False


def _proven_body(path: Path) -> bytes | None:
    data = path.read_bytes()
    _, _, body = data.partition(b"\n")
    return body if data == _proof(path.with_suffix(SUFFIX).name, body) + body else None


def _proof(name: str, body: bytes) -> bytes:
    # The name, too: the whole entry of another name is as wrong as half of this one's.
    return hashlib.sha256(name.encode() + b"\n" + body).hexdigest().encode() + b"\n"
