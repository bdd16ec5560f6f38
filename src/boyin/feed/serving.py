"""The output folder on this machine's own address, as podcast apps want a host to be.

Promise: nothing but files below the folder is served, links out of it are not followed, nobody on
another machine is answered. HEAD, byte ranges, If-Range, ETag, types and CORS are right.
"""

import html
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import regex

from boyin.feed.document import rebased
from boyin.feed.feed import FEED
from boyin.ground.errors import FeedError, OutputError

if TYPE_CHECKING:
    from aiohttp import web

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOST = "127.0.0.1"
_OWN_NAMES = ("127.0.0.1", "localhost")

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
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Range, If-Range, If-None-Match, If-Modified-Since",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
}
_POLICY = regex.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"<>\r\n]*)">')
_HEAD = 1024
"""Bytes of a page in which its policy stands, before any word of an article."""

# An article's own words stand on these pages: they are shown, and nothing in them runs.
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; media-src 'self'; img-src 'self'; "
    "style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


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

    runner = web.AppRunner(application(folder), access_log=None)
    await runner.setup()
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
        if path == root / FEED:
            return _feed(request, path)
        return web.FileResponse(path, headers=_headers_of(path))

    @web.middleware
    async def own_guests_only(request: web.Request, handler: "Handler") -> web.StreamResponse:
        # A page elsewhere can give its own name this address (DNS rebinding).
        if (request.url.host or "") not in _OWN_NAMES:
            raise web.HTTPForbidden
        return await handler(request)

    async def preflight(_: web.Request) -> web.StreamResponse:
        return web.Response(status=204)

    served = web.Application(middlewares=[own_guests_only])
    served.on_response_prepare.append(_add_headers)
    served.router.add_get("/{path:.*}", answer)
    served.router.add_options("/{path:.*}", preflight)
    return served


async def _add_headers(_: "web.Request", response: "web.StreamResponse") -> None:
    response.headers.update(CORS)
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


def _feed(request: "web.Request", path: Path) -> "web.Response":
    """The feed with this server's address in place of its own, so that apps fetch from here."""
    from aiohttp import web

    try:
        data = rebased(path.read_bytes(), path, f"http://{request.host}/", FEED)
    except FeedError as error:
        raise web.HTTPInternalServerError(text=str(error)) from error
    return web.Response(body=data, headers={"Content-Type": _type_of(path.name)})


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
