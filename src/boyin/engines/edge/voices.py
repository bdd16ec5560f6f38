"""Which voices the service has: a list that comes with boyin, and the service's own with its age.

Promise: no voice is sent to the service whose name could be anything but a voice's; and no request
is made to find that out.
"""

import asyncio
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Literal, cast

import regex

from boyin.engines.base import Voice, VoiceInfo
from boyin.engines.edge.faults import FaultError, fault_of
from boyin.engines.edge.request import only_to, point_library_at
from boyin.engines.edge.service import Service
from boyin.ground.errors import CastError
from boyin.ground.languages import Language
from boyin.ground.proven import SUFFIX, read_proven, write_proven
from boyin.ground.settings import cache_folder

_NAME = regex.compile(r"(?P<locale>[a-z]{2,3}-[A-Z]{2}(?:-[a-z]+)?)-(?P<name>[A-Za-z]+)Neural")
_FRESH_DAYS = 30.0
SLOWEST, FASTEST = 0.5, 2.0
HIGHEST = 12.0

_KNOWN = {
    "zh-CN female": "Xiaoxiao Xiaoyi",
    "zh-CN male": "Yunjian Yunxi Yunxia Yunyang",
    "zh-CN-liaoning female": "Xiaobei",
    "zh-CN-shaanxi female": "Xiaoni",
    "zh-TW female": "HsiaoChen HsiaoYu",
    "zh-TW male": "YunJhe",
    "en-US female": "Aria Ava AvaMultilingual Emma EmmaMultilingual Jenny Michelle",
    "en-US male": "Andrew AndrewMultilingual Brian BrianMultilingual Christopher Eric Guy Roger",
    "en-GB female": "Libby Sonia",
    "en-GB male": "Ryan Thomas",
}


@dataclass(frozen=True, slots=True)
class ListedVoice:
    """A voice as the service lists it."""

    name: str
    locale: str
    gender: Literal["female", "male", "none"]


@dataclass(frozen=True, slots=True)
class VoiceList:
    """The service's list, as it was when it was asked for."""

    voices: tuple[ListedVoice, ...]
    age: float
    """Days."""


def known_voices() -> tuple[VoiceInfo, ...]:
    """Voices that the service is known to have, Mandarin first."""
    return tuple(
        VoiceInfo(
            f"{locale}-{name}Neural",
            language_of_locale(locale) or "en",
            "female" if gender == "female" else "male",
        )
        for locale, gender in map(str.split, _KNOWN)
        for name in _KNOWN[f"{locale} {gender}"].split()
    )


def language_of(voice: str) -> Language:
    """What a voice reads; raises CastError if the name is no voice's or boyin can't use it."""
    match = _NAME.fullmatch(voice)
    if match is None:
        raise CastError(
            f"the edge engine has no voice {voice!r}",
            remedy=f"A name is one such as {known_voices()[0].name}: see `boyin voices`.",
        )
    language = language_of_locale(match["locale"])
    if language is None:
        raise CastError(
            f"{voice} reads {match['locale']}, and boyin reads Mandarin and English alone",
            remedy="Choose a voice whose name begins with zh-CN, zh-TW or en.",
        )
    return language


def language_of_locale(locale: str) -> Language | None:
    """The language of a locale, None if it is neither Mandarin nor English."""
    # zh-HK is Cantonese: the readings that boyin works out are not its own.
    if locale.startswith(("zh-CN", "zh-TW")):
        return "zh"
    return "en" if locale.startswith("en-") else None


def check(voice: Voice, service: Service) -> None:
    """Raises CastError if `voice` can't be asked for."""
    language_of(voice.name)
    names = {info.name for info in known_voices()}
    listed = cached_list(service)
    if listed:
        fresh = {one.name for one in listed.voices}
        names = fresh if listed.age < _FRESH_DAYS else names | fresh
    if voice.name not in names:
        raise CastError(
            f"the edge engine has no voice {voice.name!r}",
            remedy=f"It has {known_voices()[0].name}, among others. `boyin voices --engine edge` "
            "asks the service for all of them.",
        )
    if not SLOWEST <= voice.speed <= FASTEST:
        raise CastError(f"speed {voice.speed} is not between {SLOWEST} and {FASTEST}")
    if not -HIGHEST <= voice.pitch <= HIGHEST:
        raise CastError(f"pitch {voice.pitch} is not between {-HIGHEST} and {HIGHEST}")


def cached_list(service: Service) -> VoiceList | None:
    """The list that was asked for last; None if there is none, or it is damaged."""
    kept = read_proven(_path(service))
    if kept is None:
        # It is a copy: without it the shipped list counts until the service is asked again.
        return None
    return VoiceList(_parsed(kept["voices"]), max(0.0, (time.time() - kept["asked"]) / 86_400))


async def fetch_list(service: Service) -> VoiceList:
    """The service's list of now, kept for later; raises FaultError."""
    import edge_tts

    point_library_at(service)
    connector = only_to(service)
    try:
        # The library itself would wait for five minutes.
        async with asyncio.timeout(service.limits.connect + service.limits.idle):
            raw = await edge_tts.list_voices(connector=connector, proxy=service.proxy)
        voices = _parsed(cast("list[Any]", raw))
    except Exception as error:
        raise fault_of(error) from error
    finally:
        await connector.finish()
    if not voices:
        raise FaultError("no voices", "odd", "the service lists no voices")
    rows = [
        {"ShortName": one.name, "Locale": one.locale, "Gender": one.gender.capitalize()}
        for one in voices
    ]
    write_proven(_path(service), {"asked": time.time(), "voices": rows})
    return VoiceList(voices, 0.0)


async def server_time(service: Service) -> float:
    """What time it is at the service, in seconds since 1970; raises FaultError."""
    import aiohttp
    from edge_tts import constants

    connector = only_to(service)
    timeout = aiohttp.ClientTimeout(total=service.limits.connect + service.limits.idle)
    address = service.at(constants.VOICE_LIST).partition("?")[0]
    try:
        async with (
            aiohttp.ClientSession(connector=connector, timeout=timeout) as session,
            session.head(address, proxy=service.proxy, allow_redirects=False) as answer,
        ):
            return parsedate_to_datetime(answer.headers["Date"]).timestamp()
    except Exception as error:
        raise fault_of(error) from error
    finally:
        await connector.finish()


def _path(service: Service) -> Path:
    name = "stand-in-voices" if service.base else "voices"
    return cache_folder() / "edge" / f"{name}{SUFFIX}"


def _parsed(rows: list[Any]) -> tuple[ListedVoice, ...]:
    genders: dict[str, Literal["female", "male"]] = {"Female": "female", "Male": "male"}
    voices = (
        ListedVoice(str(row["ShortName"]), str(row["Locale"]), genders.get(row["Gender"], "none"))
        for row in rows
    )
    return tuple(sorted(voices, key=lambda voice: (voice.locale, voice.name)))
