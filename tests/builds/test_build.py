"""An episode stands as long as nothing it was made from has changed, and not a moment longer."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from boyin.builds.build import build_episode, standing_episode
from boyin.builds.made import Made
from boyin.builds.pipeline import make_episode
from boyin.builds.plan import plan_episode
from boyin.casts.transitions import sound_of
from boyin.ground.proven import read_proven, write_proven
from tests.making import ARTICLE, boyin, png, write_article

CAST = """\
description: 试音
engine: tone
voices:
  narration: tone_low
  heading: tone_middle
  quotation: tone_middle
  english: tone_high
transitions: {chapter: sting.flac}
"""


@pytest.fixture
def folder(tmp_path: Path, empty_cache: Path) -> Path:
    """An article with everything that can stand beside one, built once."""
    front = "cover: cover.png\ncast: cast.yaml\n"
    pictures = "".join(f"![一张图](pictures/{name}.png)\n\n" for name in ("here", "linked", "not"))
    write_article(tmp_path, ARTICLE.replace("author:", f"{front}author:") + pictures)
    (tmp_path / "pictures").mkdir()
    for name in ("cover.png", "pictures/here.png", "pictures/one.png"):
        (tmp_path / name).write_bytes(png())
    (tmp_path / "pictures/linked.png").symlink_to("one.png")
    (tmp_path / "cast.yaml").write_text(CAST)
    shutil.copy(sound_of("wood", "chapter"), tmp_path / "sting.flac")
    build(tmp_path)
    return tmp_path


def build(folder: Path) -> Made:
    return build_episode(folder / "article.md", output=folder / "output")


def stands(folder: Path) -> bool:
    return standing_episode(folder / "article.md", output=folder / "output") is not None


def inodes(folder: Path) -> list[int]:
    return [path.stat().st_ino for path in sorted((folder / "output").rglob("*"))]


def test_nothing_is_made_again_where_nothing_changed(folder: Path) -> None:
    before = inodes(folder)
    made = build(folder)
    assert inodes(folder) == before
    assert (made.recorded, made.work.slices_encoded) == (0, 0)
    assert made.reused > 0
    assert made.work.slices_reused > 0
    assert made.episode.document == json.loads(made.episode.manifest.read_bytes())


def write(name: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(text)


def edit(name: str, old: str, new: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        path = folder / name
        path.write_text(path.read_text().replace(old, new))

    return change


def damage(name: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        path = next((folder / "output").glob(f"*/{name}"))
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)

    return change


def edit_note(field: str, value: object) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        path = next(folder.glob("cache/builds/*.proven"))
        write_proven(path, read_proven(path) | {field: value})

    return change


def lead_elsewhere(folder: Path) -> None:
    link = folder / "pictures/linked.png"
    (folder / "pictures/other.png").write_bytes(png() + b"\0")
    link.unlink()
    link.symlink_to("other.png")


CHANGES: dict[str, Callable[[Path], object]] = {
    "the article": edit("article.md", "最后一段。", "最后的一段。"),
    "its cast": edit("cast.yaml", "tone_low", "tone_bright"),
    "its cover": lambda folder: (folder / "cover.png").write_bytes(png() + b"\0"),
    "a picture of its": lambda folder: (folder / "pictures/here.png").write_bytes(png() + b"\0"),
    "a picture that was not there": lambda folder: (folder / "pictures/not.png").write_bytes(png()),
    "what a picture is a link to": lead_elsewhere,
    "a lexicon of its own": write("article.lexicon.yaml", "播音: bo1 yin1\n"),
    "its folder's lexicon": write("lexicon.yaml", "播音: bo1 yin1\n"),
    "a re-take": write("article.takes.yaml", ""),
    "its own settings": write("boyin.yaml", "speed: 1.1\n"),
    "a sound of its own": lambda folder: shutil.copy(
        sound_of("glow", "chapter"), folder / "sting.flac"
    ),
    "the sound": damage("*.mp3"),
    "a transcript": damage("*.vtt"),
    "a file of the episode is gone": lambda folder: next(folder.glob("output/*/*.srt")).unlink(),
    "the manifest": damage("episode.json"),
    "the output is gone": lambda folder: shutil.rmtree(folder / "output"),
    "the note": lambda folder: next(folder.glob("cache/builds/*.proven")).write_text("[]"),
    "this boyin": edit_note("edition", "another"),
    "the format of the note": edit_note("work", {"clips": 3}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_makes_a_build(folder: Path, change: Callable[[Path], object]) -> None:
    assert stands(folder)
    change(folder)
    assert not stands(folder)
    build(folder)
    assert stands(folder)
    built = {path.name: path.read_bytes() for path in (folder / "output").glob("*/*")}
    clean = make_episode(folder / "article.md", output=folder / "clean").episode.mp3.parent
    assert built == {path.name: path.read_bytes() for path in clean.iterdir()}


def test_other_wishes_are_other_episodes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article, output = folder / "article.md", folder / "output"
    assert not standing_episode(article, cast="tone", output=output)
    assert not standing_episode(article, output=folder / "elsewhere")
    monkeypatch.setenv("BOYIN_KOKORO_MODEL", "another.onnx")
    assert not stands(folder)


def test_plan_says_that_nothing_is_made(folder: Path) -> None:
    shutil.rmtree(folder / "cache" / "slices")
    planned = plan_episode(folder / "article.md", output=folder / "output")
    assert (planned.clips_to_record, planned.slices_to_encode) == (0, 0)
    assert build(folder).work.slices_encoded == 0


def test_warnings_are_said_again(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    build(folder)
    said = ("the cover has 1 points", "not.png: the picture can't be read")
    assert [one in message for one, message in zip(said, caplog.messages, strict=True)] == [
        True
    ] * 2


OPENED = """\
import os, sys
from pathlib import Path
opened = set()
def hear(event, arguments):
    if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
        if isinstance(arguments[0], (str, os.PathLike)):
            opened.add(os.fspath(arguments[0]))
sys.addaudithook(hear)
from boyin.builds.build import build_episode
folder = Path(sys.argv[1])
build_episode(folder / "article.md", output=folder / "other")
for path in sorted(opened):
    if Path(path).is_file() and Path(path).parent in (folder, folder / "pictures"):
        print(Path(path).name)
"""


def test_everything_that_a_build_reads_is_noted(folder: Path) -> None:
    (folder / "boyin.yaml").write_text("speed: 1.1\n")
    for name in ("lexicon.yaml", "article.lexicon.yaml"):
        (folder / name).write_text("播音: bo1 yin1\n")
    done = subprocess.run(
        [sys.executable, "-c", OPENED, folder], capture_output=True, check=True, timeout=100
    )
    opened = done.stdout.decode().split()
    note = max(folder.glob("cache/builds/*.proven"), key=lambda path: path.stat().st_mtime_ns)
    noted = read_proven(note)["inputs"]
    beside = {"article.md", "cast.yaml", "cover.png", "article.lexicon.yaml"}
    assert beside | {"boyin.yaml", "sting.flac", "here.png", "one.png"} <= set(opened)
    assert set(opened) <= {Path(path).name for path in noted}


def test_what_comes_from_a_pipe_is_built_each_time(folder: Path) -> None:
    words = ("make", "-", "--cast", "tone", "-o", folder / "piped")
    for _ in range(2):
        ran = boyin(*words, stdin=ARTICLE.encode())
        assert ran.status == 0, ran.err
    assert len(list(folder.glob("cache/builds/*.proven"))) == 1
