"""An episode's file and manifest say the same, to other programs too."""

import hashlib
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import mutagen
import numpy as np
import pytest
from mutagen.id3 import ID3

from boyin.builds.draft import read_script
from boyin.builds.made import Made
from boyin.builds.pipeline import make_episode
from boyin.casts.cast_file import load_cast
from boyin.engines.tone import ToneEngine
from boyin.episode.cover.drawn import draw_cover
from boyin.episode.manifest import Production
from boyin.episode.publish import publish
from boyin.ground.errors import OutputError
from boyin.master.music import read_sounds, rooms_of
from boyin.sound.samples import Samples
from boyin.timeline.timeline import RATE, plan_timeline
from tests.making import ARTICLE, CHAPTERS, frames_of, png, record_tone, visible, write_article

PNG = png()
ROUNDING = 0.0006
"""Chapters are told in milliseconds, segments in tenths of them."""
SLUG = "shi-jie-chu-yu-wei-xian-zhi-zhong"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("episode")


@pytest.fixture(scope="module")
def made(folder: Path) -> Made:
    """An episode of the test's article, hummed, with a cover."""
    path = write_article(folder, ARTICLE.replace("author:", "cover: art/cover.png\nauthor:"))
    (folder / "art").mkdir()
    (folder / "art" / "cover.png").write_bytes(PNG)
    return make_episode(path, cast="tone", output=folder / "output")


@pytest.fixture(scope="module")
def decoded(made: Made) -> Samples:
    with av.open(str(made.episode.mp3)) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


@pytest.fixture(scope="module")
def tag(made: Made) -> Any:
    reader: Any = ID3
    return reader(str(made.episode.mp3), translate=False)


def test_episode_is_where_its_slug_says(made: Made, folder: Path) -> None:
    assert made.episode.mp3 == folder / "output" / SLUG / f"{SLUG}.mp3"
    assert made.episode.manifest == folder / "output" / SLUG / "episode.json"
    told = [one["name"] for one in made.episode.document["files"]]
    there = sorted(path.name for path in (folder / "output" / SLUG).iterdir())
    assert there == sorted(["episode.json", *told])
    assert [path.name for path in (folder / "output").iterdir() if path.is_dir()] == [SLUG]


def test_manifest_on_disk_is_the_one_returned(made: Made) -> None:
    assert json.loads(made.episode.manifest.read_bytes()) == made.episode.document


def test_manifest_holds_the_articles_facts(made: Made) -> None:
    document = made.episode.document
    assert {name: document[name] for name in ("schema", "title", "author", "date", "summary")} == {
        "schema": 1,
        "title": "世界处于危险之中",
        "author": "播音",
        "date": "2026-02-09",
        "summary": "一封辞职信。",
    }
    assert document["cast"] == "tone"
    assert document["engines"] == [{"name": "tone", "fingerprint": ToneEngine.fingerprint}]


def test_manifest_holds_every_segment_as_it_is_heard(made: Made, folder: Path) -> None:
    document = made.episode.document
    _, script, _ = read_script(folder / "article.md", cast="tone")
    segments = document["segments"]
    assert [segment["id"] for segment in segments] == [one.id for one in script.segments]
    assert len({segment["id"] for segment in segments}) == len(segments)
    needed = {"role", "language", "voice", "engine", "chapter", "written", "spoken", "lines"}
    lines = (folder / "article.md").read_text(encoding="utf-8").split("\n")
    for segment in segments:
        assert needed <= segment.keys()
        first, last = segment["lines"]
        assert segment["written"] in "\n".join(lines[first - 1 : last])
    english = [segment for segment in segments if segment["language"] == "en"]
    assert [(one["written"], one["voice"]) for one in english] == [
        ("The world is in peril.", "tone_high")
    ]


def test_segments_follow_each_other_and_lie_in_their_chapters(made: Made) -> None:
    document = made.episode.document
    end = 0.0
    for segment in document["segments"]:
        chapter = document["chapters"][segment["chapter"]]
        assert end < segment["start"] < segment["end"]
        assert chapter["start"] - ROUNDING <= segment["start"]
        assert segment["end"] <= chapter["end"] + ROUNDING
        end = segment["end"]
    assert end < document["duration"]


def test_what_is_skipped_has_a_reason_and_the_rest_is_there(made: Made, folder: Path) -> None:
    document = made.episode.document
    source = (folder / "article.md").read_text(encoding="utf-8")
    stretches = [tuple(skip["span"]) for skip in document["skipped"]]
    stretches += [tuple(span) for segment in document["segments"] for span in segment["spans"]]
    assert "".join(source[start:end] for start, end in sorted(stretches)) == source
    assert all(skip["reason"] for skip in document["skipped"])
    assert {"front matter", "white space", "Markdown mark"} <= {
        skip["reason"] for skip in document["skipped"]
    }


def test_files_are_as_large_and_as_whole_as_told(made: Made) -> None:
    for one in made.episode.document["files"]:
        data = made.episode.mp3.with_name(one["name"]).read_bytes()
        told = (one["bytes"], one["sha256"])
        assert told == (len(data), hashlib.sha256(data).hexdigest())


def test_chapters_are_contiguous_from_zero_to_the_end(made: Made) -> None:
    document = made.episode.document
    chapters = document["chapters"]
    assert tuple(chapter["title"] for chapter in chapters) == CHAPTERS
    borders = [0.0, *(chapter["end"] for chapter in chapters)]
    assert [chapter["start"] for chapter in chapters] == borders[:-1]
    assert borders[-1] == pytest.approx(document["duration"], abs=ROUNDING)


def chapters_told(made: Made) -> list[tuple[Any, Any, Any]]:
    """What the manifest says, at the milliseconds that ID3 has."""
    return [
        (
            chapter["title"],
            pytest.approx(chapter["start"], abs=1e-3),
            pytest.approx(chapter["end"], abs=1e-3),
        )
        for chapter in made.episode.document["chapters"]
    ]


def test_mutagen_reads_the_manifests_chapters(made: Made, tag: Any) -> None:
    (contents,) = tag.getall("CTOC")
    read = [tag[f"CHAP:{name}"] for name in contents.child_element_ids]
    assert [
        (str(one.sub_frames["TIT2"]), one.start_time / 1000, one.end_time / 1000) for one in read
    ] == chapters_told(made)


def test_ffmpeg_reads_the_manifests_chapters(made: Made) -> None:
    with av.open(str(made.episode.mp3)) as container:
        read = [
            (
                chapter["metadata"]["title"],
                float(chapter["start"] * (chapter["time_base"] or 0)),
                float(chapter["end"] * (chapter["time_base"] or 0)),
            )
            for chapter in container.chapters()
        ]
    assert read == chapters_told(made)


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffprobe is not installed")
def test_ffprobe_reads_the_manifests_chapters(made: Made) -> None:
    command = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", str(made.episode.mp3)]
    done = subprocess.run(command, check=True, capture_output=True)
    assert done.stderr == b""
    assert [
        (one["tags"]["title"], float(one["start_time"]), float(one["end_time"]))
        for one in json.loads(done.stdout)["chapters"]
    ] == chapters_told(made)


def test_tag_holds_the_articles_facts_and_cover(made: Made, tag: Any) -> None:
    assert tag.version == (2, 3, 0)
    texts = {name: str(tag[name]) for name in ("TIT2", "TPE1", "TALB", "TYER", "TDAT", "TLAN")}
    assert texts == {
        "TIT2": "世界处于危险之中",
        "TPE1": "播音",
        "TALB": "世界处于危险之中",
        "TYER": "2026",
        "TDAT": "0902",
        "TLAN": "chi",
    }
    (comment,) = tag.getall("COMM")
    assert str(comment) == "一封辞职信。"
    (picture,) = tag.getall("APIC")
    cover = made.episode.mp3.with_suffix(".jpg").read_bytes()
    assert (picture.mime, picture.data) == ("image/jpeg", cover)


def test_decoded_length_is_the_timelines_to_the_sample(made: Made, decoded: Samples) -> None:
    assert decoded.size % 1152 == 0
    assert decoded.size / RATE == pytest.approx(made.episode.document["duration"], abs=5e-5)
    info: Any = mutagen.File(str(made.episode.mp3)).info
    assert info.length == pytest.approx(decoded.size / RATE, abs=1e-6)
    assert (info.bitrate, info.sample_rate, info.channels) == (96_000, 44_100, 1)


@pytest.mark.skipif(shutil.which("mpg123") is None, reason="mpg123 is not installed")
def test_mpg123_decodes_the_same_length(made: Made, decoded: Samples) -> None:
    command = ["mpg123", "--quiet", "-s", str(made.episode.mp3)]
    done = subprocess.run(command, check=True, capture_output=True)
    assert done.stderr == b""
    assert len(done.stdout) // 2 == decoded.size


def test_chapters_start_where_their_headings_are_heard(made: Made, decoded: Samples) -> None:
    for chapter in made.episode.document["chapters"][1:]:
        start = round(chapter["start"] * RATE)
        before = decoded[start - round(0.4 * RATE) : start]
        assert np.abs(before).max() < 1e-3, "the pause before it"
        onset = np.flatnonzero(np.abs(decoded[start:]) > 0.01)[0] / RATE
        assert onset <= 0.05


def test_segments_are_heard_when_the_manifest_says(made: Made, decoded: Samples) -> None:
    for segment in made.episode.document["segments"]:
        start, end = round(segment["start"] * RATE), round(segment["end"] * RATE)
        loud = np.flatnonzero(np.abs(decoded[start:end]) > 0.01)
        assert loud[0] / RATE <= 0.05
        assert (end - start - loud[-1]) / RATE <= 0.09


@pytest.fixture(scope="module")
def production(folder: Path) -> tuple[Production, list[bytes]]:
    """What `publish` is given, and the frames of it."""
    clips, store = record_tone(ARTICLE, folder / "clips")
    path = write_article(folder / "plain")
    article, script, cast = read_script(path, cast="tone")
    rooms = rooms_of(read_sounds(cast))
    timeline = plan_timeline(clips, cast.pacing, titles=script.chapters, rooms=rooms)
    frames = frames_of(clips, store)
    production = Production(
        article=article,
        script=script,
        timeline=timeline,
        cast=load_cast("tone"),
        engines={"tone": ToneEngine()},
        cover=draw_cover(article.title),
    )
    return production, frames


def content(folder: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


class StopError(Exception):
    """Raised in the middle of mastering."""


def breaking(frames: list[bytes], error: BaseException) -> Iterator[bytes]:
    yield from frames[:3]
    raise error


@pytest.mark.parametrize("error", [StopError(), KeyboardInterrupt(), OutputError("no")])
def test_failed_master_leaves_the_last_episode_alone(
    tmp_path: Path, production: tuple[Production, list[bytes]], error: BaseException
) -> None:
    whole, frames = production
    publish(whole, frames, folder=tmp_path / SLUG)
    before = content(tmp_path)
    assert f"{SLUG}/episode.json" in before
    with pytest.raises(type(error)):
        publish(whole, breaking(frames, error), folder=tmp_path / SLUG)
    assert content(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == [SLUG]


def test_frames_that_do_not_fit_the_timeline_are_refused(
    tmp_path: Path, production: tuple[Production, list[bytes]]
) -> None:
    whole, frames = production
    with pytest.raises(OutputError, match="can't be made of"):
        publish(whole, frames[:-3], folder=tmp_path / SLUG)
    assert content(tmp_path) == {}


def test_new_episode_replaces_the_last_and_leaves_other_files(
    tmp_path: Path, production: tuple[Production, list[bytes]]
) -> None:
    whole, frames = production
    (tmp_path / SLUG).mkdir()
    for name in ("notes.txt", f"{SLUG}.mp3"):
        (tmp_path / SLUG / name).write_bytes(b"old")
    episode = publish(whole, frames, folder=tmp_path / SLUG)
    assert content(tmp_path)[f"{SLUG}/notes.txt"] == b"old"
    assert episode.mp3.read_bytes().startswith(b"ID3\x03")


def test_output_that_is_a_file_is_an_error(
    tmp_path: Path, production: tuple[Production, list[bytes]]
) -> None:
    (tmp_path / "output").write_bytes(b"")
    with pytest.raises(OutputError) as caught:
        publish(production[0], production[1], folder=tmp_path / "output" / SLUG)
    assert caught.value.place == str(tmp_path / "output" / SLUG)


def test_same_production_gives_the_same_bytes(
    tmp_path: Path, production: tuple[Production, list[bytes]]
) -> None:
    whole, frames = production
    for name in ("a", "b"):
        publish(whole, frames, folder=tmp_path / name / SLUG)
    assert content(tmp_path / "a") == content(tmp_path / "b")
    assert io.BytesIO(content(tmp_path / "a")[f"{SLUG}/{SLUG}.mp3"]).read(3) == b"ID3"


@pytest.mark.parametrize(
    "field",
    [
        "title: ../../x",
        "title: /etc/x",
        "title: CON",
        f"title: {'长' * 300}",
        "title: \u202egnp.exe",
        "title: .hidden",
        "title: -rf",
        "slug: ../../../etc/passwd",
    ],
)
def test_nothing_is_written_outside_the_output_folder(tmp_path: Path, field: str) -> None:
    article = write_article(tmp_path / "in", f"---\n{field}\n---\n你好。\n")
    made = make_episode(article, cast="tone", output=tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    (folder,) = visible(tmp_path / "out")
    assert made.episode.mp3.parent == folder
    assert folder.name.isascii()
    assert all(len(path.name.encode()) <= 180 for path in folder.iterdir())


def test_a_link_in_the_output_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "yi").symlink_to(tmp_path / "elsewhere")
    article = write_article(tmp_path, "---\ntitle: 一\n---\n你好。\n")
    with pytest.raises(OutputError, match="nothing is written through it"):
        make_episode(article, cast="tone", output=tmp_path / "out")
    assert list((tmp_path / "elsewhere").iterdir()) == []
