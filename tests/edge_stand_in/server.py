"""The service's server: checks every handshake, takes the order, speaks, and errs as it is told.

Turns connections into answers and journal entries. Promise: a client that passes here has sent what
the service wants, and has seen what the service sends.
"""

import asyncio
import hashlib
import re
import time
from email.utils import formatdate
from functools import lru_cache

from aiohttp import WSCloseCode, WSMsgType, hdrs, web

from tests.edge_stand_in.journal import Entry, Journal
from tests.edge_stand_in.plan import HANDSHAKE, Plan
from tests.edge_stand_in.refusal import refuse
from tests.edge_stand_in.turn import speak
from tests.edge_stand_in.voices import voice_list
from tests.edge_stand_in.wire import Order, RefusedError, read_config, read_order

BASE = "/consumer/speech/synthesize/readaloud"
TRUSTED = "6A5AA1D4EAFF4E9FB37E23D68491D6F4"
ORIGIN = "chrome-extension://jdiccldimpdaibmpdkjnbmckianbfold"
_WINDOW_SECONDS = 300
_WINDOWS_EPOCH = 11_644_473_600
_WAIT_SECONDS = 10.0


class Server:
    """One stand-in: its clock, its plan of faults, its journal."""

    def __init__(self, *, latency: float = 0.0, ahead: float = 0.0) -> None:
        self.latency = latency
        """Seconds from an order to the first message."""
        self.ahead = ahead
        """Seconds by which its clock is ahead of this machine's."""
        self.longest = 600.0
        """Seconds at which a turn is cut, and nothing said of it."""
        self.faults = Plan()
        self.log = Journal()

    def application(self) -> web.Application:
        """The server's addresses."""
        application = web.Application()
        application.router.add_get(f"{BASE}/edge/v1", self.turn)
        application.router.add_get(f"{BASE}/voices/list", self.voices)
        application.on_response_prepare.append(self.date)
        return application

    async def date(self, _: web.Request, response: web.StreamResponse) -> None:
        """Every reply says what time it is here."""
        response.headers[hdrs.DATE] = formatdate(self.now(), usegmt=True)

    def now(self) -> float:
        """The time here, in Unix seconds."""
        return time.time() + self.ahead

    async def voices(self, request: web.Request) -> web.StreamResponse:
        """The list of voices."""
        self.log.voice_lists += 1
        if request.query.get("trustedclienttoken") != TRUSTED or not self.lets_in(request):
            return web.Response(status=403)
        return web.json_response(voice_list())

    async def turn(self, request: web.Request) -> web.StreamResponse:
        """One connection, from its handshake to its end."""
        entry = self.log.open()
        entry.headers = dict(request.headers)
        try:
            return await self.answered(request, entry)
        except ConnectionResetError:
            # The client went while it was spoken to: so it has not heard the end.
            entry.completed = False
            return web.Response()
        finally:
            self.log.close(entry)

    async def answered(self, request: web.Request, entry: Entry) -> web.StreamResponse:
        if not (self.lets_in(request) and _is_handshake(request)):
            entry.status = 403
            return web.Response(status=403)
        fault = entry.fault = self.faults.at_handshake()
        entry.place = self.faults.place()
        if fault in HANDSHAKE:
            return await refuse(fault, request, entry, self.faults)
        socket = web.WebSocketResponse(compress=True)
        await socket.prepare(request)
        if fault == "close-at-once":
            await socket.close()
            return socket
        try:
            async with asyncio.timeout(_WAIT_SECONDS):
                order = entry.order = await _taken(socket)
        except RefusedError as refused:
            reason = str(refused).encode()[:120]
            await socket.close(code=WSCloseCode.INVALID_TEXT, message=reason)
            return socket
        await asyncio.sleep(self.latency)
        entry.fault = entry.fault or self.faults.at_turn(order.text)
        if entry.fault == "close-at-once":
            # Meant for one text: only now is it known.
            await socket.close()
            return socket
        assert request.transport is not None
        await speak(order, socket, request.transport, entry, longest=self.longest)
        return socket

    def lets_in(self, request: web.Request) -> bool:
        """Whether the token is of this time, and the browser one that the service knows."""
        query, headers = request.query, request.headers
        version = query.get("Sec-MS-GEC-Version", "")
        return (
            re.fullmatch(r"[12]-\d+\.\d+\.\d+\.\d+", version) is not None
            and query.get("Sec-MS-GEC") in self.tokens(version[0])
            and re.search(r"Chrome/\d+\.0\.0\.0 .*Edg/\d+\.0\.0\.0", headers.get("User-Agent", ""))
            is not None
            and re.fullmatch(r"muid=[0-9A-F]{32};?", headers.get("Cookie", "")) is not None
        )

    def tokens(self, version: str) -> set[str]:
        """The tokens of now, five minutes ago, and in five minutes."""
        window = int(self.now()) // _WINDOW_SECONDS
        return {_token(version, window + shift) for shift in (-1, 0, 1)}


@lru_cache
def _token(version: str, window: int) -> str:
    if version == "2":
        from edge_tts.drm import generate_sec_ms_gec_v2

        return generate_sec_ms_gec_v2(window * _WINDOW_SECONDS)
    ticks = (window * _WINDOW_SECONDS + _WINDOWS_EPOCH) * 10_000_000
    return hashlib.sha256(f"{ticks}{TRUSTED}".encode()).hexdigest().upper()


def _is_handshake(request: web.Request) -> bool:
    order = ["TrustedClientToken", "ConnectionId", "Sec-MS-GEC", "Sec-MS-GEC-Version"]
    return (
        sorted(request.query) == sorted(order)
        and request.query["TrustedClientToken"] == TRUSTED
        and re.fullmatch("[0-9a-f]{32}", request.query["ConnectionId"]) is not None
        and request.headers.get("Origin") == ORIGIN
        and request.headers.get("Pragma") == request.headers.get("Cache-Control") == "no-cache"
    )


async def _taken(socket: web.WebSocketResponse) -> Order:
    """The order in the two frames that a client sends; raises RefusedError if they are wrong."""
    texts = []
    for _ in range(2):
        message = await socket.receive()
        if message.type is not WSMsgType.TEXT:
            raise RefusedError(f"a message of type {message.type.name}")
        texts.append(message.data)
    return read_order(texts[1], words=read_config(texts[0]))
