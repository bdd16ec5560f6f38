"""The output folder on this machine's own address, as podcast apps want a host to be.

Promise: nothing but files below the folder is served, links out of it are not followed, nobody on
another machine is answered. A page from elsewhere reads what is published, and nothing more. HEAD,
byte ranges, If-Range, ETag, types and CORS are right.
"""

import errno
import html
import io
import logging
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import regex

from boyin.feed.document import rebased
from boyin.feed.feed import FEED
from boyin.feed.published import is_published
from boyin.feed.transfer import Content, content_of, send
from boyin.ground.errors import FeedError, OutputError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from aiohttp import web
    from aiohttp.typedefs import Handler, Middleware

HOST = "127.0.0.1"
_OWN_NAMES = ("127.0.0.1", "localhost")
_NAMED = regex.compile(r"([0-9A-Za-z._~-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?")
"""A name or a number, and a port: all that RFC 9110, 7.2, lets stand in Host."""
PATIENCE = 10.0
"""Seconds in which a request's headers have to come, the first or the next on one connection."""

TYPES = {
    ".chapters.json": "application/json+chapters",
    ".html": "text/html; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".png": "image/png",
    ".srt": "application/x-subrip",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".xml": "application/rss+xml; charset=utf-8",
}
"""By the ends of names; the first that fits counts."""

CORS = {
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Range, If-Range, If-None-Match, If-Modified-Since",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
}
"""For what is published: players on the web read the feed and all that it names."""
_POLICY = regex.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"<>\r\n]*)">')
_HEAD = 1024
"""Bytes of a page in which its policy stands, before any word of an article."""

# An article's own words stand on these pages: they are shown, and nothing in them runs.
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; media-src 'self'; img-src 'self'; "
    "style-src 'unsafe-inline'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


_log = logging.getLogger(__name__)


def serve(folder: Path, port: int, *, on_ready: Callable[[str], None]) -> None:
    """Serves `folder` on loopback until it is interrupted.

    port: 0 for any that is free. on_ready: is told the address once it answers.
    Raises OutputError if there is no such folder or the port is taken.
    """
    import asyncio

    if not folder.is_dir():
        raise OutputError(
            "there is no such folder", place=str(folder), remedy="Run `boyin make` first."
        )
    asyncio.run(_serve(folder, port, on_ready))


async def _serve(folder: Path, port: int, on_ready: Callable[[str], None]) -> None:
    import asyncio

    from aiohttp import web

    # aiohttp counts the time from one answer, or the connection's beginning, to the next request.
    runner = web.AppRunner(
        application(folder), access_log=None, logger=_quiet_log(), keepalive_timeout=PATIENCE
    )
    await runner.setup()
    asyncio.get_running_loop().set_exception_handler(_tell)
    try:
        site = web.TCPSite(runner, HOST, port)
        try:
            await site.start()
        except OSError as error:
            raise OutputError(
                f"port {port} can't be used: {error.strerror}", remedy="Choose another: --port 0"
            ) from error
        on_ready(f"http://{HOST}:{runner.addresses[0][1]}/")
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def _tell(loop: "AbstractEventLoop", context: dict[str, Any]) -> None:
    """Says in a line what asyncio says in twenty."""
    error = context.get("exception")
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        _log.warning("more connections than this process may have: new ones wait until others end")
    else:
        loop.default_exception_handler(context)


def _quiet_log() -> logging.Logger:
    """A log for aiohttp, in which requests that are none leave no traceback: they are answered."""
    from aiohttp.http_exceptions import HttpProcessingError

    def is_ours(record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))

    _log.addFilter(is_ours)
    return _log


def application(folder: Path) -> "web.Application":
    """The server's answers, without a port."""
    from aiohttp import web

    root = Path(os.path.realpath(folder))

    async def answer(request: web.Request) -> web.StreamResponse:
        path = _path_of(request.path, root)
        if path == root:
            return web.Response(text=index(root), content_type="text/html", charset="utf-8")
        if path is None or not os.path.isfile(path):
            raise web.HTTPNotFound
        shared = CORS if is_published(path, root, FEED) else {}
        if path == root / FEED:
            return await send(request, _feed(request, path), _headers_of(path) | shared)
        try:
            file = path.open("rb")
        except OSError as error:
            raise web.HTTPNotFound from error
        with file:
            return await send(request, content_of(file), _headers_of(path) | shared)

    async def preflight(request: web.Request) -> web.StreamResponse:
        path = _path_of(request.path, root)
        if path is None or not is_published(path, root, FEED):
            raise web.HTTPForbidden
        return web.Response(status=204, headers=CORS)

    served = web.Application(middlewares=[_own_guests_only()])
    served.on_response_prepare.append(_add_headers)
    served.router.add_get("/{path:.*}", answer)
    served.router.add_options("/{path:.*}", preflight)
    return served


def _own_guests_only() -> "Middleware":
    from aiohttp import web

    @web.middleware
    async def check(request: web.Request, handler: "Handler") -> web.StreamResponse:
        given = request.headers.getall("Host", [])
        named = _NAMED.fullmatch(given[0]) if len(given) == 1 else None
        if not named or int(named[2] or 0) > 65535:
            raise web.HTTPBadRequest
        # A page elsewhere can give its own name this address (DNS rebinding). An address in the
        # request's first line counts for more than Host.
        url = request.url
        if not {named[1].lower(), url.host} <= {*_OWN_NAMES} or url.user is not None:
            raise web.HTTPForbidden
        return await handler(request)

    return check


async def _add_headers(_: "web.Request", response: "web.StreamResponse") -> None:
    for name, value in _SAFE.items():
        response.headers.setdefault(name, value)


def _path_of(asked: str, root: Path) -> Path | None:
    """The file below `root` that is asked for; None if it would be elsewhere, or is hidden."""
    parts = [part for part in asked.split("/") if part]
    if any(part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        return None
    path = Path(os.path.realpath(root.joinpath(*parts)))
    return path if path.is_relative_to(root) else None


def _headers_of(path: Path) -> dict[str, str]:
    """Type, and of a page that states a policy the same one: any other would break the page."""
    headers = {"Content-Type": _type_of(path.name)}
    if path.suffix == ".html":
        with path.open("rb") as file:
            stated = _POLICY.search(file.read(_HEAD))
        if stated:
            headers["Content-Security-Policy"] = html.unescape(stated[1].decode())
    return headers


def _type_of(name: str) -> str:
    lower = name.lower()
    return next(
        (kind for ending, kind in TYPES.items() if lower.endswith(ending)),
        "application/octet-stream",
    )


def _feed(request: "web.Request", path: Path) -> Content:
    """The feed with this server's address in place of its own, so that apps fetch from here."""
    from aiohttp import web

    try:
        data = rebased(path.read_bytes(), path, f"http://{request.headers['Host']}/", FEED)
    except FeedError as error:
        raise web.HTTPInternalServerError(text=str(error)) from error
    return Content(io.BytesIO(data), len(data), sha256(data).hexdigest())


def index(root: Path) -> str:
    """A page with a player for every MP3 below the folder."""
    rows = []
    for path in sorted(root.glob("*/*.mp3")):
        address = quote(path.relative_to(root).as_posix())
        captions = f'<track kind="captions" srclang="zh" src="{address[:-3]}vtt">'
        rows.append(
            f"<h2>{html.escape(path.stem)}</h2>\n"
            f'<audio controls preload="metadata" src="{address}">'
            f"{captions if path.with_suffix('.vtt').is_file() else ''}</audio>"
        )
        if path.with_suffix(".html").is_file():
            rows.append(f'<p><a href="{address[:-3]}html">边听边读</a></p>')
    feed = f'<p><a href="{FEED}">{FEED}</a></p>' if (root / FEED).is_file() else ""
    body = "\n".join([*rows, feed]) or "<p>No episodes yet.</p>"
    return (
        '<!doctype html>\n<html lang="zh">\n<meta charset="utf-8">\n<title>播音</title>\n'
        f"<h1>播音</h1>\n{body}\n</html>\n"
    )
