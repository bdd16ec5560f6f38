"""The stand-in against the service's real client: what edge-tts sends passes, and comes back."""

import asyncio
import json
import ssl
import urllib.request
from collections.abc import Iterator
from typing import Any

import aiohttp
import edge_tts
import pytest
from edge_tts import communicate, constants, drm, voices

from boyin.engines.edge.admission import check_frames
from tests.edge_stand_in import EdgeStandIn
from tests.edge_stand_in.plan import FINAL, HANDSHAKE, TURN
from tests.edge_stand_in.server import BASE, TRUSTED
from tests.edge_stand_in.sound import sentences_of, sound_of
from tests.edge_stand_in.wire import PAYLOAD

XIAOXIAO, ARIA = "zh-CN-XiaoxiaoNeural", "en-US-AriaNeural"
TEXT = "他说：“好。”然后走了！A & B < C？ Yes."


@pytest.fixture(scope="module")
def service() -> Iterator[EdgeStandIn]:
    with EdgeStandIn() as running:
        yield running


@pytest.fixture(autouse=True)
def _well(service: EdgeStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    service.faults.clear()
    service.log.clear()
    monkeypatch.setattr(drm.DRM, "clock_skew_seconds", 0.0)


def ask(service: EdgeStandIn, text: str, voice: str = XIAOXIAO, **how: Any) -> list[Any]:
    """What the real client gets from the service within 1.5 s."""
    patch = pytest.MonkeyPatch()
    patch.setattr(communicate, "WSS_URL", at(service, constants.WSS_URL))

    async def whole() -> list[Any]:
        async with asyncio.timeout(1.5):
            stream = edge_tts.Communicate(text, voice, **how).stream()
            return [chunk async for chunk in stream]

    try:
        return asyncio.run(whole())
    finally:
        patch.undo()


def at(service: EdgeStandIn, address: str) -> str:
    """One of edge-tts' addresses, here."""
    scheme = "http" if address == constants.VOICE_LIST else "ws"
    _, _, rest = address.partition("://speech.platform.bing.com")
    return f"{scheme}://127.0.0.1:{service.port}{rest}"


def sound_in(chunks: list[Any]) -> bytes:
    return b"".join(chunk["data"] for chunk in chunks if chunk["type"] == "audio")


@pytest.mark.parametrize("boundary", ["SentenceBoundary", "WordBoundary"])
def test_real_client_gets_sound_and_the_times_it_asks_for(
    service: EdgeStandIn, boundary: str
) -> None:
    chunks = ask(service, TEXT, rate="+10%", pitch="-5Hz", boundary=boundary)
    sound = sound_of(TEXT, XIAOXIAO, "+10%", "-5Hz")
    assert sound is not None
    assert sound_in(chunks) == sound.mp3
    assert {len(c["data"]) for c in chunks if c["type"] == "audio"} <= {
        PAYLOAD,
        len(sound.mp3) % PAYLOAD,
    }
    times = [c for c in chunks if c["type"] != "audio"]
    expected = sound.words if boundary == "WordBoundary" else sound.sentences
    assert [(c["type"], c["text"]) for c in times] == [(boundary, one.text) for one in expected]
    assert [c["offset"] / 1e7 for c in times] == pytest.approx([one.start for one in expected])
    assert chunks.index(times[-1]) > 3, "times come between the sound"


def test_journal_has_what_was_asked(service: EdgeStandIn) -> None:
    ask(service, TEXT)
    (entry,) = service.log.entries
    assert entry.order is not None
    assert (entry.order.text, entry.order.voice) == (TEXT, XIAOXIAO)
    assert "permessage-deflate" in entry.headers["Sec-WebSocket-Extensions"]
    assert service.log.completed() == {TEXT: 1}
    assert service.log.most_at_once == 1


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (TEXT, ["他说：“好。”", "然后走了！", "A & B < C？", "Yes."]),
        ("It costs 3.5 dollars. No?", ["It costs 3.5 dollars.", "No?"]),
        ("没有句号", ["没有句号"]),
        ("等等……再说。", ["等等……", "再说。"]),
    ],
)
def test_sentences_are_all_of_the_text(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


def test_sound_is_frames_of_144_bytes_as_long_as_the_text() -> None:
    short, long = (sound_of("他走了。" * n, XIAOXIAO, "+0%", "+0Hz") for n in (1, 40))
    assert short is not None
    assert long is not None
    for sound in (short, long):
        seconds = check_frames(sound.mp3) * 0.024
        assert 0.8 < seconds - sound.sentences[-1].end < 1.0
    assert 30 < long.sentences[-1].end / short.sentences[-1].end < 40
    assert b"Xing" not in short.mp3
    assert b"Info" not in short.mp3


@pytest.mark.parametrize(
    ("text", "voice"),
    [("……", XIAOXIAO), ("🙂", XIAOXIAO), ("他走了。", ARIA), ("Hello.", "zh-CN-XiaochenNeural")],
)
def test_what_a_voice_cannot_say_has_no_sound(service: EdgeStandIn, text: str, voice: str) -> None:
    with pytest.raises(edge_tts.exceptions.NoAudioReceived):
        ask(service, text, voice)
    assert not service.log.completed()


def test_turn_is_cut_at_its_longest_and_nothing_said(service: EdgeStandIn) -> None:
    """The service's ten minutes, here six seconds."""
    service.longest = 6.0
    try:
        chunks = ask(service, "他走了。" * 20)
    finally:
        service.longest = 600.0
    assert len(sound_in(chunks)) == 6_000 * 6
    (entry,) = service.log.entries
    assert entry.said is not None, "turn.end came as always"
    assert (entry.cut, entry.completed) == (True, False)


HEAD = "X-Timestamp:Tue Nov 24 2026 00:00:00 GMT+0000 (Coordinated Universal Time)"


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        ("Path:ssml\r\n\r\n<speak", "X-RequestId"),
        (
            f"X-RequestId:{'0' * 32}\r\nContent-Type:application/ssml+xml\r\n{HEAD}Z\r\n"
            "Path:ssml\r\n\r\n<speak",
            "SSML is invalid",
        ),
    ],
)
def test_invalid_ssml_is_closed_with_1007(service: EdgeStandIn, frame: str, told: str) -> None:
    """Text that XML can't hold: the client loses the close code, so its frames are sent by hand."""
    with pytest.raises(edge_tts.exceptions.NoAudioReceived):
        ask(service, "字\ufffe")
    config = {"sentenceBoundaryEnabled": "true", "wordBoundaryEnabled": "false"}
    sound = {"metadataoptions": config, "outputFormat": "audio-24khz-48kbitrate-mono-mp3"}

    async def by_hand() -> tuple[int | None, str]:
        query = f"&ConnectionId={'0' * 32}&Sec-MS-GEC={drm.DRM.generate_sec_ms_gec()}"
        url = at(service, constants.WSS_URL) + query + f"&Sec-MS-GEC-Version={VERSION}"
        headers = drm.DRM.headers_with_muid(constants.WSS_HEADERS)
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(url, headers=headers) as socket,
        ):
            await socket.send_str(
                f"{HEAD}\r\nContent-Type:application/json; charset=utf-8\r\nPath:speech.config"
                f"\r\n\r\n{json.dumps({'context': {'synthesis': {'audio': sound}}})}"
            )
            await socket.send_str(frame)
            message = await socket.receive()
            return socket.close_code, str(message.extra)

    code, reason = asyncio.run(by_hand())
    assert code == 1007
    assert told in reason


VERSION = constants.SEC_MS_GEC_VERSION


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("Origin", "https://example.org"),
        ("User-Agent", "curl"),
        ("Cookie", ""),
        ("token", "0" * 64),
    ],
)
def test_strangers_are_refused_with_the_date(service: EdgeStandIn, change: str, value: str) -> None:
    token = value if change == "token" else drm.DRM.generate_sec_ms_gec()
    headers = drm.DRM.headers_with_muid(constants.WSS_HEADERS) | (
        {} if change == "token" else {change: value}
    )
    query = f"&ConnectionId={'0' * 32}&Sec-MS-GEC={token}&Sec-MS-GEC-Version={VERSION}"

    async def connect() -> aiohttp.WSServerHandshakeError:
        async with aiohttp.ClientSession() as session:
            with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                await session.ws_connect(at(service, constants.WSS_URL) + query, headers=headers)
            return caught.value

    refused = asyncio.run(connect())
    assert refused.status == 403
    assert refused.headers is not None
    assert "Date" in refused.headers


def test_first_version_of_the_token_is_known(service: EdgeStandIn) -> None:
    """The plain hash, as edge-tts sent it up to 7.2.8; of the window before as well."""
    now = service.now()
    assert all(len(token) == 64 for token in service.tokens("1"))
    service.ahead = 300
    assert len(service.tokens("1")) == 3
    service.ahead = 0
    assert abs(service.now() - now) < 5


def test_clock_an_hour_ahead_is_followed() -> None:
    with EdgeStandIn(ahead=3600) as service:
        assert sound_in(ask(service, TEXT))
        assert [entry.status for entry in service.log.entries] == [403, None]
    assert drm.DRM.clock_skew_seconds == pytest.approx(3600, abs=5)


def test_voices_are_listed(service: EdgeStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "VOICE_LIST", at(service, constants.VOICE_LIST))
    listed = asyncio.run(edge_tts.list_voices())
    assert {XIAOXIAO, ARIA} <= {voice["ShortName"] for voice in listed}
    assert service.log.voice_lists == 1


def test_tls_is_vouched_for_by_its_own_authority_alone() -> None:
    with EdgeStandIn(tls=True) as service:
        address = f"https://127.0.0.1:{service.port}{BASE}/voices/list"
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            urllib.request.urlopen(address)
        trusting = ssl.create_default_context(cafile=str(service.authority))
        with pytest.raises(urllib.error.HTTPError, match="403") as refused:
            urllib.request.urlopen(address, context=trusting)
        refused.value.close()


ENDED = {
    "403": "WSServerHandshakeError",
    "403-undated": "SkewAdjustmentError",
    "403-misdated": "SkewAdjustmentError",
    **dict.fromkeys(("429", "503", "500", "404", "200", "wrong-accept"), "WSServerHandshakeError"),
    "302": "ClientConnectorError",
    "drop": "ServerDisconnectedError",
    **dict.fromkeys(("no-handshake", "silent", "silent-started", "silent-midway"), "TimeoutError"),
    **dict.fromkeys(("close-at-once", "no-audio"), "NoAudioReceived"),
    **dict.fromkeys(("unknown-path", "unknown-metadata"), "UnknownResponse"),
    **dict.fromkeys(("empty-metadata", "bad-header"), "UnexpectedResponse"),
    "bad-json": "JSONDecodeError",
    "no-headers": "ValueError",
    **dict.fromkeys(("oversized", "bad-utf8", "reserved-bits"), "WebSocketError"),
    **dict.fromkeys(("close-1000", "close-1001", "close-1007", "close-1011"), "less"),
    **dict.fromkeys(("fin", "rst", "half-frame", "half", "half-consistent", "lost-block"), "less"),
    **dict.fromkeys(("no-turn-end", "flipped-bit", "ping", "random-bytes", "html"), "all"),
    **dict.fromkeys(("double-block", "silence"), "more"),
}
"""How edge-tts itself takes each fault: as measured with it against other servers."""


@pytest.mark.parametrize("fault", ENDED)
def test_real_client_ends_as_measured(service: EdgeStandIn, fault: str) -> None:
    service.faults.add(fault)
    whole = sound_of("他走了。", XIAOXIAO, "+0%", "+0Hz")
    assert whole is not None
    try:
        got = len(sound_in(ask(service, "他走了。", connect_timeout=1, receive_timeout=1)))
        ended = "all" if got == len(whole.mp3) else "less" if got < len(whole.mp3) else "more"
    except Exception as error:
        ended = type(error).__name__.replace("SocketTimeoutError", "TimeoutError")
    assert ended == ENDED[fault]
    assert service.log.entries[0].fault == fault


def test_every_fault_is_measured() -> None:
    assert set(ENDED) | {"drip", "linger"} == set(HANDSHAKE | TURN)
    assert set(HANDSHAKE) > FINAL
    assert TRUSTED in constants.WSS_URL
