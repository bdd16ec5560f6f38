"""What can go wrong with the service, each fault with a name, a class, and what a person can do.

Turns an exception of edge-tts or aiohttp into a FaultError. Promise: none of theirs gets out.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from aiohttp import ClientResponseError

Kind = Literal["lost", "unproven", "mute", "odd", "busy", "away", "barred", "refused"]
"""What follows from a fault. lost: the connection failed, try again. unproven: an answer that may
not be all of it, try again. mute: an answer without sound. odd: not the protocol. busy: everyone
waits. away: nobody can be reached. barred: we are not let in. refused: it must not go on."""

OFFLINE = "To work offline instead, use a Kokoro cast: `--cast duo`."
AGAIN = f"Run it again: what was recorded is kept. {OFFLINE}"


@dataclass(eq=False)
class FaultError(Exception):
    """One request that failed."""

    name: str
    kind: Kind
    message: str
    """What happened, as the rest of a sentence that names the text or the service."""
    remedy: str = AGAIN
    retry_after: float | None = None
    """Seconds that the service asks for."""

    def __str__(self) -> str:
        return f"{self.name}: {self.message}"


def fault_of(error: Exception) -> FaultError:
    """The fault that an exception of edge-tts or aiohttp means; raises what is neither's."""
    if isinstance(error, FaultError):
        return error
    for kinds, fault in _faults():
        if isinstance(error, kinds):
            return fault(error)
    raise error


@cache
def _faults() -> tuple[tuple[tuple[type[Exception], ...], Callable[[Any], FaultError]], ...]:
    """Exceptions and what they mean; the first that fits counts, so special ones stand first."""
    import aiohttp
    from edge_tts import exceptions

    proxies = (aiohttp.ClientHttpProxyError, aiohttp.ClientProxyConnectionError)
    connecting = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
    # What edge-tts stumbles over where a message is not as it expects.
    stumbles = (ValueError, LookupError, TypeError, AttributeError)
    return (
        (proxies, _proxy),
        ((aiohttp.ClientResponseError,), _status),
        ((exceptions.SkewAdjustmentError,), lambda _: _barred("and does not tell its time")),
        ((aiohttp.ClientSSLError,), _untrusted),
        (connecting, lambda error: unreachable(_short(error))),
        ((exceptions.NoAudioReceived,), _mute),
        ((TimeoutError,), _silent),
        ((exceptions.EdgeTTSException, *stumbles), _odd),
        ((aiohttp.ClientError, OSError), _lost),
    )


def unreachable(reason: str) -> FaultError:
    """Nobody answers at the service's address."""
    return FaultError(
        "unreachable",
        "away",
        f"can't be reached ({reason})",
        f"Is this machine online? Behind a proxy, name it: `--proxy http://HOST:PORT`. {OFFLINE}",
    )


def _status(error: "ClientResponseError") -> FaultError:
    status = error.status
    if status == 403:
        return _barred("also with its own time in place of this clock's")
    if status in (429, 503):
        return FaultError(
            "throttled" if status == 429 else "overloaded",
            "busy",
            f"wants fewer requests (HTTP {status})",
            f"Wait some minutes. {AGAIN}",
            retry_after=_seconds(error.headers or {}),
        )
    if status >= 500:
        return FaultError("server error", "lost", f"the service has an error (HTTP {status})")
    return FaultError(
        "refused",
        "refused",
        f"does not answer as the service does (HTTP {status})",
        f"Something else may stand at its address, or edge-tts is too old: upgrade it. {OFFLINE}",
    )


def _untrusted(error: Exception) -> FaultError:
    return FaultError(
        "untrusted",
        "refused",
        f"can't prove that it is the service ({_short(error)})",
        "Something on the way reads along, or this machine's clock or certificates are wrong. "
        f"Nothing was sent. {OFFLINE}",
    )


def _mute(_: Exception) -> FaultError:
    return FaultError(
        "no audio",
        "mute",
        "the service sent no sound for it",
        "It may hold nothing that this voice can say, or the voice may be gone: see "
        "`boyin voices --engine edge`.",
    )


def _silent(_: Exception) -> FaultError:
    return FaultError("silent server", "lost", "the service fell silent")


def _lost(error: Exception) -> FaultError:
    said = f"the connection was lost ({_short(error)})"
    return FaultError("lost connection", "lost", said)


def _barred(how: str) -> FaultError:
    return FaultError(
        "barred",
        "barred",
        f"lets nobody in (HTTP 403, {how})",
        "Check this machine's clock (`boyin doctor --service`), upgrade edge-tts "
        "(`pip install -U edge-tts`), or try a proxy: some regions are shut out. " + OFFLINE,
    )


def _odd(error: Exception) -> FaultError:
    return FaultError(
        "unknown protocol",
        "odd",
        f"the service sent something unknown ({_short(error)})",
        f"If it stays so, upgrade edge-tts (`pip install -U edge-tts`). {OFFLINE}",
    )


def _proxy(error: Exception) -> FaultError:
    return FaultError(
        "proxy",
        "away",
        f"can't be reached through the proxy ({_short(error)})",
        f"Check `--proxy`, WSS_PROXY and HTTPS_PROXY. {OFFLINE}",
    )


def _seconds(headers: Mapping[str, str]) -> float | None:
    """Retry-After: seconds, or a date, which is compared with the server's own."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return max(0.0, wait.total_seconds())


def _short(error: Exception) -> str:
    # Of a failed connection aiohttp tells its own objects, and asyncio its call; the system's word
    # is enough. A name that can't be looked up has a number of another kind, below 0.
    cause = getattr(error, "os_error", None)
    told = str(error)
    if isinstance(cause, OSError) and cause.errno:
        told = os.strerror(cause.errno) if cause.errno > 0 else cause.strerror or told
    text = " ".join(told.split())
    return (text[:120] or type(error).__name__).rstrip(".")
