"""A stand-in that runs: in a thread with a loop of its own, until the `with` is over."""

import asyncio
import ssl
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.edge_stand_in.server import Server

LIMITS = "connect=5,idle=1,total=5,pause=0.2"
_SHUTDOWN_SECONDS = 0.1


class EdgeStandIn(Server):
    """A server on loopback, from entering to leaving."""

    def __init__(
        self, *, tls: bool = False, port: int = 0, latency: float = 0.0, ahead: float = 0.0
    ) -> None:
        super().__init__(latency=latency, ahead=ahead)
        self.tls = tls
        self.port = port
        """A free one where it is 0, from then on the one that it is."""
        self.authority: Path | None = None
        """With TLS: the file of the authority that vouches for it."""
        self._folder = tempfile.TemporaryDirectory(prefix="edge-stand-in-")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="edge stand-in")
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Its address, as BOYIN_EDGE_SERVICE takes it."""
        return f"{'wss' if self.tls else 'ws'}://127.0.0.1:{self.port}"

    def environment(self, *, limits: str = LIMITS) -> dict[str, str]:
        """The variables that point boyin here."""
        authority = {"BOYIN_EDGE_CA": str(self.authority)} if self.authority else {}
        return {"BOYIN_EDGE_SERVICE": self.url, "BOYIN_EDGE_LIMITS": limits, **authority}

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._folder.cleanup()

    async def _start(self) -> None:
        # A client that goes ends what waits for it.
        self._runner = web.AppRunner(
            self.application(),
            handler_cancellation=True,
            shutdown_timeout=_SHUTDOWN_SECONDS,
            access_log=None,
        )
        await self._runner.setup()
        site = web.TCPSite(
            self._runner, "127.0.0.1", self.port, ssl_context=self._trust() if self.tls else None
        )
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()
        await self._loop.shutdown_default_executor()

    def _trust(self) -> ssl.SSLContext:
        import trustme

        authority = trustme.CA()
        self.authority = Path(self._folder.name) / "authority.pem"
        authority.cert_pem.write_to_path(str(self.authority))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        return context
