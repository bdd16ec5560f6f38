"""`boyin inspect` tells what is in the file: known sounds give known figures, faults are named."""

import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from boyin.builds.pipeline import make_episode
from boyin.cli.inspect import command
from boyin.ground.errors import BoyinError, EpisodeError, SoundError
from boyin.ground.files import sha256_of
from boyin.inspection.inspection import Inspection, inspect_episode, inspection_json
from boyin.inspection.picture import draw
from boyin.master.mp3 import Mp3Format, encode_frames, write_mp3
from boyin.sound.samples import Samples
from boyin.timeline.timeline import RATE
from tests.making import ARTICLE, boyin, write_article


@pytest.fixture(scope="module")
def episode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a hummed episode."""
    folder = tmp_path_factory.mktemp("inspect")
    made = make_episode(write_article(folder, ARTICLE), cast="tone", output=folder / "output")
    return made.episode.mp3.parent


@pytest.fixture(scope="module")
def found(episode: Path) -> Inspection:
    return inspect_episode(episode)


@pytest.fixture
def copy(episode: Path, tmp_path: Path) -> Path:
    """The episode, to be spoiled."""
    return Path(shutil.copytree(episode, tmp_path / episode.name))


def write_sound(path: Path, samples: Samples) -> None:
    with path.open("wb") as file:
        write_mp3(file, encode_frames([samples]), samples=samples.size)


def sine(seconds: float, level_db: float) -> Samples:
    turns = 2 * np.pi * 1000 * np.arange(round(seconds * RATE)) / RATE
    return (10 ** (level_db / 20) * np.sin(turns)).astype(np.float32)


def test_episode_is_what_its_manifest_says(found: Inspection, episode: Path) -> None:
    document = json.loads((episode / "episode.json").read_bytes())
    assert list(found.faults()) == []
    assert found.chapters_agree()
    assert found.sound.seconds == pytest.approx(document["duration"], abs=0.001)
    assert [one.name for one in found.sound.voices] == ["tone_low", "tone_middle", "tone_high"]
    spoken = sum(one["end"] - one["start"] for one in document["segments"])
    assert sum(one.seconds for one in found.sound.voices) == pytest.approx(spoken, abs=0.01)
    assert found.sound.speech == pytest.approx(spoken / document["duration"], abs=0.05)
    assert found.music is not None
    assert found.sound.speech is not None
    assert found.music + found.sound.speech + found.sound.silence == pytest.approx(1)
    assert dict(found.tag.texts)["title"] == "世界处于危险之中"
    assert [one.title for one in found.tag.chapters] == ["开场", "第一章", "第二章"]


def test_known_sound_has_its_figures(tmp_path: Path) -> None:
    pause = np.zeros(3 * RATE, dtype=np.float32)
    write_sound(tmp_path / "a.mp3", np.concatenate([sine(6, -20), pause, sine(3, -20)]))
    found = inspect_episode(tmp_path / "a.mp3", target=-23)
    # One channel of the tone that has -23 LUFS at -23 dBFS in two.
    assert found.sound.loudness.integrated == pytest.approx(-23, abs=0.2)
    assert found.sound.loudness.true_peak == pytest.approx(-20, abs=0.4)
    assert found.sound.silence == pytest.approx(0.25, abs=0.01)
    assert (found.sound.speech, found.music, found.sound.voices) == (None, None, ())
    assert list(found.faults()) == ["There is no ID3v2 tag."]
    assert found.source.notes == ("There is no episode.json beside it.",)
    assert inspection_json(found)["shares"]["speech"] is None


def test_voices_are_measured_apart(tmp_path: Path, copy: Path) -> None:
    document = json.loads((copy / "episode.json").read_bytes())
    mp3 = copy / document["files"][0]["name"]
    write_sound(mp3, np.concatenate([sine(4, -20), sine(4, -26)]))
    document["segments"] = [
        {"voice": "loud", "start": 0.0, "end": 3.9},
        {"voice": "soft", "start": 4.1, "end": 6.0},
        {"voice": "soft", "start": 6.0, "end": 8.0},
    ]
    _rewrite(copy, document)
    found = inspect_episode(copy)
    levels = [one.loudness.integrated for one in found.sound.voices]
    assert levels == pytest.approx([-23, -29], abs=0.2)
    assert [one.seconds for one in found.sound.voices] == pytest.approx([3.9, 3.9], abs=0.001)
    assert list(found.faults()) == [
        "The loudness is more than 1 LU from its target.",
        "The voices are more than 1 LU apart.",
        "There is no ID3v2 tag.",
        "The chapters in the tag are not those of the manifest.",
    ]


def _rewrite(folder: Path, document: Any) -> None:
    """Writes the manifest so that it tells of the MP3 as it is now."""
    entry = document["files"][0]
    entry["sha256"] = sha256_of(folder / entry["name"])
    (folder / "episode.json").write_text(json.dumps(document), encoding="utf-8")


def test_peak_over_the_limit_is_a_fault(tmp_path: Path) -> None:
    write_sound(tmp_path / "a.mp3", sine(2, -0.5))
    assert "The true peak is over -1 dBTP." in inspect_episode(tmp_path / "a.mp3").faults()


def test_mp3_that_was_changed_is_looked_at_alone(copy: Path) -> None:
    mp3 = next(copy.glob("*.mp3"))
    mp3.write_bytes(mp3.read_bytes()[:-2000])
    for path in (copy, mp3):
        found = inspect_episode(path)
        assert found.sound.voices == ()
        assert found.source.notes[0].startswith("The MP3 was changed after it was made")
    (copy / "episode.json").unlink()
    found = inspect_episode(copy)
    assert found.source.mp3 == mp3
    assert len(found.tag.chapters) == 3


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.mp3", None, "there is no such file or folder"),
        ("empty.mp3", b"", "is empty"),
        ("text.mp3", b"no sound at all " * 1000, "is not an MP3|can't be decoded"),
        (
            "cover.mp3",
            b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(10),
            "is not an MP3|holds no sound",
        ),
    ],
)
def test_what_is_no_mp3_is_refused(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(BoyinError, match=message):
        inspect_episode(tmp_path / name)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "holds no episode"),
        ({"a.mp3": b"", "b.mp3": b""}, "holds several MP3 files"),
        ({"episode.json": b"{"}, "episode.json: can't be read"),
        ({"episode.json": b"[]"}, "episode.json: is no episode's manifest"),
        ({"episode.json": b'{"files": []}'}, "episode.json: is no episode's manifest"),
        (
            {"episode.json": b'{"files": [{"kind": "mp3", "name": "a.mp3", "sha256": ""}]}'},
            "a.mp3: the episode's MP3 is missing",
        ),
    ],
)
def test_folder_that_is_no_episode_is_refused(
    tmp_path: Path, files: dict[str, bytes], message: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(EpisodeError, match=message):
        inspect_episode(tmp_path)


@pytest.mark.parametrize("start", ["soon", None, -1.0, 1e9, float("nan")])
def test_manifest_with_senseless_times_is_refused(copy: Path, start: object) -> None:
    document = json.loads((copy / "episode.json").read_bytes())
    document["segments"][0]["start"] = start
    _rewrite(copy, document)
    with pytest.raises(EpisodeError, match="says senselessly when who speaks"):
        inspect_episode(copy)


def test_mp3_that_changes_its_rate_is_refused(tmp_path: Path) -> None:
    parts = [
        b"".join(encode_frames([sine(0.5, -20)], Mp3Format(rate=rate))) for rate in (44_100, 48_000)
    ]
    (tmp_path / "a.mp3").write_bytes(b"".join(parts))
    with pytest.raises(SoundError, match="changes its rate or channels midway"):
        inspect_episode(tmp_path / "a.mp3")


def colours(data: bytes) -> set[object]:
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    return {colour for _, colour in picture.getcolors(picture.width * picture.height) or ()}


def test_picture_is_the_same_each_time_and_has_a_lane_for_each_voice(found: Inspection) -> None:
    data = draw(found)
    assert draw(found) == data
    assert {(0, 114, 178), (213, 94, 0), (0, 158, 115)} <= colours(data)
    assert Image.open(io.BytesIO(data)).size[0] == 2000


@pytest.mark.parametrize("sound", [sine(0.05, -20), np.zeros(RATE, np.float32), sine(1, -20)])
def test_any_sound_can_be_drawn_and_told(tmp_path: Path, sound: Samples) -> None:
    write_sound(tmp_path / "a.mp3", sound)
    found = inspect_episode(tmp_path / "a.mp3")
    json.dumps(inspection_json(found), allow_nan=False)
    Image.open(io.BytesIO(draw(found))).verify()
    assert CliRunner().invoke(command, [str(tmp_path / "a.mp3")]).exit_code == 0


def test_command_tells_and_draws(episode: Path, tmp_path: Path) -> None:
    ran = boyin("inspect", episode, "--picture", tmp_path / "a.png")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == str(next(episode.glob("*.mp3")))
    assert lines[1].startswith("世界处于危险之中, ")
    assert "  2. 00:0" in ran.out
    assert lines[-1] == "To mend: nothing."
    Image.open(tmp_path / "a.png").verify()
    as_json = json.loads(boyin("inspect", episode, "--json").out)
    assert [one["title"] for one in as_json["chapters"]] == ["开场", "第一章", "第二章"]
    assert as_json["tag"]["version"] == "ID3v2.3"


def test_command_names_what_is_missing(tmp_path: Path) -> None:
    ran = boyin("inspect", tmp_path / "no-such")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == f"boyin: {tmp_path}/no-such: there is no such file or folder\n"
    ran = boyin("inspect", os.devnull)
    assert (ran.status, ran.err) == (1, f"boyin: {os.devnull}: is not a file, nor a folder\n")


def test_not_an_mp3_is_a_sound_error(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"RIFF" + bytes(5000))
    with pytest.raises(SoundError):
        inspect_episode(tmp_path / "a.mp3")
