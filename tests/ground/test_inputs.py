"""Only files are read: nothing else that stands at a path is waited for."""

import os
from pathlib import Path

import pytest

from boyin.ground.inputs import note_input, noting, open_input, read_input
from tests.making import boyin, write_article

TEXT = "# 题\n\n第一句。\n"


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_pipe_is_an_error_and_nobody_waits_for_a_writer(pipe: Path, tmp_path: Path) -> None:
    for read in (open_input, read_input, note_input):
        with pytest.raises(OSError, match="it is a pipe, not a file"):
            read(pipe)
        with pytest.raises(OSError, match="it is a device, not a file"):
            read(Path("/dev/zero"))
        with pytest.raises(OSError, match="it is a folder, not a file"):
            read(tmp_path)
        with pytest.raises(FileNotFoundError):
            read(tmp_path / "none")


def test_file_is_noted_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    link = tmp_path / "b"
    link.symlink_to(path)
    with noting() as notes:
        assert read_input(link) == b"abc"
        assert note_input(path) == notes[str(link)]


COVERED = "---\ncover: pipe.wav\n---\n" + TEXT
OWN = "transitions: {intro: pipe.wav}\n"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("pipe.md", "", ("show", "pipe.md")),
        ("pipe.md", "", ("read", "pipe.md")),
        ("pipe.md", "", ("read", "--lines", "pipe.md")),
        ("pipe.md", "", ("lint", "pipe.md")),
        ("pipe.md", "", ("inspect", "pipe.md")),
        ("boyin.yaml", TEXT, ("show", "a.md")),
        ("a.lexicon.yaml", TEXT, ("show", "a.md")),
        ("lexicon.yaml", TEXT, ("show", "a.md")),
        ("a.takes.yaml", TEXT, ("show", "a.md")),
        ("pipe.wav", COVERED, ("show", "a.md")),
        ("pipe.wav", TEXT, ("plan", "a.md", "--cast", "tone")),
        ("pipe.yaml", TEXT, ("show", "a.md", "--cast", "pipe.yaml")),
        ("show.yaml", TEXT, ("feed",)),
    ],
)
def test_no_command_waits_for_a_pipe(
    name: str, text: str, words: tuple[str, ...], tmp_path: Path, empty_cache: Path
) -> None:
    if text:
        write_article(tmp_path, text, "a.md")
    if name == "pipe.wav" and text == TEXT:
        write_article(tmp_path, OWN, "boyin.yaml")
    os.mkfifo(tmp_path / name)
    ran = boyin(*words, cwd=tmp_path, timeout=60)
    assert ran.status == 1, ran
    assert name in ran.err
    assert "not a file" in ran.err
    assert "Traceback" not in ran.err
