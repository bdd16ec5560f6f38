"""How commands end: a line, a JSON object where asked for, a status; whatever the streams are."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from boyin.cli import main
from boyin.cli.boundary import ended
from boyin.cli.output import visible
from boyin.cli.statuses import STATUSES, status_of
from boyin.ground import errors
from boyin.ground.errors import ArticleError, BoyinError, DefectError, faults_at
from tests.ground.test_locks import held
from tests.making import PROGRAM, Ran, boyin, write_article

TEXT = "# 题\n\n第一句。第二句。\n"
FULL = Path("/dev/full")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write_article(tmp_path, TEXT)


def shell(line: str, *words: str | Path, cwd: Path | None = None) -> Ran:
    """What a shell makes of a line in which `"$@"` is the command."""
    done = subprocess.run(
        ["bash", "-c", line, "bash", PROGRAM, *words],
        capture_output=True,
        cwd=cwd,
        timeout=100,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def every_error() -> list[type[BoyinError]]:
    found = [BoyinError]
    for kind in found:
        found += kind.__subclasses__()
    return found


def test_every_kind_of_error_of_the_ground_has_a_status() -> None:
    kinds = {one for one in vars(errors).values() if isinstance(one, type)}
    meant = {one for one in kinds if issubclass(one, BoyinError)}
    assert meant == set(STATUSES)
    assert {status_of(kind("it is so")) for kind in meant} == {1, 3, 70, 75}


def test_statuses_of_the_table_are_those_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "troubleshooting.md").read_text("utf-8")
    rows = [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")]
    assert {int(cell) for cell in rows if cell.isdigit()} == {
        *STATUSES.values(),
        *(0, 2, 130, 143),
    }


@pytest.mark.parametrize(
    ("words", "status", "kind"),
    [
        (("show", "article.md"), 0, None),
        (("show", "missing.md"), 1, "article"),
        (("show", "article.md", "--cast", "nobody.yaml"), 1, "cast"),
        (("show",), 2, "usage"),
        (("nothing",), 2, "usage"),
        (("make", "article.md", "--cast", "tone", "-o", "article.md/out"), 3, "output"),
        (("inspect", "article.md"), 1, "sound"),
    ],
)
def test_status_says_who_can_mend_it_and_json_says_why(
    words: tuple[str, ...], status: int, kind: str | None, article: Path, empty_cache: Path
) -> None:
    ran = boyin(*words, cwd=article.parent)
    assert (ran.status, "Traceback" in ran.err) == (status, False)
    told = boyin(*words, "--json", cwd=article.parent)
    assert told.status == status
    document = json.loads(told.out)
    assert document.get("error", {}).get("kind") == kind
    if kind:
        error = document["error"]
        assert error["status"] == status
        assert error["message"] in told.err, "people are told, too"
        assert set(error) == {"kind", "status", "message", "place", "file", "line", "remedy"}


def test_busy_is_to_be_tried_again(article: Path, tmp_path: Path, empty_cache: Path) -> None:
    with held(tmp_path / "out" / "ti", empty_cache):
        ran = boyin("make", article, "--cast", "tone", "-o", tmp_path / "out", "--json")
    assert ran.status == 75
    assert json.loads(ran.out)["error"]["kind"] == "busy"


def test_error_in_a_line_names_file_and_line(tmp_path: Path) -> None:
    path = write_article(tmp_path, "---\nimages: some\n---\n文。\n")
    error = json.loads(boyin("show", path, "--json").out)["error"]
    assert (error["file"], error["line"]) == (str(path), 2)
    assert error["remedy"].startswith("Choose: ")


def test_what_nobody_foresaw_is_a_fault_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> None:
        with faults_at("a.md:7"):
            int("²")

    assert ended(command, in_json=True) == 70
    out, err = capsys.readouterr()
    assert err.startswith("boyin: a.md:7: a fault of boyin, please report it: ValueError in test_")
    assert err.count("\n") == 1
    assert json.loads(out)["error"]["line"] == 7


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (ZeroDivisionError("all\nof\nit"), 70),
        (RecursionError(), 70),
        (MemoryError(), 3),
        (OSError(5, "Input/output error", "/a/b"), 3),
        (BrokenPipeError(32, "Broken pipe"), 0),
        (ArticleError("is empty"), 1),
    ],
)
def test_no_exception_leaves_a_command(
    raised: Exception, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def command() -> None:
        raise raised

    assert ended(command, in_json=False) == status
    err = capsys.readouterr().err
    assert err.count("\n") == (status > 0)


def test_traceback_is_had_by_asking(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOYIN_DEBUG", "1")
    assert ended(lambda: int("²"), in_json=False) == 70
    assert "Traceback" in capsys.readouterr().err


def test_faults_let_errors_pass_that_are_meant() -> None:
    for kind in (ArticleError, DefectError, OSError, MemoryError, KeyboardInterrupt):
        with pytest.raises(kind), faults_at("a.md:1"):
            raise kind("so")


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
@pytest.mark.parametrize("words", [("show", "article.md"), ("--help",), ("voices", "--json")])
def test_what_can_not_be_printed_is_an_error_in_a_line(
    words: tuple[str, ...], article: Path
) -> None:
    ran = shell('"$@" > /dev/full', *words, cwd=article.parent)
    assert ran.status == 3
    assert ran.err.startswith("boyin: ")
    assert ran.err.endswith("No space left on device\n")
    assert ran.err.count("\n") == 1


STREAMS = (
    *("> /dev/full", "--json > /dev/full", "2> /dev/full", "> /dev/full 2> /dev/full"),
    *(">&-", "2>&-", ">&- 2>&- <&-", "| head -0"),
)


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
@pytest.mark.parametrize("streams", STREAMS)
def test_episode_that_is_made_is_a_success_whatever_the_streams_are(
    streams: str, article: Path
) -> None:
    make = f'set -o pipefail; "$@" make article.md --cast tone -o out {streams}'
    ran = shell(make, cwd=article.parent)
    assert ran.status == 0
    assert "Traceback" not in ran.err
    assert (article.parent / "out" / "ti" / "ti.mp3").is_file()


@pytest.mark.parametrize("streams", ["2>&-", "2> /dev/full", ">&- 2>&-"])
def test_failure_is_a_status_where_nobody_can_be_told(streams: str, tmp_path: Path) -> None:
    assert shell(f'"$@" show missing.md {streams}', cwd=tmp_path).status == 1


def test_reader_that_has_enough_ends_the_command_quietly(tmp_path: Path) -> None:
    article = write_article(tmp_path, "一句话。" * 20_000)
    for words in ("show article.md", "read article.md", "show article.md --json"):
        ran = shell(f'set -o pipefail; "$@" {words} | head -1', cwd=article.parent)
        assert (ran.status, ran.err) == (0, ""), words
        assert ran.out.count("\n") == 1


def test_closed_streams_are_not_given_to_files(article: Path) -> None:
    # The first file that a program opens gets the lowest number that is free.
    ran = shell('"$@" make article.md --cast tone -o out -q 2>&- >&-', cwd=article.parent)
    assert ran.status == 0
    for path in article.parent.rglob("*"):
        assert path.is_dir() or b"boyin:" not in path.read_bytes()[:200]


def unwritable(path: Path) -> str:
    return os.fsdecode(os.fsencode(path) + b"\xff")


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
@pytest.mark.parametrize("text", [TEXT, "第一句。第二句。\n"], ids=["titled", "untitled"])
def test_names_that_are_no_text_are_as_good_as_others(
    text: str, tmp_path: Path, empty_cache: Path
) -> None:
    folder = Path(unwritable(tmp_path / "folder"))
    folder.mkdir()
    article = Path(unwritable(folder / "a")).with_suffix(".md")
    article.write_text(text, encoding="utf-8")
    for _ in range(2):
        ran = boyin("make", article, "--cast", "tone", "-o", unwritable(folder / "out"), "--json")
        assert ran.status == 0, ran.err
        mp3 = Path(json.loads(ran.out)["mp3"])
        assert mp3.is_file()
    assert "Traceback" not in ran.err
    shown = boyin("plan", article, "--cast", "tone", "-o", unwritable(folder / "out"))
    assert "\\xff" in shown.out, "the byte is seen"


def test_folder_that_is_gone_takes_no_episode_with_it(article: Path, tmp_path: Path) -> None:
    gone = 'mkdir gone && cd gone && rmdir ../gone && "$@"'
    out = tmp_path / "out"
    ran = shell(gone, "make", article, "--cast", "tone", "-o", out, cwd=tmp_path)
    assert ran.status == 0, ran.err
    assert (out / "ti" / "ti.mp3").is_file()
    again = shell(gone, "make", article, "--cast", "tone", "-o", out, cwd=tmp_path)
    assert again.out.endswith(" The sound is that of the last build.\n")
    assert shell(gone, "show", "article.md", cwd=tmp_path).status == 1


RAW = "\x1b]0;X\x07\x1b[2J\u202e\x9b31m\u2066"


def test_what_a_terminal_would_obey_is_seen() -> None:
    assert visible(f"题{RAW}字\n\t") == ("题\\x1b]0;X\\x07\\x1b[2J\\u202e\\x9b31m\\u2066字\n\t")
    assert visible("a\udcffb\ud800") == "a\\xffb\\ud800"
    assert visible("👩‍👩‍👧 é café") == "👩‍👩‍👧 é café"


@pytest.mark.parametrize("more", [(), ("--json",)])
@pytest.mark.parametrize("command", ["show", "read", "lint", "plan", "make"])
def test_no_command_prints_what_a_terminal_would_obey(
    command: str, more: tuple[str, ...], tmp_path: Path, empty_cache: Path
) -> None:
    text = f"# 题{RAW}\n\n![]({RAW}.png)\n\n字{RAW}后“{RAW}”。\n\n```\n{RAW}\n```\n"
    article = write_article(tmp_path, text)
    if command == "make":
        more = (*more, "--cast", "tone", "-o", str(tmp_path / "out"))
    for ran in (boyin(command, article, *more), boyin(command, f"{article}{RAW}", *more)):
        assert visible(ran.out + ran.err) == ran.out + ran.err
        assert "Traceback" not in ran.err
    if "--json" in more and command != "read":
        json.loads(ran.out)


def test_json_is_the_same_value_with_escapes(tmp_path: Path) -> None:
    ran = boyin("show", write_article(tmp_path, "`a\u202eb`字。"), "--json")
    assert "\\u202e" in ran.out
    source = "".join(one["written"] for one in json.loads(ran.out)["segments"])
    assert "\u202e" in source


def test_encoding_that_lacks_a_character_is_no_failure(article: Path) -> None:
    ran = boyin("show", article, env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert ran.status == 0
    assert "\\u9898" in ran.out


def test_only_one_module_prints() -> None:
    def prints(text: str) -> bool:
        return "click.echo(" in text or "print(" in text

    folder = Path(__file__).parents[2] / "src" / "boyin"
    found = {
        path.name
        for path in folder.rglob("*.py")
        if prints(path.read_text("utf-8").replace("fingerprint(", ""))
    }
    assert found == {"output.py"}


def test_runner_of_click_sees_the_statuses(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["show", str(tmp_path / "no.md")]).exit_code == 1
    assert CliRunner().invoke(main, ["--version"]).exit_code == 0
