"""The tables that rules look up: what a new line does, and what is said of a wrong one."""

import shutil
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path

import pytest
import regex

from boyin.ground import tables
from boyin.ground.errors import TableError
from boyin.ground.settings import voices_folder
from boyin.normalization import rules, vocabulary
from boyin.normalization.normalizer import speak_written
from boyin.normalization.rules.base import compiled

MANDARIN = voices_folder() / "mandarin"
AddLine = Callable[[str, str], int]


def forget() -> None:
    for known in (*vars(vocabulary).values(), compiled):
        if hasattr(known, "cache_clear"):
            known.cache_clear()


@pytest.fixture
def add_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AddLine]:
    """Adds a line to a copy of a table that the rules then read; returns its number."""
    folder = tmp_path / "mandarin"
    folder.mkdir()
    for table in MANDARIN.glob("*.tsv"):
        shutil.copy(table, folder)
    monkeypatch.setattr(vocabulary, "voices_folder", lambda: tmp_path)
    monkeypatch.setattr(tables, "voices_folder", lambda: tmp_path)
    for name in ("_COUNTERS", "_FIGURES"):
        monkeypatch.setattr(vocabulary, name, tables.WordLists(*getattr(vocabulary, name)._parts))

    def add(table: str, line: str) -> int:
        path = folder / table
        path.write_text(f"{path.read_text('utf-8')}{line}\n", "utf-8")
        return len(path.read_text("utf-8").splitlines())

    forget()
    yield add
    forget()


@pytest.mark.parametrize(
    ("table", "line", "written", "spoken"),
    [
        ("units.tsv", "qarat\t夸拉\t", "重2qarat", "重二夸拉"),
        ("units.tsv", "qarat\t夸拉\t夸拉", "5g/qarat", "每夸拉五克"),
        ("units.tsv", "qph\t夸拉/小时\t", "以30qph前进", "以每小时三十夸拉前进"),
        ("counters.tsv", "counter\t鲲", "2鲲", "两鲲"),
        ("currencies.tsv", "XQK\t夸克朗", "付了20 XQK", "付了二十夸克朗"),
        ("currencies.tsv", "Q$\t夸元", "付了Q$20", "付了二十夸元"),
        ("signs.tsv", "sign\t⌘\t花键", "按⌘键", "按花键键"),
        ("tex.tsv", "word\tquux\t夸于", r"$a \quux b$", "a夸于b"),
        ("tex.tsv", "accent\tquux\t戴{}帽", r"$\quux{x}$", "戴x帽"),
        ("tex-limits.tsv", "quux\t夸\t从{}到{}夸\t在{}夸", r"$\quux_a^b x$", "从a到b夸x"),
        ("figures.tsv", "label\t夸码", "夸码：1024", "夸码：幺零二四"),
    ],
)
def test_line_is_enough(
    add_line: AddLine, table: str, line: str, written: str, spoken: str
) -> None:
    assert speak_written(written, "zh").text != spoken
    add_line(table, line)
    forget()
    for name in ("_COUNTERS", "_FIGURES"):
        vars(getattr(vocabulary, name)).pop("_lists", None)
    assert speak_written(written, "zh").text == spoken


@pytest.mark.parametrize(
    ("table", "line", "complaint"),
    [
        ("units.tsv", "kg\t公斤\t", "“kg” stands twice"),
        ("units.tsv", "kg 公斤", "has 1 cells, not 3"),
        ("units.tsv", "\t公斤\t", "has no sign"),
        ("tex-limits.tsv", "quux\t夸\t从{}夸\t在{}夸", "has other places {} than none, two, one"),
    ],
)
def test_wrong_line_is_named(add_line: AddLine, table: str, line: str, complaint: str) -> None:
    number = add_line(table, line)
    forget()
    with pytest.raises(TableError) as caught:
        speak_written(r"走了5km，$\sum x$", "zh")
    assert complaint in caught.value.message
    assert str(caught.value.place).endswith(f"{table}:{number}")


def test_every_list_is_asked_by_a_rule_and_every_rule_finds_its_list() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(rules.__file__).parent.glob("*.py"))
    asked = set(regex.findall(r"\\L<(\w+)>", code))
    told = {
        line.split("\t")[0]
        for table in ("counters.tsv", "figures.tsv")
        for line in (MANDARIN / table).read_text("utf-8").splitlines()
        if line and line[:1] != "#"
    }
    assert told <= asked
    assert all(vocabulary.words_of(name) for name in asked)


@pytest.mark.parametrize("table", sorted(MANDARIN.glob("*.tsv")), ids=lambda path: path.name)
def test_every_table_says_source_and_form(table: Path) -> None:
    lines = table.read_text("utf-8").splitlines()
    top = [*takewhile(lambda line: line[:1] == "#", lines)]
    assert len(top) >= 2
    assert regex.search("(?i)source: |written for boyin", "".join(top))
