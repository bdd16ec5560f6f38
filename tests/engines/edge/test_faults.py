"""A service that fails, fault by fault: each has its end, and what was recorded is never lost.

A fault that passes ends in the very bytes of an undisturbed build. A fault that stays ends the
program with one message. Either way nothing is asked for again that came whole.
"""

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.edge_desk import (
    IMPATIENT,
    LIMITS,
    MIDDLE,
    MIDDLE_LINE,
    Desk,
    check_ended,
    check_kept,
    check_rerun,
)
from tests.edge_stand_in.plan import PASSING as EVERY_PASSING
from tests.edge_stand_in.plan import TURN

LAST_WORD = "--cast duo"

NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻"

PASSING = [
    ("F05", ["500", "503"], 1),
    ("F06", ["no-handshake", "drop"], 1),
    ("F07", ["silent"], 1),
    ("F07", ["silent-started"], 1),
    ("F07", ["silent-midway"], 1),
    ("F08", ["close-1000", "close-1001", "close-1007", "close-1011"], 1),
    ("F09", ["fin", "rst", "half-frame"], 1),
    ("F10", ["no-turn-end"], 1),
    ("F11", ["half", "half-consistent"], 1),
    ("F13", ["no-audio"], 2),
    ("F13", ["close-at-once"], 2),
    ("F15", ["random-bytes", "html"], 1),
    ("F15", ["flipped-bit"], 1),
    ("F16", ["lost-block", "double-block"], 1),
    ("F17", ["silence"], 1),
    ("F18", ["unknown-path", "unknown-metadata"], 1),
    ("F18", ["empty-metadata", "bad-json"], 1),
    ("F18", ["no-headers", "bad-header"], 1),
    ("F18", ["oversized", "bad-utf8"], 1),
    ("F18", ["reserved-bits"], 1),
]


@pytest.mark.parametrize(("row", "faults", "times"), PASSING, ids=str)
def test_passing_fault_leaves_no_trace(
    desk: Desk, healthy: tuple[Path, bytes], row: str, faults: list[str], times: int
) -> None:
    """Each befalls `times` connections, one after another, and then all is well."""
    for fault in faults:
        desk.service.faults.add(fault, times=times)
    assert desk.make(IMPATIENT if row in ("F06", "F07") else LIMITS) == healthy[1]
    met = Counter(entry.fault for entry in desk.service.log.entries if entry.fault)
    assert met == Counter(dict.fromkeys(faults, times)), row
    if row == "F07":
        (silent,) = (one for one in desk.service.log.entries if one.fault)
        assert silent.ended is not None
        # Silence has an end of its own, 1.5 s here by the client's clock, long before that of the
        # whole request, 8 s.
        assert 1.4 < silent.ended - silent.began < 5
    assert desk.service.log.completed() == desk.texts()
    check_rerun(desk, healthy[1])


def test_every_fault_that_passes_is_survived_by_the_program(
    desk: Desk, healthy: tuple[Path, bytes]
) -> None:
    """Each befalls a sentence of its own, once; those of the handshake befall the first comers."""
    # A connection that is closed at once has said no text yet.
    of_turns = [name for name in EVERY_PASSING if name in TURN and name != "close-at-once"]
    names = NAMES[: len(of_turns)]
    said = "\n\n".join(f"这个人姓{name}。" for name in names)
    desk.article.write_text(f"---\ntitle: 试\n---\n\n{said}\n", encoding="utf-8")
    for fault, name in zip(of_turns, names, strict=True):
        desk.service.faults.add(fault, text=f"姓{name}", times=1)
    for fault in set(EVERY_PASSING) - set(of_turns):
        desk.service.faults.add(fault, times=1)
    ran = desk.run(BOYIN_EDGE_LIMITS=IMPATIENT.replace("total=8", "total=40"))
    assert (ran.status, ran.err) == (0, "")
    assert {one.fault for one in desk.service.log.entries if one.fault} == set(EVERY_PASSING)
    assert desk.service.log.completed() == desk.texts()
    (mp3,) = desk.out.rglob("*.mp3")
    made = mp3.read_bytes()
    for kept in ("clips", "slices"):
        shutil.rmtree(desk.cache / kept)
    shutil.rmtree(desk.out)
    check_rerun(desk, made)


def test_f02_clock_an_hour_off_is_no_trouble(desk: Desk, healthy: tuple[Path, bytes]) -> None:
    desk.service.ahead = 3600
    ran = desk.run()
    assert (ran.status, ran.err) == (0, "")
    (mp3,) = desk.out.rglob("*.mp3")
    assert mp3.read_bytes() == healthy[1]
    refused = [entry for entry in desk.service.log.entries if entry.status == 403]
    assert 1 <= len(refused) <= 2, "those under way at first, and nobody after them"
    assert desk.service.log.completed() == desk.texts()


def test_f04_everyone_waits_as_long_as_the_service_asks(
    desk: Desk, healthy: tuple[Path, bytes]
) -> None:
    desk.service.faults.retry_after = "3"
    desk.service.faults.add("429", times=1)
    assert desk.make() == healthy[1]
    entries = desk.service.log.entries
    throttled = next(entry for entry in entries if entry.status == 429)
    assert throttled.ended is not None
    later = [entry.began - throttled.ended for entry in entries if entry.began > throttled.ended]
    # Those that set out before the refusal came to us are not called back.
    assert not [wait for wait in later if 0.5 < wait < 2.9]
    assert desk.service.log.completed() == desk.texts()


def test_f12_no_request_can_reach_the_ten_minutes(desk: Desk) -> None:
    # Without a border anywhere it is one segment, of 4,500 bytes; with `&` written as `&amp;`.
    long = "没有停顿的一句话" * 175 + "&" * 60 + "后来" * 100
    desk.article.write_text(f"---\ntitle: 试\n---\n\n{long}。\n", encoding="utf-8")
    (longest,) = (text for text in desk.texts() if len(text.encode()) > 4_000)
    ran = desk.run()
    assert (ran.status, ran.err) == (0, "")
    sent = desk.service.log.completed()
    assert sent.total() == len(desk.service.log.entries) == len(desk.texts()) + 1
    assert max(len(escape(text).encode()) for text in sent) <= 3_000
    assert "".join(text for text in desk.service.log.texts() if text in longest) == longest


def test_f19_slow_but_alive_succeeds(desk: Desk, healthy: tuple[Path, bytes]) -> None:
    desk.service.faults.add("drip", text="试")
    # The whole answer takes far longer than silence may last.
    assert desk.make(limits="connect=10,idle=2.5,total=60") == healthy[1]
    (slow,) = (one for one in desk.service.log.entries if one.fault)
    assert slow.ended is not None
    assert slow.ended - slow.began > 5
    assert desk.service.log.completed() == desk.texts()


def test_f20_clip_is_taken_though_the_server_hangs_on(
    desk: Desk, healthy: tuple[Path, bytes]
) -> None:
    desk.service.faults.add("linger")
    assert desk.make() == healthy[1]
    assert desk.service.log.completed() == desk.texts()
    held = [one.ended - one.said for one in desk.service.log.entries if one.ended and one.said]
    assert len(held) == len(desk.texts())
    # The server would hold on for 20 s, and edge-tts waits for it for 10.
    assert max(held) < 5


@dataclass(frozen=True)
class Staying:
    """A fault that befalls every connection, or every turn with a text, and how that ends."""

    row: str
    fault: str
    message: tuple[str, ...]
    text: str | None = None
    most: int | None = None
    """Connections, until nobody tries any more."""


NOT_LET_IN = ("clock", "upgrade", "region", LAST_WORD)
PLACE = f"article.md:{MIDDLE_LINE}: "
STAYING = [
    Staying("F03", "403", NOT_LET_IN, most=4),
    Staying("F03", "403-undated", NOT_LET_IN, most=4),
    Staying("F03", "403-misdated", NOT_LET_IN, most=4),
    Staying("F14", "no-audio", (PLACE, MIDDLE, "no sound"), text=MIDDLE),
    Staying("F15", "html", (PLACE, MIDDLE), text=MIDDLE),
    Staying("F18", "no-headers", ("unknown", "upgrade edge-tts"), most=16),
    Staying("404", "404", ("HTTP 404",), most=2),
]


@pytest.mark.parametrize("staying", STAYING, ids=lambda one: f"{one.row} {one.fault}")
def test_staying_fault_ends_with_one_message(
    desk: Desk, healthy: tuple[Path, bytes], staying: Staying
) -> None:
    desk.service.faults.add(staying.fault, text=staying.text)
    check_ended(desk, desk.run(), *staying.message)
    check_kept(desk)
    assert staying.most is None or len(desk.service.log.entries) <= staying.most
    check_rerun(desk, healthy[1])


@pytest.mark.parametrize(
    ("voice", "message"),
    [
        ("zh-CN-XiaochenNeural", "no voice 'zh-CN-XiaochenNeural'"),
        ("zh-CN-A'></voice><voice name='evilNeural", "no voice"),
        ("sk-SK-LukasNeural", "sk-SK"),
        ("en-US-AriaNeural", "is Chinese, and en-US-AriaNeural reads English"),
    ],
)
def test_f23_wrong_voice_is_told_before_any_request(desk: Desk, voice: str, message: str) -> None:
    cast = desk.article.with_name("own.yaml")
    cast.write_text(f'engine: edge\nvoices:\n  narration: "{voice}"\n', encoding="utf-8")
    content = cast.read_bytes()
    check_ended(desk, desk.run("--cast", cast), message, statuses=(1,))
    assert cast.read_bytes() == content
    assert not desk.service.log.entries
