"""The service's messages: the client's two frames read strictly, the server's built to the byte.

Promise: what a real client does not send is a RefusedError with the close reason that the service
would give; what is built here is what the service sends, down to the order of the headers.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from tests.edge_stand_in.sound import TICKS, Boundary

PAYLOAD = 720
"""Bytes of sound in a message: five frames."""

_NAMESPACE = "{http://www.w3.org/2001/10/synthesis}"
_DATE = r"\w{3} \w{3} \d\d \d{4} \d\d:\d\d:\d\d GMT\+0000 \(Coordinated Universal Time\)"
_LONG_VOICE = re.compile(
    r"Microsoft Server Speech Text to Speech Voice \(([a-z]{2,3}-[A-Z]{2}(?:-[a-z]+)?), (\w+)\)"
)
_FORMAT = "audio-24khz-48kbitrate-mono-mp3"


class RefusedError(Exception):
    """The client broke the protocol; the message is the reason that the close frame gives."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a client asked for."""

    request_id: str
    text: str
    voice: str
    """The short name, as in `zh-CN-XiaoxiaoNeural`."""
    rate: str
    pitch: str
    words: bool
    """Whether it wants words' times, not sentences'."""


def read_config(message: str) -> bool:
    """Whether words' times are wanted; from the first frame, `speech.config`."""
    headers, body = _split(message)
    _expect(
        headers,
        {
            "X-Timestamp": _DATE,
            "Content-Type": re.escape("application/json; charset=utf-8"),
            "Path": "speech.config",
        },
    )
    try:
        audio = json.loads(body)["context"]["synthesis"]["audio"]
        options = audio["metadataoptions"]
        wanted = (options["sentenceBoundaryEnabled"], options["wordBoundaryEnabled"])
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedError("speech.config is not what it should be") from error
    if audio["outputFormat"] != _FORMAT or sorted(wanted) != ["false", "true"]:
        raise RefusedError("speech.config asks for what there is not")
    return bool(wanted[1] == "true")


def read_order(message: str, *, words: bool) -> Order:
    """What is to be said; from the second frame, `ssml`."""
    headers, body = _split(message)
    _expect(
        headers,
        {
            "X-RequestId": "[0-9a-f]{32}",
            "Content-Type": re.escape("application/ssml+xml"),
            "X-Timestamp": f"{_DATE}Z",
            "Path": "ssml",
        },
    )
    try:
        speak = ET.fromstring(body)
    except ET.ParseError as error:
        raise RefusedError(f"SSML is invalid: {error}") from error
    # Microsoft takes one voice and one prosody, and nothing else.
    shape = [element.tag.removeprefix(_NAMESPACE) for element in speak.iter()]
    if shape != ["speak", "voice", "prosody"]:
        raise RefusedError(f"SSML is invalid: {' '.join(shape)}")
    voice, prosody = speak[0], speak[0][0]
    name = _LONG_VOICE.fullmatch(voice.get("name", ""))
    return Order(
        headers["X-RequestId"],
        prosody.text or "",
        f"{name[1]}-{name[2]}" if name else voice.get("name", ""),
        _prosody(prosody, "rate", r"[+-]\d+%"),
        _prosody(prosody, "pitch", r"[+-]\d+Hz"),
        words,
    )


def text_message(request_id: str, path: str, body: object) -> str:
    """A text message of the service."""
    return (
        f"X-RequestId:{request_id}\r\nContent-Type:application/json; charset=utf-8\r\n"
        f"Path:{path}\r\n\r\n{json.dumps(body, ensure_ascii=False)}"
    )


def turn_start(order: Order) -> str:
    """The message that begins a turn."""
    return text_message(order.request_id, "turn.start", {"context": {"serviceTag": "0" * 32}})


def response(order: Order) -> str:
    """The message that announces the sound."""
    audio = {"type": "inline", "streamId": order.request_id.upper()}
    return text_message(order.request_id, "response", {"context": {}, "audio": audio})


def turn_end(order: Order) -> str:
    """The message that ends a turn."""
    return text_message(order.request_id, "turn.end", {})


def metadata(order: Order, boundary: Boundary) -> str:
    """Where one sentence or word is said."""
    kind = "WordBoundary" if order.words else "SentenceBoundary"
    escaped = boundary.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    start, end = round(boundary.start * TICKS), round(boundary.end * TICKS)
    text = {"Text": escaped, "Length": len(boundary.text), "BoundaryType": kind}
    data = {"Offset": start, "Duration": end - start, "text": text}
    return text_message(
        order.request_id, "audio.metadata", {"Metadata": [{"Type": kind, "Data": data}]}
    )


def audio(order: Order, payload: bytes, *, content_type: str | None = "audio/mpeg") -> bytes:
    """A message of sound; without a content type and a payload, the sign that it is over."""
    kind = f"Content-Type:{content_type}\r\n" if content_type else ""
    head = (
        f"X-RequestId:{order.request_id}\r\n{kind}"
        f"X-StreamId:{order.request_id.upper()}\r\nPath:audio\r\n"
    ).encode()
    return len(head).to_bytes(2) + head + payload


def payloads(mp3: bytes) -> Iterator[bytes]:
    """The sound in pieces of a message each."""
    return (mp3[place : place + PAYLOAD] for place in range(0, len(mp3), PAYLOAD))


def _split(message: str) -> tuple[dict[str, str], str]:
    head, separator, body = message.partition("\r\n\r\n")
    if not separator:
        raise RefusedError("a message without an end of its headers")
    return dict(line.split(":", 1) for line in head.split("\r\n") if ":" in line), body


def _expect(headers: dict[str, str], wanted: dict[str, str]) -> None:
    for name, pattern in wanted.items():
        if not re.fullmatch(pattern, headers.get(name, "")):
            raise RefusedError(f"{name} is {headers.get(name)!r}")


def _prosody(element: ET.Element, name: str, pattern: str) -> str:
    value = element.get(name, "")
    if not re.fullmatch(pattern, value):
        raise RefusedError(f"SSML is invalid: {name} {value!r}")
    return value
