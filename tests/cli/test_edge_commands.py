"""What other commands tell of the service, and what a build keeps of its answers, or falls back to.

All against the stand-in, as a user runs them.
"""

import json
import os
from typing import Any

import pytest

from boyin.clips.store import ClipStore
from tests.edge_desk import Desk, check_ended
from tests.edge_stand_in.voices import NAMES
from tests.making import boyin


def doctor(desk: Desk, *words: str, **more: str) -> tuple[int, dict[str, Any]]:
    """The exit status, and every finding by its subject."""
    # The tests' common cache, unless another is named: it has the model already.
    environment = os.environ | desk.service.environment() | more
    ran = boyin("doctor", "--json", *words, env=environment)
    assert ran.err == ""
    return ran.status, {one["subject"]: one for one in json.loads(ran.out)["findings"]}


def test_doctor_asks_after_the_service_only_if_it_is_told_to(desk: Desk) -> None:
    _, findings = doctor(desk)
    assert findings["cache"]["well"]
    assert "edge service" not in findings
    assert not desk.service.log.voice_lists
    _, findings = doctor(desk, "--service")
    assert findings["edge service"]["told"] == f"{len(NAMES)} voices"
    assert findings["clock"]["well"]
    assert not desk.service.log.entries, "nothing is spoken"


@pytest.mark.parametrize(("ahead", "told"), [(3600, "behind"), (-3600, "ahead of")])
def test_doctor_finds_a_clock_that_is_wrong(desk: Desk, ahead: float, told: str) -> None:
    desk.service.ahead = ahead
    status, findings = doctor(desk, "--service")
    assert status == 3
    clock = findings["clock"]
    assert not clock["well"]
    assert clock["told"] in {f"{seconds} s {told} the service's" for seconds in (3599, 3600, 3601)}
    assert "clock" in clock["remedy"]


def test_doctor_touches_no_damaged_clip(desk: Desk) -> None:
    desk.make()
    clip, *_ = sorted((desk.cache / "clips").rglob("*.wav"))
    clip.write_bytes(clip.read_bytes()[:-1])
    before = {path: path.stat().st_mtime_ns for path in desk.cache.rglob("*/*.*")}
    status, findings = doctor(desk, BOYIN_CACHE=str(desk.cache))
    assert status == 3
    assert "1 of " in findings["cache"]["told"]
    assert "boyin cache verify" in findings["cache"]["remedy"]
    after = {path: path.stat().st_mtime_ns for path in desk.cache.rglob("*/*.*")}
    assert {path: time for path, time in after.items() if path.suffix != ".onnx"} == before


def test_voices_of_one_language_are_the_services_own(desk: Desk) -> None:
    words = ("voices", "--engine", "edge", "--language", "zh", "--json")
    ran = boyin(*words, env=os.environ | desk.variables())
    assert (ran.status, ran.err) == (0, "")
    listed = json.loads(ran.out)["voices"]
    assert sorted(one["name"] for one in listed) == sorted(
        name for name in NAMES if name.startswith("zh-")
    )
    assert {one["engine"] for one in listed} == {"edge"}
    assert desk.service.log.voice_lists == 1


def test_fallback_makes_the_whole_episode_and_says_so(desk: Desk) -> None:
    cast = desk.article.with_name("own.yaml")
    cast.write_text(
        "engine: edge\nfallback: tone\nvoices: {narration: zh-CN-YunxiNeural}\n", encoding="utf-8"
    )
    desk.service.faults.add("404", times=1)
    ran = desk.run("--cast", cast)
    assert ran.status == 0, ran.err
    assert "HTTP 404" in ran.err
    assert "the whole episode is made with the cast `tone` instead" in ran.err
    (manifest,) = desk.out.rglob("episode.json")
    document = json.loads(manifest.read_bytes())
    assert document["fallback_from"] == "own"
    plain = desk.out.with_name("plain")
    assert desk.run("--cast", "tone", "-o", plain).status == 0
    fallen, hummed = (
        [path.read_bytes() for path in sorted(folder.rglob("*.mp3"))]
        for folder in (desk.out, plain)
    )
    assert fallen == hummed


def test_voice_that_can_not_be_measured_is_named(desk: Desk) -> None:
    desk.service.faults.add("no-audio", text="清晨的集市")
    ran = desk.run(BOYIN_CACHE=str(desk.cache / "none"))
    check_ended(desk, ran, "zh-CN-XiaoxiaoNeural", "can't be measured", "no sound")


def test_times_of_sentences_are_kept_with_the_clip(desk: Desk) -> None:
    desk.article.write_text("---\ntitle: 试\n---\n\n他说：“好。走吧！”\n", encoding="utf-8")
    desk.make()
    store = ClipStore(desk.cache / "clips")
    takes = [store.find(path.stem) for path in sorted(store.folder.rglob("*.wav"))]
    told = {"".join(one.text for one in take.boundaries): take for take in takes if take}
    assert set(told) >= set(desk.texts())
    for take in told.values():
        moments = [moment for one in take.boundaries for moment in (one.start, one.end)]
        assert moments == sorted(moments)
        assert 0 <= moments[0] < moments[-1] <= take.samples
