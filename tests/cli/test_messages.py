"""Every message of the source, as it would be printed: nothing in it waits to be filled in."""

import ast
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from boyin.cli.messages import Repeats

SOURCE = Path(__file__).parents[2] / "src" / "boyin"
RAW = regex.compile(r"%[srdiga]|%\.\d|(?<!\{)\{[a-z_]+\}")
"""What a template has and a message has not."""
_SIGNS = {"d": 7, "f": 0.5, "g": 0.5, "s": "甲乙"}


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def name_of(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return f"{ast.unparse(function.value)}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


WARNINGS = [
    (place, call)
    for place, call in calls()
    if isinstance(call.args[0] if call.args else None, ast.Constant)
    and name_of(call) in ("_log.warning", "_log.error", "logging.warning")
]


def filled(call: ast.Call) -> logging.LogRecord:
    """A record of the warning, with a word or a number for whatever it tells of."""
    template = ast.literal_eval(call.args[0])
    signs = regex.findall(r"%[-.\d]*([a-z])", template)
    values = tuple(_SIGNS[sign] for sign in signs)
    return logging.LogRecord("boyin", logging.WARNING, "", 0, template, values, None)


@pytest.mark.parametrize(("place", "call"), WARNINGS, ids=[place for place, _ in WARNINGS])
def test_no_warning_shows_its_template(
    place: str, call: ast.Call, capsys: pytest.CaptureFixture[str]
) -> None:
    repeats, record = Repeats(), filled(call)
    assert len(record.args or ()) == len(call.args) - 1, f"{place}: a value is missing"
    said = [record.getMessage() for _ in range(5) if repeats.filter(record)]
    repeats.sum_up()
    summed_up = capsys.readouterr().err
    for message in (*said, summed_up):
        assert not RAW.search(message), place
    if record.msg != "%s":
        assert summed_up == f"boyin: 2 more like this: {record.getMessage()}\n"


def test_warnings_were_found() -> None:
    assert len(WARNINGS) > 10


def test_no_error_shows_a_template() -> None:
    found = 0
    for place, call in calls():
        name = name_of(call).rpartition(".")[2]
        if not name.endswith("Error") and name not in ("wrong", "_wrong", "complain", "say"):
            continue
        for text in (*call.args, *(word.value for word in call.keywords)):
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                found += 1
                assert not RAW.search(text.value), f"{place}: {text.value}"
    assert found > 100


def test_template_is_told_from_a_message() -> None:
    assert RAW.search("%s: 3 more times.")
    assert RAW.search("the {what} is broken")
    assert not RAW.search("涨了 5% 。 {{ page }} 100%")
