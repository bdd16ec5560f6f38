"""The command as a person or a script uses it: output, exit statuses, interruption."""

import contextlib
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
import wave
from pathlib import Path

import av
import pytest

from boyin import __version__
from tests.making import ARTICLE, CHAPTERS, PROGRAM, boyin, run_and_look, visible, write_article

SEGMENTS = 14


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write_article(tmp_path)


def test_make_says_what_came_of_it(article: Path, tmp_path: Path, empty_cache: Path) -> None:
    ran = boyin("make", article, "--cast", "tone", "-o", tmp_path / "out")
    path, length, clips, slices, took = ran.out.splitlines()
    assert ran.status == 0
    assert Path(path).is_file()
    assert length.endswith(", 3 chapters.")
    assert clips == f"Clips: {SEGMENTS} recorded, 0 reused."
    assert slices == "Slices: 14 encoded, 0 reused."
    assert took.endswith(" times real time.")
    assert ran.err.splitlines()[0] == f"Recording {SEGMENTS} segments."
    assert "\x1b" not in ran.err + ran.out
    again = boyin("make", article, "--cast", "tone", "-o", tmp_path / "out")
    assert again.out.splitlines()[2:4] == [
        f"Clips: 0 recorded, {SEGMENTS} reused.",
        "Slices: 0 encoded, 14 reused.",
    ]
    assert again.out.endswith(" The sound is that of the last build.\n")
    assert again.err == ""


def test_make_writes_below_output_unless_told_otherwise(
    article: Path, tmp_path: Path, empty_cache: Path
) -> None:
    ran = boyin("make", article, "--cast", "tone", "-q", cwd=tmp_path)
    assert ran.err == ""
    assert (tmp_path / ran.out.splitlines()[0]).is_relative_to(tmp_path / "output")
    assert (tmp_path / ran.out.splitlines()[0]).is_file()


def test_make_json_prints_json_and_nothing_else(article: Path, tmp_path: Path) -> None:
    ran = boyin("make", article, "--cast", "tone", "--json", "-o", tmp_path / "out")
    summary = json.loads(ran.out)
    assert summary["title"] == "世界处于危险之中"
    assert [chapter["title"] for chapter in summary["chapters"]] == list(CHAPTERS)
    assert summary["clips_recorded"] + summary["clips_reused"] == SEGMENTS
    assert Path(summary["mp3"]).stat().st_size == summary["files"][0]["bytes"]
    manifest = json.loads(Path(summary["manifest"]).read_text(encoding="utf-8"))
    assert manifest["duration"] == summary["duration"]


def test_make_shows_a_bar_on_a_terminal(article: Path, tmp_path: Path, empty_cache: Path) -> None:
    screen = on_terminal("make", article, "--cast", "tone", "-o", tmp_path / "out")
    assert "Recording" in screen
    assert "100%" in screen
    assert f"{SEGMENTS} of {SEGMENTS} segments" in screen


def on_terminal(*words: str | Path) -> str:
    """What a terminal shows of the command's standard error."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [PROGRAM, *map(str, words)], stdout=subprocess.DEVNULL, stderr=theirs
    ) as process:
        os.close(theirs)
        seen = b""
        # Linux reports the other side's hanging up as an error.
        with contextlib.suppress(OSError):
            while select.select([ours], [], [], 60)[0] and (piece := os.read(ours, 4096)):
                seen += piece
        os.close(ours)
    assert process.returncode == 0
    return seen.decode()


def test_show_prints_every_segment(article: Path) -> None:
    ran = boyin("show", article, "--cast", "tone")
    assert ran.status == 0
    assert "Chapter 2: 第一章" in ran.out
    assert "line 16, english: “The world is in peril.”" in ran.out
    assert "  lines 1 to 6, front matter: " in ran.out


def test_show_json_has_the_script(article: Path) -> None:
    script = json.loads(boyin("show", article, "--json").out)
    assert set(script) == {"title", "chapters", "segments", "skipped"}
    assert [chapter["title"] for chapter in script["chapters"]] == list(CHAPTERS)
    assert len(script["segments"]) == SEGMENTS
    keys = {"id", "role", "language", "voice", "chapter", "written", "lines"}
    assert all(keys <= set(segment) for segment in script["segments"])
    assert [s["written"] for s in script["segments"] if s["language"] == "en"] == [
        "The world is in peril."
    ]
    source = "".join(
        ARTICLE[start:end]
        for start, end in sorted(
            [tuple(span) for s in script["segments"] for span in s["spans"]]
            + [tuple(skip["span"]) for skip in script["skipped"]]
        )
    )
    assert source == ARTICLE


def test_show_reads_standard_input() -> None:
    ran = boyin("show", "-", "--json", stdin="他走了。".encode())
    assert [segment["written"] for segment in json.loads(ran.out)["segments"]] == ["他走了。"]


def test_voices_lists_casts_and_voices() -> None:
    ran = boyin("voices")
    assert "  Cast duo: " in ran.out
    assert "  zm_yunxi: kokoro, Mandarin, male" in ran.out
    document = json.loads(boyin("voices", "--json").out)
    assert {cast["name"] for cast in document["casts"]} >= {"duo", "edge", "trio", "tone"}
    kokoro = [voice["language"] for voice in document["voices"] if voice["engine"] == "kokoro"]
    assert (kokoro.count("zh"), kokoro.count("en")) == (8, 8)


@pytest.mark.parametrize("ending", ["wav", "mp3"])
def test_say_writes_a_sound(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    ran = boyin("say", "你好，世界。", "--voice", "tone_low", "-o", path)
    assert (ran.status, ran.out.splitlines()[0]) == (0, str(path))
    with av.open(str(path)) as container:
        seconds = sum(frame.samples for frame in container.decode(audio=0)) / 44_100
    assert 0.8 < seconds < 2.5
    if ending == "wav":
        with wave.open(str(path)) as sound:
            assert (sound.getnchannels(), sound.getframerate()) == (1, 44_100)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["你好", "--voice", "nobody"], "nobody"),
        (["，", "--voice", "tone_low"], "nothing to say"),
    ],
)
def test_say_refuses(tmp_path: Path, words: list[str], message: str) -> None:
    ran = boyin("say", *words, "-o", tmp_path / "a.wav")
    assert ran.status == 1
    assert message in ran.err
    assert not list(tmp_path.iterdir())


def test_version_and_help() -> None:
    assert boyin("--version").out == f"boyin {__version__}\n"
    assert boyin("-h").out == boyin("--help").out
    for command in ("make", "show", "voices", "say"):
        assert f"  {command} " in boyin("-h").out
        assert "Example:" in boyin(command, "-h").out


def test_completion_script_is_printed() -> None:
    ran = boyin(env=os.environ | {"_BOYIN_COMPLETE": "bash_source"})
    assert ran.status == 0
    assert "_boyin_completion" in ran.out


def test_package_runs_as_the_program_does() -> None:
    words = [sys.executable, "-m", "boyin", "--version"]
    ran = subprocess.run(words, capture_output=True, text=True, check=True)
    assert ran.stdout == f"boyin {__version__}\n"


def test_help_loads_no_engine() -> None:
    loaded = {name.split(".")[0] for name in run_and_look("--help")[1]}
    assert not loaded & {"numpy", "av", "onnxruntime", "yaml", "regex", "jieba", "spacy", "misaki"}


@pytest.mark.parametrize(
    "words",
    [
        ["make"],
        ["make", "a", "b"],
        ["nothing"],
        ["say", "x"],
        ["say", "x", "--voice", "tone_low", "-o", "a.ogg"],
    ],
)
def test_wrong_usage_is_status_2(words: list[str]) -> None:
    ran = boyin(*words)
    assert ran.status == 2
    assert ran.err.startswith("Usage: boyin")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("none.md", None, "there is no such file"),
        ("", None, "is a folder, not an article"),
        ("gbk.md", "第一行\n第二行".encode("gbk"), "gbk.md:1: is not UTF-8 text"),
        ("empty.md", b" \n", "is empty"),
        ("only.md", "---\ntitle: 题\n---\n".encode(), "there is nothing to say in it"),
        ("rule.md", b"---\n\n***\n", "there is nothing to say in it"),
        ("broken.md", '---\ntitle: "题\n---\n文'.encode(), "broken.md:3: the front matter is not"),
        ("cast.md", "---\ncast: 无\n---\n文".encode(), "there is no cast `无`"),
        ("sign.md", "前\n\n字שלום。\n".encode(), "sign.md:3: "),
    ],
)
def test_bad_input_is_one_message_and_nothing_written(
    tmp_path: Path, name: str, data: bytes | None, message: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    cast = [] if name == "cast.md" else ["--cast", "tone"]
    ran = boyin("make", tmp_path / name, *cast, "-o", tmp_path / "out")
    assert ran.status == 1
    assert ran.out == ""
    assert ran.err.startswith("boyin: ")
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert not visible(tmp_path / "out")


# A shell starts what it puts in the background with interruptions ignored; a user's terminal does
# not.
UNDISTURBED = (
    "import os, signal, sys\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "os.execv(sys.argv[1], sys.argv[1:])"
)


def test_interruption_keeps_what_is_finished(tmp_path: Path, empty_cache: Path) -> None:
    sentences = "".join(f"这是第{n}句，说得不长也不短。" for n in "一二三四五六七八九")
    path = write_article(tmp_path, f"{sentences}他说：“{sentences}”")
    with subprocess.Popen(
        [sys.executable, "-c", UNDISTURBED, PROGRAM, "make", path, "-o", tmp_path / "out"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        finished = wait_for_clips(empty_cache / "clips", process)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        took = time.monotonic() - began
    assert process.returncode == 130
    assert took < 2
    assert out == b""
    assert err.decode().splitlines()[-1] == "boyin: interrupted; what was recorded is kept."
    assert b"Traceback" not in err
    assert finished <= {clip.name for clip in (empty_cache / "clips").rglob("*.wav")}
    assert not visible(tmp_path / "out")


def wait_for_clips(folder: Path, process: "subprocess.Popen[bytes]") -> set[str]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if clips := {clip.name for clip in folder.rglob("*.wav")}:
            return clips
        time.sleep(0.05)
    raise AssertionError("nothing was recorded")
