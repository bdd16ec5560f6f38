"""A plan compares with whatever the last build left, says what it can't use, and writes nothing."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from boyin.builds.pace import FILE, History, Pace, write_history
from boyin.builds.pipeline import make_episode
from boyin.builds.plan import Plan, plan_episode
from tests.edge_desk import Desk
from tests.making import ARTICLE, boyin, run_and_look, write_article

VOICES = ["en-US-AriaNeural", "zh-CN-XiaoxiaoNeural"]


def plan(folder: Path, text: str = ARTICLE) -> Plan:
    return plan_episode(write_article(folder, text), cast="tone", output=folder / "output")


def make(folder: Path, text: str = ARTICLE) -> Path:
    article = write_article(folder, text)
    return make_episode(article, cast="tone", output=folder / "output").episode.manifest


def test_first_build_is_all_new(tmp_path: Path, empty_cache: Path) -> None:
    planned = plan(tmp_path)
    assert {one.state for one in planned.segments} == {"new"}
    assert all(one.to_record for one in planned.segments)
    assert (planned.last_build, planned.gone) == (None, ())
    assert planned.clips_to_record == len(planned.segments)
    assert not empty_cache.exists()
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("text", [ARTICLE, ARTICLE.replace("开头的", "")])
def test_what_was_read_before_loads_no_rule_and_no_dictionary(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch, empty_cache: Path
) -> None:
    made = make(tmp_path)
    write_article(tmp_path, text)
    monkeypatch.chdir(tmp_path)
    out, loaded = run_and_look("plan", "article.md", "--cast", "tone")
    assert f"Against {made.relative_to(tmp_path)}" in out
    assert ("boyin.normalization.rules" in loaded) == (text != ARTICLE)
    assert "pypinyin" not in loaded


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: b"not JSON",
        lambda document: b"[]",
        lambda document: json.dumps(document | {"schema": 99}).encode(),
        lambda document: json.dumps(
            {k: v for k, v in document.items() if k != "segments"}
        ).encode(),
        lambda document: json.dumps(document | {"chapters": []}).encode(),
        lambda document: json.dumps(document | {"segments": [{"id": 1}]}).encode(),
    ],
)
def test_manifest_that_is_no_good_counts_as_none_and_is_said(
    tmp_path: Path,
    empty_cache: Path,
    caplog: pytest.LogCaptureFixture,
    spoil: Callable[[Any], bytes],
) -> None:
    manifest = make(tmp_path)
    manifest.write_bytes(spoil(json.loads(manifest.read_bytes())))
    planned = plan(tmp_path)
    assert planned.last_build is None
    assert f"{manifest} can't be compared with" in caplog.text
    assert (planned.clips_to_record, planned.slices_to_encode) == (0, 0), "the stores are as good"
    assert empty_cache.exists()


def test_chapters_that_change_are_named(tmp_path: Path, empty_cache: Path) -> None:
    make(tmp_path)
    assert plan(tmp_path).chapters_changed == ()
    assert plan(tmp_path, ARTICLE.replace("第一项", "另一项")).chapters_changed == ("第二章",)
    moved = plan(tmp_path, ARTICLE.replace("## 第二章", "## 尾声"))
    assert moved.chapters_changed == ("尾声",)


def test_damaged_entries_are_to_be_made_again_and_left_alone(
    tmp_path: Path, empty_cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make(tmp_path)
    slices = sorted(empty_cache.rglob("*.slice"))
    clips = sorted(empty_cache.rglob("*.wav"))
    for path in (*slices, *clips):
        path.write_bytes(path.read_bytes()[:-1])
    planned = plan(tmp_path)
    assert (planned.clips_to_record, planned.slices_to_encode) == (len(clips), len(slices))
    assert sorted(empty_cache.rglob("*.slice")) == slices
    assert caplog.text == ""


def test_time_is_learnt_from_past_runs(tmp_path: Path, empty_cache: Path) -> None:
    guessed = plan(tmp_path).build_seconds
    make(tmp_path)
    write_history(empty_cache, History({"tone": Pace(48, 10, 1000)}))
    learnt = plan(tmp_path, ARTICLE.replace("第一项", "另一项"))
    assert learnt.build_seconds == pytest.approx(3 / 48 * 1000)
    (empty_cache / FILE).write_bytes(b"{}")
    again = plan(tmp_path, ARTICLE.replace("第一项", "另一项")).build_seconds
    assert again < guessed < learnt.build_seconds


def test_command_prints_what_programs_need(tmp_path: Path) -> None:
    make(tmp_path)
    edited = write_article(
        tmp_path, ARTICLE.replace("第一项", "另外一项").replace("- 第二项\n", "")
    )
    words = ("plan", edited, "--cast", "tone", "-o", tmp_path / "output")
    document = json.loads(boyin(*words, "--json").out)
    assert Counter(one["state"] for one in document["segments"])["changed"] == 1
    assert [one["shown"] for one in document["gone"]] == ["[共2项。]", "第二项"]
    assert (document["clips_to_record"], document["slices_to_encode"]) == (1, 1)
    (asked,) = document["engines"]
    assert (asked["name"], asked["requests"], asked["characters"]) == ("tone", 1, 4)
    assert document["estimated_seconds"] == pytest.approx(4 / 4.8, abs=0.5)
    text = boyin(*words).out.splitlines()
    assert "1 changed, 0 new, 2 gone." in text[1]
    assert "  gone: 第二项" in text
    assert "Chapters that change: 第二章." in text
    folder = tmp_path / "output" / "shi-jie-chu-yu-wei-xian-zhi-zhong"
    assert text[-3:-1] == ["To encode: 1 slice.", f"It goes to {folder}."]


def test_edge_is_planned_without_being_asked(desk: Desk) -> None:
    """No voice is measured and nothing written, whether the cache knows the voices or not."""
    desk.service.faults.add("404")
    for cache, unknown in ((desk.cache, []), (desk.cache / "none", VOICES)):
        before = sorted(desk.cache.rglob("*"))
        ran = desk.plan(BOYIN_CACHE=str(cache))
        assert (ran.status, ran.err) == (0, "")
        document = json.loads(ran.out)
        assert document["voices_to_measure"] == unknown
        assert document["clips_to_record"] == len(document["segments"]) == len(desk.texts())
        assert document["slices_to_encode"] > document["clips_to_record"] / 2
        assert sorted(desk.cache.rglob("*")) == before
    assert not desk.service.log.entries
