"""From a request and some content to the answer that RFC 9110 asks for: whole, in part, or not.

Promise: bytes of two editions are never joined. A part is sent only where the client's own edition
is proved by its ETag to be the one that is there; all else is answered with the whole.
"""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import regex

if TYPE_CHECKING:
    from aiohttp import web

_CHUNK = 256 * 1024
# More digits than any file has bytes are no range; int() refuses thousands of them.
_ONE_RANGE = regex.compile(
    r"bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Content:
    """What may be sent: an open file, or something as readable, and what tells its edition."""

    file: BinaryIO
    size: int
    tag: str
    """Another one whenever a byte is another: a strong ETag, without its quotes."""
    modified: float | None = None
    """Seconds since 1970."""


def content_of(file: BinaryIO) -> Content:
    """An open file as it is now: what is sent is this edition, though another takes its place."""
    there = os.fstat(file.fileno())
    # A file of the same size can come within one tick of the clock: then it is another inode.
    edition = (there.st_ino, there.st_size, there.st_mtime_ns, there.st_ctime_ns)
    return Content(file, there.st_size, "-".join(f"{one:x}" for one in edition), there.st_mtime)


async def send(
    request: "web.Request", content: Content, headers: Mapping[str, str]
) -> "web.StreamResponse":
    """Answers a GET or HEAD: all of the content, the part asked for, or why there is none."""
    from aiohttp import web

    response = web.StreamResponse(headers={"Accept-Ranges": "bytes"} | dict(headers))
    response.etag = content.tag
    if content.modified is not None:
        response.last_modified = content.modified
    status, start, end = _outcome(request, content)
    response.set_status(status)
    if status == 206:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{content.size}"
    elif status == 416:
        response.headers["Content-Range"] = f"bytes */{content.size}"
    if status != 304:
        response.content_length = end - start
    await response.prepare(request)
    if request.method != "HEAD":
        await _write(request, response, content.file, start, end)
    return response


async def _write(
    request: "web.Request", response: "web.StreamResponse", file: BinaryIO, start: int, end: int
) -> None:
    import asyncio

    file.seek(start)
    while start < end:
        data = await asyncio.to_thread(file.read, min(_CHUNK, end - start))
        if not data:
            # Somebody cut the file off: an answer that stops short is seen to be broken.
            if request.transport:
                request.transport.abort()
            return
        try:
            await response.write(data)
        except ConnectionError:
            # The client has gone, as players do who have heard enough.
            return
        start += len(data)


def _outcome(request: "web.Request", content: Content) -> tuple[int, int, int]:
    """The status, and which bytes are sent: the order of RFC 9110, 13.2.2."""
    if _fails(request, content):
        return 412, 0, 0
    if _is_known(request, content):
        return 304, 0, 0
    asked = request.headers.get("Range", "")
    if not asked or request.method != "GET" or not _continues(request, content):
        return 200, 0, content.size
    return _part(asked, content.size)


def _fails(request: "web.Request", content: Content) -> bool:
    """Whether the client wants another edition or none."""
    if request.if_match is not None:
        return not any(
            one.value == "*" or (one.value == content.tag and not one.is_weak)
            for one in request.if_match
        )
    since = request.if_unmodified_since
    return bool(since and content.modified and math.ceil(content.modified) > since.timestamp())


def _is_known(request: "web.Request", content: Content) -> bool:
    """Whether the client has this very edition."""
    if request.if_none_match is not None:
        return any(one.value in ("*", content.tag) for one in request.if_none_match)
    since = request.if_modified_since
    # An older file may have come back: only the same second is the same edition.
    return bool(since and content.modified and math.ceil(content.modified) == since.timestamp())


def _continues(request: "web.Request", content: Content) -> bool:
    """Whether a part can be joined to what the client has.

    A date never proves it, for a file may change twice in a second; 13.1.5 wants it strong.
    """
    given = request.headers.getall("If-Range", [])
    return not given or given == [f'"{content.tag}"']


def _part(asked: str, size: int) -> tuple[int, int, int]:
    """What one range of bytes comes to.

    A unit that nobody knows must be passed over; several ranges, and what is no range, may be.
    """
    found = _ONE_RANGE.fullmatch(asked.strip())
    if not found:
        return 200, 0, size
    first, last, tail = found.groups()
    start = int(first) if first else max(0, size - int(tail))
    end = min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return 200, 0, size
    if start >= size or (tail and not int(tail)):
        return 416, 0, 0
    return 206, start, end
