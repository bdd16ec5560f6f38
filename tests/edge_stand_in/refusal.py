"""Handshakes that fail: what comes in place of a WebSocket."""

import asyncio

from aiohttp import web

from tests.edge_stand_in.journal import Entry
from tests.edge_stand_in.plan import Plan

_UNDATED = "HTTP/1.1 403 Forbidden\r\n{}Content-Length: 0\r\nConnection: close\r\n\r\n"
_WRONG_ACCEPT = (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n"
)
_RAW = {
    "403-undated": _UNDATED.format(""),
    "403-misdated": _UNDATED.format("Date: yesterday\r\n"),
    "wrong-accept": _WRONG_ACCEPT,
    "drop": "",
}


async def refuse(fault: str, request: web.Request, entry: Entry, plan: Plan) -> web.Response:
    """The refusal that `fault` names, an aiohttp response where HTTP can say it."""
    if fault == "no-handshake":
        # Until the client goes: then aiohttp cancels this.
        await asyncio.Event().wait()
    if fault in _RAW:
        entry.status = 403 if fault.startswith("403") else None
        assert request.transport is not None
        request.transport.write(_RAW[fault].encode())
        request.transport.close()
        return web.Response()
    entry.status = int(fault)
    headers = {"Location": plan.redirect_to} if fault == "302" else {}
    if plan.retry_after and fault in ("429", "503"):
        headers["Retry-After"] = plan.retry_after
    return web.Response(status=entry.status, headers=headers, text="<html>no</html>")
