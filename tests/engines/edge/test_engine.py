"""The edge engine keeps the contract against a stand-in, and proves what it lets through."""

import inspect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boyin.engines.base import Voice
from boyin.engines.edge import EdgeEngine
from boyin.engines.edge.admission import admit, check_frames, letters
from boyin.engines.edge.faults import FaultError
from boyin.engines.edge.habits import Habits, Traits, traits_of
from boyin.engines.edge.request import Answer, Sentence
from boyin.engines.edge.respelling import respell
from boyin.engines.edge.service import service_from_environment
from boyin.engines.edge.text import MOST_BYTES, parts_of, sendable
from boyin.engines.edge.voices import known_voices
from boyin.ground.errors import BoyinError, CastError, ReadingError
from boyin.master.calibration import level_of
from boyin.pronunciation.lexicon import InContext, Lexicon, shipped_lexicon
from tests.edge_stand_in import EdgeStandIn
from tests.edge_stand_in.sound import silence_of, sound_of
from tests.engines.contract import EngineContract

LIMITS = "connect=10,idle=20,total=60,pause=0.2"
"""Long enough for a machine that has other things to do."""
XIAOXIAO = "zh-CN-XiaoxiaoNeural"
TEXT = "赛车越来越快。可是看台上的观众一年比一年少。"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgeEngine]:
    with EdgeStandIn() as service, pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOYIN_CACHE", str(tmp_path_factory.mktemp("cache")))
        for name, value in service.environment(limits=LIMITS).items():
            patch.setenv(name, value)
        yield EdgeEngine()


class TestContract(EngineContract):
    """The edge engine, as every engine."""


def test_recording_knows_its_sentences(engine: EdgeEngine) -> None:
    recording = engine.synthesize(TEXT, Voice(XIAOXIAO))
    assert "".join(one.text for one in recording.boundaries) == TEXT
    ends = [moment for one in recording.boundaries for moment in (one.start, one.end)]
    assert ends == pytest.approx(sorted(ends), abs=1)
    assert 0 < ends[0] < ends[-1] < recording.samples.size


def test_text_too_long_for_one_request_is_whole(engine: EdgeEngine) -> None:
    recording = engine.synthesize(TEXT * 60, Voice(XIAOXIAO))
    assert "".join(one.text for one in recording.boundaries) == TEXT * 60


def answer() -> Answer:
    sound = sound_of(TEXT, XIAOXIAO, "+0%", "+0Hz")
    assert sound is not None
    sentences = tuple(Sentence(one.text, one.start, one.end) for one in sound.sentences)
    return Answer(sound.mp3, sentences)


def test_whole_answer_is_admitted() -> None:
    samples = admit(answer(), TEXT, speed=1.0)
    assert samples.dtype == np.float32


WHOLE = answer()
DAMAGED = {
    "empty": (replace(WHOLE, mp3=b""), "no sound"),
    "a page": (replace(WHOLE, mp3=b"<html>" * 100), "no sound"),
    "a byte lost": (replace(WHOLE, mp3=WHOLE.mp3[:-1]), "damaged"),
    "a byte lost within": (replace(WHOLE, mp3=WHOLE.mp3[:500] + WHOLE.mp3[501:]), "damaged"),
    "half": (replace(WHOLE, mp3=WHOLE.mp3[: 144 * 60]), "cut short"),
    "silence": (replace(WHOLE, mp3=silence_of(len(WHOLE.mp3) / 6000)), "silence"),
    "a sentence lost": (replace(WHOLE, sentences=WHOLE.sentences[:1]), "not all of it"),
    "no sentences": (replace(WHOLE, sentences=()), "no times"),
    "sentences turned round": (replace(WHOLE, sentences=WHOLE.sentences[::-1]), "not all of it"),
    "twice": (replace(WHOLE, mp3=WHOLE.mp3 * 2), "too long"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_answer_that_is_not_all_of_it_is_a_fault(case: str) -> None:
    damaged, name = DAMAGED[case]
    with pytest.raises(FaultError) as caught:
        admit(damaged, TEXT, speed=1.0)
    assert caught.value.name == name


def test_frame_that_needs_a_lost_one_is_a_fault() -> None:
    # Byte 4 of a frame says how many bytes before it its data begins: here there are none.
    mp3 = bytearray(WHOLE.mp3)
    assert check_frames(bytes(mp3)) == len(mp3) // 144
    mp3[4] = 1
    with pytest.raises(FaultError, match="missing"):
        check_frames(bytes(mp3))


USUAL = traits_of(WHOLE, admit(WHOLE, TEXT, speed=1.0), TEXT)


def check_often(habits: Habits, found: Sequence[Traits]) -> int:
    """After how many of these recordings of one text one is taken."""
    seen = Counter[int]()
    for times, one in enumerate(found, 1):
        try:
            habits.check(one, seen)
        except FaultError:
            continue
        return times
    raise AssertionError("none is taken")


@pytest.mark.parametrize(
    "found",
    [
        replace(USUAL, tail=USUAL.tail - 0.12, size=USUAL.size - 720),
        replace(USUAL, tail=USUAL.tail + 0.12, size=USUAL.size + 720),
        replace(USUAL, seconds=USUAL.seconds / 2),
        replace(USUAL, seconds=USUAL.seconds * 2 + 1),
    ],
)
def test_recording_unlike_its_voice_is_taken_only_if_it_stays_so(
    found: Traits, caplog: pytest.LogCaptureFixture
) -> None:
    habits = Habits()
    for _ in range(3):
        habits.check(USUAL, Counter())
    assert check_often(habits, [found] * 5) == 3
    assert len(caplog.records) == 1
    assert "listen to it" in caplog.text
    assert check_often(habits, [found, USUAL]) == 2


def test_pace_is_each_voices_own_and_means_nothing_for_digits() -> None:
    habits = Habits()
    for _ in range(3):
        habits.check(replace(USUAL, seconds=USUAL.seconds / 2), Counter())
    habits.check(replace(USUAL, seconds=USUAL.seconds / 2), Counter())
    assert habits.oddity(replace(USUAL, seconds=USUAL.seconds * 1.5))
    assert not habits.oddity(replace(USUAL, seconds=USUAL.seconds * 1.5, syllables=0.0))


def test_voice_without_habits_is_taken_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    # Never the same: what is usual can't be learnt.
    all_odd = [replace(USUAL, tail=n * 0.2, size=n) for n in range(100)]
    habits = Habits()
    asked = [check_often(habits, all_odd[n * 10 : n * 10 + 10]) for n in range(9)]
    assert asked == [4] * 5 + [1] * 4
    assert len(caplog.records) == 5


@given(st.text(st.sampled_from("一二三。，！a b.&<\n"), max_size=4000))
def test_parts_are_short_and_all_of_the_text(text: str) -> None:
    try:
        text = sendable(text)
    except ReadingError:
        return
    parts = parts_of(text)
    assert letters("".join(parts)) == letters(text)
    assert all(letters(part) for part in parts)
    assert all(
        len(p.replace("&", "&amp;").replace("<", "&lt;").encode()) <= MOST_BYTES for p in parts
    )


def test_nothing_unsendable_is_sent() -> None:
    assert sendable("一\x00\x0b\ufffe\ud800\u3000二\n") == "一 二"


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("单田芳说书", "擅田芳说书"),
        ("去重庆的银行", "去重庆的银行"),
        ("没有词条", "没有词条"),
        ("他还书，还来", "他环书，还来"),
        ("银行长大了", "银行长大了"),
        ("行长来了", "刑长来了"),
    ],
)
def test_lexicon_is_written_as_it_sounds(written: str, sent: str) -> None:
    own = Lexicon(
        mandarin={**shipped_lexicon().mandarin, "行长": ("xing2", "zhang3")},
        contexts={"还": (InContext(("huan2",), before=("书",)),)},
    )
    assert respell(written, own) == sent


def test_english_words_are_respelled_whole() -> None:
    lexicon = Lexicon(respellings={"Qwen": "chwen"})
    assert respell("用Qwen和Qwenty", lexicon) == "用chwen和Qwenty"


@pytest.mark.parametrize(
    "name", ["evil", f"{XIAOXIAO}'></voice>", "ja-JP-NanamiNeural", "zh-CN-NobodyNeural", ""]
)
def test_voice_that_can_not_be_asked_for_is_refused(engine: EdgeEngine, name: str) -> None:
    with pytest.raises(CastError):
        engine.check_voice(Voice(name))


def test_english_voice_is_not_given_chinese(engine: EdgeEngine) -> None:
    voice = Voice("en-US-AriaNeural")
    with pytest.raises(CastError, match="reads English"):
        engine.pronounce(TEXT, "zh", voice=voice, lexicon=shipped_lexicon())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOYIN_EDGE_SERVICE", "ws://example.com:80"),
        ("BOYIN_EDGE_SERVICE", "ws://localhost:80"),
        ("BOYIN_EDGE_SERVICE", "http://127.0.0.1:80"),
        ("BOYIN_PROXY", "socks5://127.0.0.1:80"),
        ("BOYIN_EDGE_PARALLEL", "9"),
    ],
)
def test_environment_that_can_not_be_followed_is_an_error(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BoyinError):
        service_from_environment()


def test_proxy_for_https_counts_where_the_host_is_not_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("BOYIN_EDGE_SERVICE", "WSS_PROXY", "wss_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    assert service_from_environment().proxy == "http://127.0.0.1:1"
    monkeypatch.setenv("wss_proxy", "http://127.0.0.1:2")
    assert service_from_environment().proxy == "http://127.0.0.1:2"
    monkeypatch.setenv("no_proxy", ".bing.com")
    assert service_from_environment().proxy is None


def test_level_of_a_voice_is_measured_and_kept(engine: EdgeEngine) -> None:
    level = level_of(engine, Voice(XIAOXIAO))
    assert -40 < level.loudness < -10
    assert level_of(EdgeEngine(), Voice(XIAOXIAO)) == level


def test_edge_tts_has_what_we_hold_on_to() -> None:
    """Parts of edge-tts and aiohttp that are no interface: a version without them must not pass."""
    import aiohttp
    from aiohttp.client_reqrep import ClientRequest
    from edge_tts import Communicate, communicate, constants, voices

    assert Communicate("text").state["cumulative_audio_bytes"] == 0
    source = inspect.getsource(communicate)
    assert '"turn.end"' in source
    assert source.count('self.state["cumulative_audio_bytes"] += ') == 1
    for module in (communicate, voices):
        assert hasattr(module, "_SSL_CTX")
    assert "{WSS_URL}&ConnectionId" in source
    assert "{VOICE_LIST}&Sec-MS-GEC" in inspect.getsource(voices)
    assert constants.WSS_URL.startswith("wss://speech.platform.bing.com/")
    assert {"self", "req", "traces", "timeout"} == {
        *inspect.signature(aiohttp.TCPConnector.connect).parameters
    }
    assert "abort_ssl" in inspect.signature(aiohttp.TCPConnector.close).parameters
    assert callable(ClientRequest.update_proxy)


def test_known_voices_are_distinct() -> None:
    names = [voice.name for voice in known_voices()]
    assert len(set(names)) == len(names)
