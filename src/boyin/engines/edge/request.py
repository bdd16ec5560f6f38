"""One request: from a text and a voice to the service's answer, in the time that it may take.

Promise: every wait has an end; an answer is complete only if the service said so; and no
connection goes to another host than the service's.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from boyin.engines.edge.faults import OFFLINE, FaultError, fault_of, unreachable
from boyin.engines.edge.service import Service

if TYPE_CHECKING:
    from aiohttp import TCPConnector
    from edge_tts import Communicate

_STEP_SECONDS = 0.05
_TICKS = 10_000_000
_BYTES_PER_SECOND = 6_000


@dataclass(frozen=True, slots=True)
class Prosody:
    """How a voice speaks, in the service's terms."""

    voice: str
    rate: str
    """As in `+20%`."""
    pitch: str
    """As in `-10Hz`."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where the service says that it speaks a sentence; seconds from the first frame's start."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service sent for one text, and nothing of it checked but that it is complete."""

    mp3: bytes
    sentences: tuple[Sentence, ...]

    @property
    def tail(self) -> float:
        """Seconds of sound behind the last sentence; a second has 6,000 bytes."""
        return len(self.mp3) / _BYTES_PER_SECOND - self.sentences[-1].end


async def ask(text: str, prosody: Prosody, service: Service) -> Answer:
    """The service's answer; raises FaultError for everything that can go wrong."""
    import edge_tts

    point_library_at(service)
    connector = only_to(service)
    try:
        # Sentences, not words: their texts hold every character that was sent, so they prove that
        # nothing was left out. Words leave out what the service does not take for one.
        request = edge_tts.Communicate(
            text,
            prosody.voice,
            rate=prosody.rate,
            pitch=prosody.pitch,
            boundary="SentenceBoundary",
            connector=cast("TCPConnector", connector),
            proxy=service.proxy,
            connect_timeout=max(1, round(service.limits.connect)),
            receive_timeout=max(1, round(service.limits.connect)),
        )
        return await _Listening(request, service, connector).whole()
    except Exception as error:
        raise fault_of(error) from error
    finally:
        await connector.finish()


class _Listening:
    """Takes in what one request brings, with deadlines."""

    def __init__(self, request: "Communicate", service: Service, connector: Any) -> None:
        self.request = request
        self.limits = service.limits
        self.connector = connector
        self.began = time.monotonic()
        self.heard: float | None = None
        self.sound = bytearray()
        self.sentences: list[Sentence] = []

    async def whole(self) -> Answer:
        stream = self.request.stream()
        try:
            while await self.take_next(stream):
                pass
        finally:
            await stream.aclose()
        if not self.has_ended():
            raise FaultError("incomplete", "unproven", "the answer was broken off")
        return Answer(bytes(self.sound), tuple(self.sentences))

    async def take_next(self, stream: AsyncIterator[Any]) -> bool:
        """Takes the next message in; False when there will be none."""
        coming = asyncio.ensure_future(anext(stream, None))
        try:
            while not (await asyncio.wait({coming}, timeout=_STEP_SECONDS))[0]:
                # The library waits up to 10 s for the server to hang up, with everything in hand.
                if self.has_ended():
                    return False
                self.check_deadlines()
            message = coming.result()
        finally:
            if not coming.done():
                coming.cancel()
                await asyncio.wait({coming})
        self.heard = time.monotonic()
        if message is None:
            return False
        self.keep(message)
        self.check_deadlines()
        return True

    def has_ended(self) -> bool:
        # The bytes of turns that ended: all that tells a whole answer from one broken off.
        ended: int = self.request.state["cumulative_audio_bytes"]
        return 0 < len(self.sound) == ended

    def keep(self, message: Any) -> None:
        if message["type"] == "audio":
            self.sound += message["data"]
            return
        start, length = message["offset"] / _TICKS, message["duration"] / _TICKS
        self.sentences.append(Sentence(str(message["text"]), start, start + length))

    def check_deadlines(self) -> None:
        now = time.monotonic()
        if now - self.began > self.limits.total:
            raise FaultError("too slow", "lost", f"the answer took over {self.limits.total:g} s")
        connected: float | None = self.connector.connected
        if connected is None:
            if now - self.began > self.limits.connect:
                raise unreachable(f"no connection in {self.limits.connect:g} s")
        elif now - max(connected, self.heard or 0.0) > self.limits.idle:
            said = f"the service was silent for {self.limits.idle:g} s"
            raise FaultError("silent server", "lost", said)


def point_library_at(service: Service) -> None:
    """Sets the addresses that edge-tts uses: its own, or the stand-in's."""
    from edge_tts import communicate, constants, voices

    vars(communicate)["WSS_URL"] = service.at(constants.WSS_URL)
    vars(voices)["VOICE_LIST"] = service.at(constants.VOICE_LIST)
    if service.authority:
        for module in (communicate, voices):
            module._SSL_CTX.load_verify_locations(service.authority)


def only_to(service: Service) -> Any:
    """A connector that connects to the service and nowhere else, and knows when it did."""
    import aiohttp

    class Connector(aiohttp.TCPConnector):
        connected: float | None = None

        async def connect(self, req: Any, traces: Any, timeout: Any) -> Any:
            url = req.url
            if (url.host, url.port) != (service.host, service.port):
                raise FaultError(
                    "redirected",
                    "refused",
                    f"sends us on to {url.host}, which was refused",
                    f"Nothing was sent there. A network's login page does this. {OFFLINE}",
                )
            # The environment's proxies were weighed in `Service`; here they would count again.
            if service.proxy is None and req.proxy is not None:
                req.update_proxy(None, None, None)
            connection = await super().connect(req, traces, timeout)
            self.connected = time.monotonic()
            return connection

        async def close(self, *, abort_ssl: bool = False) -> None:
            """Not yet: edge-tts closes it with its first session, and may need a second."""

        async def finish(self) -> None:
            await super().close(abort_ssl=True)

    return Connector(force_close=True)
