"""`boyin retake` and `boyin clip` as a producer uses them, and what `boyin make` makes of it."""

import json
import wave
from pathlib import Path

import av
import pytest

from boyin.builds.made import Made
from boyin.builds.pipeline import make_episode
from boyin.builds.retakes import PACES, Change, clip_sound, retake, undo
from boyin.casts.retakes_file import load_retakes
from boyin.clips.store import ClipStore
from boyin.ground.errors import CastError, TakesError
from boyin.timeline.timeline import RATE
from tests.making import ARTICLE, boyin, write_article

TEXT = "# 题目\n\n甲说了一句话。乙也说了一句。\n\n丙什么都没说。\n"


@pytest.fixture
def article(tmp_path: Path, empty_cache: Path) -> Path:
    return write_article(tmp_path, TEXT)


def make(path: Path) -> Made:
    return make_episode(path, cast="tone", output=path.parent / "output")


def spoken(made: Made, number: int) -> tuple[str, str, str]:
    segment = made.episode.document["segments"][number - 1]
    return segment["written"], segment["spoken"], segment["voice"]


def test_episode_changes_where_it_was_retaken_and_comes_back(article: Path) -> None:
    before = make(article)
    bytes_before = before.episode.mp3.read_bytes()
    done = retake(article, "3", Change(say="乙又说了。", voice="tone_bright"), cast="tone")
    assert done.file == article.with_name("article.takes.yaml")
    after = make(article)
    assert (after.recorded, after.reused) == (0, 4), "it was recorded by the command"
    assert spoken(after, 3) == ("乙也说了一句。", "乙又说了。", "tone_bright")
    assert [spoken(after, n) for n in (1, 2, 4)] == [spoken(before, n) for n in (1, 2, 4)]
    undo(article, done.retake.segment[:5], cast="tone")
    assert not done.file.exists()
    assert make(article).episode.mp3.read_bytes() == bytes_before


def test_plain_retakes_sound_different_each_time_until_that_ends(article: Path) -> None:
    keys = {retake(article, "2", Change(), cast="tone").clip.key for _ in PACES}
    assert len(keys) == len(PACES)
    (entry,) = load_retakes(article.with_name("article.takes.yaml"))
    assert (entry.take, entry.speed) == (1 + len(PACES), PACES[-1])
    with pytest.raises(TakesError, match="tone says the same words at the same speed the same way"):
        retake(article, "2", Change(), cast="tone")


def test_retake_keeps_what_it_is_not_asked_to_change(article: Path) -> None:
    retake(article, "2", Change(say="甲说。", speed=0.8), cast="tone")
    entry = retake(article, "2", Change(voice="tone_high"), cast="tone").retake
    assert (entry.take, entry.say, entry.speed, entry.voice) == (3, "甲说。", 0.8, "tone_high")


def test_retake_of_a_copy_leaves_the_other_its_own(article: Path) -> None:
    article.write_text("甲。乙。丙。", encoding="utf-8")
    retake(article, "2", Change(speed=0.8), cast="tone")
    article.write_text("乙。甲。乙。丙。", encoding="utf-8")
    retake(article, "1", Change(speed=1.2), cast="tone")
    made = make(article)
    lengths = [one["end"] - one["start"] for one in made.episode.document["segments"]]
    assert lengths[2] / lengths[0] > 1.2
    assert len(load_retakes(article.with_name("article.takes.yaml"))) == 2


def test_retake_whose_sentence_is_gone_is_told_kept_and_can_be_undone(
    article: Path, caplog: pytest.LogCaptureFixture
) -> None:
    done = retake(article, "4", Change(speed=0.8), cast="tone")
    article.write_text(TEXT.replace("丙什么都没说", "丙说了"), encoding="utf-8")
    make(article)
    retake(article, "2", Change(), cast="tone")
    told = f"{done.file}:3: the re-take of “丙什么都没说。” is not used: its sentence is gone"
    assert caplog.messages == [told, told], "once by each command"
    assert [one.text for one in load_retakes(done.file)] == ["丙什么都没说。", "甲说了一句话。"]
    assert undo(article, done.retake.segment, cast="tone").text == "丙什么都没说。"
    assert [one.text for one in load_retakes(done.file)] == ["甲说了一句话。"]


def test_retake_of_one_of_two_survives_its_neighbours_edits_and_none_is_dropped(
    tmp_path: Path, empty_cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    article = write_article(tmp_path, "# 题\n\n甲来了。好。乙来了。好。丙来了。\n")
    done = retake(article, "3", Change(say="好啊。"), cast="tone")
    for old, new in (("乙来了。", "乙到了。"), ("甲来了。", "甲到了。")):
        article.write_text(article.read_text("utf-8").replace(old, new), "utf-8")
        made = make(article)
        assert (spoken(made, 3)[1], spoken(made, 5)[1]) == ("好啊。", "好。")
        retake(article, "1", Change(speed=0.9), cast="tone")
    assert spoken(make(article), 3)[1] == "好啊。", "every re-take says anew where the others stand"
    text = article.read_text("utf-8").replace("甲到了。", "新一。").replace("乙到了。", "新二。")
    article.write_text(text.replace("丙来了。", "新三。"), "utf-8")
    caplog.clear()
    assert spoken(make(article), 3)[1] == "好。"
    assert f"{done.file}:" in caplog.text
    assert "which one it was for can't be told" in caplog.text
    retake(article, "3", Change(say="好哇。"), cast="tone")
    entries = {entry.say: entry.segment for entry in load_retakes(done.file)}
    assert entries.keys() == {"", "好哇。", "好啊。"}, "the other one is still in the file"
    assert undo(article, entries["好啊。"], cast="tone").say == "好啊。"


def test_voice_of_another_engine_is_told_and_not_used(
    article: Path, caplog: pytest.LogCaptureFixture
) -> None:
    done = retake(article, "2", Change(voice="tone_bright"), cast="tone")
    text = done.file.read_text(encoding="utf-8")
    text = text.replace("engine: tone", "engine: kokoro").replace("tone_bright", "zm_yunxi")
    done.file.write_text(text, encoding="utf-8")
    assert spoken(make(article), 2)[2] == "tone_low"
    (message,) = caplog.messages
    assert message.endswith("keeps the cast's voice: zm_yunxi is kokoro's, and tone reads here")


@pytest.mark.parametrize(
    ("change", "error"),
    [(Change(voice="nobody"), CastError), (Change(say="שלום"), Exception)],
)
def test_failed_retake_keeps_nothing(
    article: Path, empty_cache: Path, change: Change, error: type[Exception]
) -> None:
    with pytest.raises(error):
        retake(article, "2", change, cast="tone")
    assert [path.name for path in article.parent.iterdir()] == ["article.md"]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("9999", "the article has no segment `9999`"),
        ("zz", "the article has no segment `zz`"),
        ("", "the article has no segment ``"),
        ("line:2", "the article has no segment `line:2`"),
        ("line:x", "the article has no segment `line:x`"),
        ("line:3", "`line:3` may be any of 2 segments"),
    ],
)
def test_segment_that_is_none_or_several_is_told(article: Path, wanted: str, message: str) -> None:
    with pytest.raises(TakesError) as caught:
        clip_sound(article, wanted, cast="tone")
    assert caught.value.message == message
    if "any" in message:
        first, second = (caught.value.remedy or "").splitlines()[1:]
        assert first.endswith(", line 3: 甲说了一句话。")
        assert second.endswith(", line 3: 乙也说了一句。")


def test_segment_is_found_by_number_id_beginning_and_line(article: Path) -> None:
    ran = boyin("show", article, "--json", "--cast", "tone")
    ids = [segment["id"] for segment in json.loads(ran.out)["segments"]]
    for wanted in ("4", ids[3], ids[3][:6], "line:5"):
        assert clip_sound(article, wanted, cast="tone")[0].id == ids[3]
    assert f"  4. {ids[3]}, line 5, narration: 丙" in boyin("show", article).out


def test_commands_say_what_they_did(article: Path, tmp_path: Path) -> None:
    ran = boyin("retake", article, "2", "--cast", "tone", "--say", "甲说3句。")
    entry = load_retakes(article.with_name("article.takes.yaml"))[0]
    assert ran.out.splitlines()[:3] == [
        f"Take 2 of “甲说了一句话。” ({entry.segment})",
        "Voice: tone_low, speed 1.",
        "Spoken: 甲说三句。",
    ]
    ran = boyin("clip", article, "2", "--cast", "tone", "-o", tmp_path / "a.wav")
    assert ran.out.splitlines()[1] == f"Segment {entry.segment}, line 3: 甲说了一句话。"
    ran = boyin("retake", article, "2", "--cast", "tone", "--undo")
    assert ran.out == f"The re-take of “甲说了一句话。” ({entry.segment}) is removed.\n"
    ran = boyin("retake", article, "2", "--cast", "tone", "--undo")
    assert (ran.status, ran.out) == (1, "")
    assert "there is no re-take of “甲说了一句话。”" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["retake", "a.md", "1", "--undo", "--speed", "1"],
        ["retake", "a.md", "1", "--say", " "],
        ["retake", "a.md", "1", "--speed", "3"],
        ["retake", "a.md"],
        ["clip", "a.md", "1", "-o", "a.ogg"],
    ],
)
def test_wrong_usage_is_status_2(words: list[str]) -> None:
    assert boyin(*words).status == 2


def test_clip_is_what_the_episode_holds(tmp_path: Path, empty_cache: Path) -> None:
    path = write_article(tmp_path, ARTICLE)
    made = make(path)
    clips = len(list(empty_cache.rglob("*.wav")))
    segment, samples = clip_sound(path, "5", cast="tone")
    cue = made.episode.document["segments"][4]
    assert cue["written"] == segment.written
    assert samples.size / RATE == pytest.approx(cue["end"] - cue["start"], abs=1e-3)
    assert len(list(empty_cache.rglob("*.wav"))) == clips, "nothing was recorded again"
    assert ClipStore(empty_cache / "clips").folder.is_dir()


@pytest.mark.parametrize("name", ["one.wav", "one.mp3"])
def test_clip_is_written_as_sound(article: Path, tmp_path: Path, name: str) -> None:
    assert boyin("clip", article, "2", "--cast", "tone", "-o", tmp_path / name).status == 0
    samples = clip_sound(article, "2", cast="tone")[1].size
    if name.endswith(".wav"):
        with wave.open(str(tmp_path / name)) as wav:
            assert (wav.getframerate(), wav.getnframes()) == (RATE, samples)
        return
    with av.open(str(tmp_path / name)) as container:
        assert sum(frame.samples for frame in container.decode(audio=0)) == samples


def test_retake_costs_its_own_slice_and_gives_the_bytes_of_a_clean_build(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(article)
    retake(article, "4", Change(voice="tone_bright", speed=0.8), cast="tone")
    plan = json.loads(boyin("plan", article, "--cast", "tone", "--json", cwd=tmp_path).out)
    states = [segment["state"] for segment in plan["segments"]]
    assert (states, plan["clips_to_record"]) == (["kept", "kept", "kept", "changed"], 0)
    again = make(article).episode.mp3.read_bytes()
    monkeypatch.setenv("BOYIN_CACHE", str(tmp_path / "clean"))
    assert make(article).episode.mp3.read_bytes() == again
