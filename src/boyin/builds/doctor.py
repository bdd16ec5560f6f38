"""Whether this machine can make episodes: what is installed, whole, and within reach.

Turns nothing into a list of findings, each with a remedy if something is wrong. Promise: it mends
nothing and sends nothing, unless the service is asked after; then it asks for the list of voices.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import metadata

from boyin.builds.cache import inspect
from boyin.casts.cast_file import load_cast, shipped_casts
from boyin.engines.edge import EdgeEngine
from boyin.engines.kokoro.model import own_model, shipped_model
from boyin.engines.kokoro.voices import Catalogue
from boyin.ground.errors import BoyinError
from boyin.ground.settings import cache_folder

LIBRARIES = (
    "av",
    "lameenc",
    "numpy",
    "onnxruntime",
    "edge-tts",
    "aiohttp",
    "markdown-it-py",
)
_OLDEST = (3, 11)
_LARGEST_SKEW = 60.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    well: bool
    told: str
    remedy: str = ""


def examine(*, service: bool) -> Iterator[Finding]:
    """Findings, one after another; with `service`, also about Microsoft's."""
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", sys.version_info >= _OLDEST, python, "boyin needs 3.11 or newer.")
    for library in LIBRARIES:
        yield _tried(library, partial(metadata.version, library))
    yield _tried("Kokoro's model", _model)
    yield _tried("Kokoro's voices", _voices)
    yield _tried("casts", _casts)
    yield _tried("cache", _cache)
    if service:
        yield from _service()


def _tried(subject: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, True, look())
    except BoyinError as error:
        place = f"{error.place}: " if error.place else ""
        return Finding(subject, False, place + error.message, error.remedy or "")
    except metadata.PackageNotFoundError:
        return Finding(subject, False, "is not installed", "Install boyin again with pip.")


def _model() -> str:
    own = own_model()
    return f"your own, {own}" if own else f"whole, {shipped_model()}"


def _voices() -> str:
    catalogue = Catalogue()
    names = [info.name for info in catalogue.infos()]
    for name in names:
        catalogue.style_table(name)
    return f"{len(names)}, all whole"


def _casts() -> str:
    return ", ".join(load_cast(name).name for name in shipped_casts())


def _cache() -> str:
    folder = cache_folder()
    proof = inspect(folder)
    if proof.damaged:
        raise BoyinError(
            f"{len(proof.damaged)} of {proof.total} entries are damaged",
            place=str(folder),
            remedy="`boyin cache verify` sets them aside; they are made again when needed.",
        )
    return f"{proof.total} entries, all whole, {folder}"


def _service() -> Iterator[Finding]:
    engine = EdgeEngine()
    finding = _tried("edge service", lambda: f"{len(engine.fetch_voices().voices)} voices")
    yield finding
    if finding.well:
        yield _tried("clock", partial(_clock, engine))


def _clock(engine: EdgeEngine) -> str:
    skew = engine.clock_skew()
    told = f"{abs(skew):.0f} s {'behind' if skew > 0 else 'ahead of'} the service's"
    if abs(skew) > _LARGEST_SKEW:
        raise BoyinError(told, remedy="Set this machine's clock: the service minds it.")
    return told
