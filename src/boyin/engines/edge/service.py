"""Where the service is, how long it is waited for, and the way to it.

Turns the environment into a Service. Promise: the address is Microsoft's, or a loopback one that a
test names; and nothing is ever sent to another host than that, whatever an answer asks for.

The environment:

    BOYIN_PROXY          a proxy for everything sent to the service, as `--proxy` sets it; without
                         it WSS_PROXY counts, then HTTPS_PROXY, both unless NO_PROXY has the host
    BOYIN_EDGE_PARALLEL  requests at once, 1 to 8; 4 unless it is set
    BOYIN_EDGE_SERVICE   for tests alone: `ws://127.0.0.1:PORT`, a stand-in for the service
    BOYIN_EDGE_CA        for tests alone: a PEM file with the stand-in's authority
    BOYIN_EDGE_LIMITS    for tests alone: `connect=1,idle=1,total=5,pause=0.2`, in seconds
"""

import ipaddress
import os
import urllib.request
from dataclasses import dataclass, fields, replace
from urllib.parse import urlsplit, urlunsplit

from boyin.ground.errors import CastError, EngineError

HOST = "speech.platform.bing.com"
USUAL_PARALLEL, MOST_PARALLEL = 4, 8
_PROXY_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things may take, in seconds."""

    connect: float = 10.0
    """Until a connection stands, and again until its handshake is answered."""
    idle: float = 30.0
    """Between two messages of the service."""
    total: float = 180.0
    """One request, from the first byte to the last: 1,000 characters are 200 s of speech."""
    pause: float = 60.0
    """For everyone, when the service says that it is too much and not for how long."""


@dataclass(frozen=True, slots=True)
class Service:
    """An address, a way to it, and the limits that count there."""

    base: str | None = None
    """`ws://127.0.0.1:PORT`, or None for Microsoft's."""
    authority: str | None = None
    proxy: str | None = None
    limits: Limits = Limits()
    parallel: int = USUAL_PARALLEL

    @property
    def host(self) -> str:
        """The one host that is spoken to."""
        return (urlsplit(self.base).hostname or "") if self.base else HOST

    @property
    def port(self) -> int:
        """The one port that is spoken to."""
        port = urlsplit(self.base).port if self.base else 443
        return port or (443 if self.secure else 80)

    @property
    def secure(self) -> bool:
        """Whether it speaks TLS; Microsoft's always does."""
        return self.base is None or self.base.startswith("wss:")

    def at(self, address: str) -> str:
        """One of the library's addresses, of the stand-in if there is one."""
        if self.base is None:
            return address
        parts = urlsplit(address)
        scheme = {"wss": "ws", "https": "http"}[parts.scheme] + ("s" if self.secure else "")
        return urlunsplit(parts._replace(scheme=scheme, netloc=urlsplit(self.base).netloc))


def service_from_environment() -> Service:
    """The service that the environment asks for; raises EngineError if it can't be."""
    base = os.environ.get("BOYIN_EDGE_SERVICE")
    parallel = _parallel(os.environ.get("BOYIN_EDGE_PARALLEL"))
    if not base:
        return Service(proxy=_proxy_to(HOST), parallel=parallel)
    return Service(
        base=_loopback(base),
        authority=os.environ.get("BOYIN_EDGE_CA"),
        proxy=checked_proxy(os.environ.get("BOYIN_PROXY")),
        limits=_limits(os.environ.get("BOYIN_EDGE_LIMITS", "")),
        parallel=parallel,
    )


def checked_proxy(address: str | None) -> str | None:
    """The address of a proxy; raises EngineError if it can't be one."""
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in _PROXY_SCHEMES or not parts.hostname:
        raise EngineError(
            "is not the address of a proxy",
            place=address,
            remedy="Write it so: http://127.0.0.1:7890",
        )
    return address


def _proxy_to(host: str) -> str | None:
    if chosen := os.environ.get("BOYIN_PROXY"):
        return checked_proxy(chosen)
    # aiohttp looks for a proxy named after the scheme, and nobody sets one for wss.
    if urllib.request.proxy_bypass(host):
        return None
    proxies = urllib.request.getproxies()
    return checked_proxy(proxies.get("wss") or proxies.get("https"))


def _loopback(base: str) -> str:
    parts = urlsplit(base)
    try:
        loopback = ipaddress.ip_address(parts.hostname or "").is_loopback and bool(parts.port)
    except ValueError:
        loopback = False
    if parts.scheme not in ("ws", "wss") or not loopback or parts.path.strip("/"):
        raise EngineError(
            "BOYIN_EDGE_SERVICE is for tests, and takes a loopback address alone",
            place=base,
            remedy="Write it so: ws://127.0.0.1:8765. To use the service itself, unset it.",
        )
    return base.rstrip("/")


def _limits(text: str) -> Limits:
    names = {field.name for field in fields(Limits)}
    chosen: dict[str, float] = {}
    for entry in filter(None, text.split(",")):
        name, _, value = entry.partition("=")
        try:
            seconds = float(value)
        except ValueError:
            seconds = 0.0
        if name not in names or not 0 < seconds < 3600:
            raise EngineError("is not a limit", place=f"BOYIN_EDGE_LIMITS: {entry}")
        chosen[name] = seconds
    return replace(Limits(), **chosen)


def _parallel(text: str | None) -> int:
    if not text:
        return USUAL_PARALLEL
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PARALLEL):
        raise CastError(
            f"BOYIN_EDGE_PARALLEL can't be {text!r}",
            remedy=f"Write a number from 1 to {MOST_PARALLEL}.",
        )
    return int(text)
