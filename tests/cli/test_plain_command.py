"""The command line for who hears it: whole lines, what to do first, help that reads aloud."""

import json
import logging
import os
from pathlib import Path

import click
import pytest
import regex
from click.testing import CliRunner

from boyin.cli import COMMANDS, main
from boyin.cli.messages import Repeats, told
from boyin.ground.errors import ArticleError, BoyinError
from tests.cli.test_cli import on_terminal
from tests.making import boyin, write_article

MOVES = regex.compile(r"[\x07\x08\x1b]|\r(?!\n)")
"""What moves a cursor, colours, or rings."""

MANY = "# 题\n\n" + "".join(f"第{number}句话。" for number in range(5))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write_article(tmp_path, MANY)


@pytest.mark.parametrize(
    ("words", "settings"),
    [
        (("--plain",), {}),
        ((), {"BOYIN_PLAIN": "1"}),
        ((), {"TERM": "dumb"}),
    ],
)
def test_progress_on_a_terminal_is_whole_lines_where_it_is_wanted(
    words: tuple[str, ...],
    settings: dict[str, str],
    article: Path,
    tmp_path: Path,
    empty_cache: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    screen = on_terminal("make", article, "--cast", "tone", "-o", tmp_path / "out", *words)
    assert not MOVES.search(screen)
    lines = screen.splitlines()
    assert lines[0] == "Recording 6 segments."
    assert lines[-1].startswith("Recorded 6 of 6 segments, ")


def test_bar_goes_back_in_its_line_where_nobody_minds(
    article: Path, tmp_path: Path, empty_cache: Path
) -> None:
    screen = on_terminal("make", article, "--cast", "tone", "-o", tmp_path / "out")
    assert MOVES.search(screen), "else the tests above could not fail"


TABLES = (
    ("show", "article.md"),
    ("read", "银行有3.5%的行长。"),
    ("lint", "article.md"),
    ("plan", "article.md", "--cast", "tone"),
    ("voices", "--engine", "tone"),
    ("cache",),
    ("cache", "verify"),
    ("cache", "prune"),
    ("doctor",),
)
"""Every command that prints more than the few lines of what it did."""


@pytest.mark.parametrize("words", TABLES, ids=" ".join)
def test_tables_are_lines_of_words_and_can_be_had_as_json(
    words: tuple[str, ...], article: Path, empty_cache: Path
) -> None:
    colourful = os.environ | {"CLICOLOR_FORCE": "1", "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    ran = boyin(*words, cwd=article.parent, env=colourful)
    assert not MOVES.search(ran.out + ran.err)
    for line in ran.out.splitlines():
        # Columns say by their place what they are.
        assert "   " not in line.strip() or words[0] == "read", line
    table = boyin(*words, "--json", cwd=article.parent)
    assert isinstance(json.loads(table.out), dict)


def test_every_command_that_lists_is_among_the_tables() -> None:
    json_too = {
        name for name in COMMANDS for one in command_of(name).params if "--json" in one.opts
    }
    assert json_too == {words[0] for words in TABLES} | {"make", "inspect"}


def command_of(name: str) -> click.Command:
    assert isinstance(main, click.Group)
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


HELP = [(), *((name,) for name in COMMANDS), ("cache", "verify"), ("cache", "prune")]


@pytest.mark.parametrize("words", HELP, ids=" ".join)
def test_help_reads_well_aloud(words: tuple[str, ...]) -> None:
    ran = CliRunner().invoke(main, [*words, "--help"], prog_name="boyin")
    assert ran.exit_code == 0
    for line in ran.output.splitlines():
        assert len(line) <= 80, line
        assert "<=" not in line, line
        assert ">=" not in line, line
        assert line.startswith("Usage: ") or not line.endswith("..."), "it is cut off"
    command: click.Command = main
    for word in words:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word) or command
    for option in command.params:
        if isinstance(option, click.Option) and option.name not in ("help", "version"):
            assert option.help, f"{option.name} says nothing"
            assert option.help.endswith((".", "!", "?")), option.help


@pytest.mark.parametrize(
    ("error", "lines"),
    [
        (BoyinError("it is so"), ["boyin: it is so"]),
        (ArticleError("is empty", place="a.md:1"), ["boyin: a.md:1: is empty"]),
        (
            ArticleError("is UTF-16, not UTF-8", place="a.md", remedy="Save it as UTF-8."),
            ["boyin: Save it as UTF-8.", "boyin: a.md: is UTF-16, not UTF-8"],
        ),
    ],
)
def test_errors_say_first_what_to_do(error: BoyinError, lines: list[str]) -> None:
    assert told(error).splitlines() == lines


def test_warning_that_comes_again_and_again_is_summed_up(
    capsys: pytest.CaptureFixture[str],
) -> None:
    repeats = Repeats()
    said = [
        record.getMessage()
        for number in range(9)
        for template in ("a clip is broken: %s", "%s")
        if repeats.filter(record := logging.LogRecord("", 30, "", 0, template, (number,), None))
    ]
    assert [one for one in said if "clip" in one] == [f"a clip is broken: {n}" for n in range(3)]
    assert len([one for one in said if "clip" not in one]) == 9
    repeats.sum_up()
    assert capsys.readouterr().err == "boyin: 6 more like this: a clip is broken: 8\n"
