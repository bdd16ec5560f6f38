"""One turn: an order becomes the messages of its answer, whole or with the fault it is to have.

An answer is a list of steps, so a fault is a change to the list: it ends early, an item differs, or
something that no service sends stands among them.
"""

import asyncio
import random
import socket as sockets
import struct
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from aiohttp import web

from tests.edge_stand_in.journal import Entry
from tests.edge_stand_in.sound import (
    FRAME_BYTES,
    FRAME_SECONDS,
    Boundary,
    Sound,
    silence_of,
    sound_of,
)
from tests.edge_stand_in.voices import NAMES
from tests.edge_stand_in.wire import (
    PAYLOAD,
    Order,
    audio,
    metadata,
    payloads,
    response,
    text_message,
    turn_end,
    turn_start,
)

DRIP_SECONDS = 0.5
LINGER_SECONDS = 20.0
HARMLESS = frozenset({None, "drip", "linger", "ping"})

Message = str | bytes
_PAGE = b"<html><body>Welcome to our network. Please log in.</body></html>\n"
_NO_FRAMES = {
    "half-frame": b"\x82\x7e\x02\xd0" + bytes(100),
    "bad-utf8": b"\x81\x02\xff\xfe",
    "reserved-bits": b"\xb2\x05hello",
}
"""Bytes that are not WebSocket frames (RFC 6455, 5.2)."""
_MIDWAY: dict[str | None, Message] = {
    "unknown-path": "Path:surprise\r\n\r\n{}",
    "bad-json": "Path:audio.metadata\r\n\r\n{not JSON",
    "no-headers": "hello",
    "bad-header": b"\xff\xffPath:audio\r\n",
    "oversized": bytes((4 << 20) + 1),
}


async def speak(
    order: Order,
    socket: web.WebSocketResponse,
    transport: asyncio.Transport,
    entry: Entry,
    *,
    longest: float,
) -> None:
    """Answers `order`, as the fault of `entry` allows, in a turn of `longest` seconds at most."""
    fault = entry.fault
    sound = await asyncio.to_thread(heard, order, entry, longest)
    messages = list(answer(order, sound))
    if fault == "silent":
        await asyncio.Event().wait()
    for number, message in enumerate(messages):
        if number == int(len(messages) * entry.place):
            await _midway(fault, order, socket, transport)
            if transport.is_closing() or socket.closed:
                return
        if fault == "drip" and isinstance(message, bytes):
            await asyncio.sleep(DRIP_SECONDS)
        await _send(socket, message)
        if fault == "silent-started":
            await asyncio.Event().wait()
    if fault == "no-turn-end":
        await socket.close()
        return
    # Before it is sent: the client may be gone, and the program over, before this goes on.
    entry.said = time.monotonic()
    entry.completed = fault in HARMLESS and sound is not None and not entry.cut
    await _send(socket, turn_end(order))
    if fault == "linger":
        await asyncio.sleep(LINGER_SECONDS)
    async for _ in socket:
        pass


def answer(order: Order, sound: Sound | None) -> Iterable[Message]:
    """All messages but the last; times come when the sound is there."""
    yield turn_start(order)
    yield response(order)
    if sound is None:
        return
    waiting = list(sound.words if order.words else sound.sentences)
    sent = 0
    for payload in payloads(sound.mp3):
        while waiting and waiting[0].start <= sent / FRAME_BYTES * FRAME_SECONDS:
            yield metadata(order, waiting.pop(0))
        yield audio(order, payload)
        sent += len(payload)
    yield from (metadata(order, boundary) for boundary in waiting)
    yield audio(order, b"", content_type=None)


def heard(order: Order, entry: Entry, longest: float) -> Sound | None:
    """The sound that is sent for an order; None where there is none."""
    if order.voice not in NAMES or entry.fault == "no-audio":
        return None
    sound = sound_of(order.text, order.voice, order.rate, order.pitch)
    if sound is None:
        return None
    limit = round(longest / FRAME_SECONDS) * FRAME_BYTES
    entry.cut = len(sound.mp3) > limit
    return spoiled(_until(sound, limit) if entry.cut else sound, entry.fault, entry.place)


def spoiled(sound: Sound, fault: str | None, place: float) -> Sound:
    """The sound, as `fault` changes it at `place`: by a whole message at least."""
    mp3 = sound.mp3
    middle = min(int(len(mp3) * place), len(mp3) - PAYLOAD) // PAYLOAD * PAYLOAD
    match fault:
        case "half":
            mp3 = mp3[:middle]
        case "half-consistent":
            return _until(sound, middle)
        case "random-bytes":
            mp3 = random.Random(0).randbytes(len(mp3))
        case "html":
            mp3 = (_PAGE * (len(mp3) // len(_PAGE) + 1))[: len(mp3)]
        case "lost-block":
            mp3 = mp3[:middle] + mp3[middle + PAYLOAD :]
        case "double-block":
            mp3 = mp3[: middle + PAYLOAD] + mp3[middle:]
        case "silence":
            mp3 = silence_of(8)
        case "flipped-bit":
            place = middle + 2
            mp3 = mp3[:place] + bytes([mp3[place] ^ 0x10]) + mp3[place + 1 :]
    return replace(sound, mp3=mp3)


def _until(sound: Sound, size: int) -> Sound:
    end = size / FRAME_BYTES * FRAME_SECONDS

    def within(boundaries: Sequence[Boundary]) -> tuple[Boundary, ...]:
        return tuple(one for one in boundaries if one.end <= end)

    return Sound(sound.mp3[:size], within(sound.sentences), within(sound.words))


async def _midway(
    fault: str | None,
    order: Order,
    socket: web.WebSocketResponse,
    transport: asyncio.Transport,
) -> None:
    """What happens after half of the messages."""
    match fault:
        case "silent-midway":
            await asyncio.Event().wait()
        case "close-1000" | "close-1001" | "close-1007" | "close-1011":
            await socket.close(code=int(fault.removeprefix("close-")), message=b"midway")
        case "fin":
            transport.close()
        case "rst":
            # To close with data on its way and no time to linger is a reset.
            connection: sockets.socket = transport.get_extra_info("socket")
            linger = struct.pack("ii", 1, 0)
            connection.setsockopt(sockets.SOL_SOCKET, sockets.SO_LINGER, linger)
            transport.abort()
        case "half-frame" | "bad-utf8" | "reserved-bits":
            transport.write(_NO_FRAMES[fault])
            if fault == "half-frame":
                transport.close()
        case "ping":
            await socket.ping()
        case "unknown-metadata" | "empty-metadata":
            entries = [{"Type": "Viseme", "Data": {}}] if fault == "unknown-metadata" else []
            body = {"Metadata": entries}
            await _send(socket, text_message(order.request_id, "audio.metadata", body))
        case str() if fault in _MIDWAY:
            await _send(socket, _MIDWAY[fault])


async def _send(socket: web.WebSocketResponse, message: Message) -> None:
    if isinstance(message, str):
        await socket.send_str(message)
    else:
        await socket.send_bytes(message)
