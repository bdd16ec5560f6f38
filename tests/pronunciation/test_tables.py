"""The tables of voices/mandarin: each line can be used, and says what it is when it can't."""

from pathlib import Path

import pytest

from boyin.ground.errors import TableError
from boyin.ground.settings import voices_folder
from boyin.ground.tables import read_table
from boyin.pronunciation import verbs
from boyin.pronunciation.neighbours import reading_by_neighbours, word_exception
from boyin.pronunciation.syllables import syllable_in
from boyin.pronunciation.verbs import verb_reading

FOLDER = voices_folder() / "mandarin"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_table_begins_with_its_source_and_form(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    head = lines[: next(i for i, line in enumerate(lines) if not line.startswith("#"))]
    assert "Source:" in " ".join(head)
    assert any("tab" in line for line in head)


def test_every_line_of_the_verbs_is_a_pattern() -> None:
    rows = list(read_table(FOLDER / "verbs.tsv", "character", "before", "behind", "reading"))
    patterns = [verb for character in {row.cells[0] for row in rows} for verb in of(character)]
    assert len(patterns) == len(rows) > 100
    assert verb_reading("把肉切成片", 2, 2, 3) == "qie1"


def of(character: str) -> tuple[object, ...]:
    return verbs._patterns(character)


def test_every_line_about_neighbours_is_read() -> None:
    assert reading_by_neighbours("孩子长大了", 2) == "zhang3"
    assert reading_by_neighbours("单教授来了", 0) == "shan4"
    assert word_exception("一行", "", "字") == (1, "hang2")
    assert word_exception("一行", "", "人") is None


def test_reading_that_is_no_syllable_is_named(tmp_path: Path) -> None:
    path = tmp_path / "surnames.tsv"
    path.write_text("# surname, reading\n单\tshan4\n仇\tqiu\n", encoding="utf-8")
    good, bad = read_table(path, "surname", "reading")
    assert syllable_in(good, good.cells[1]) == "shan4"
    with pytest.raises(TableError, match=r"surnames\.tsv:3: “qiu” is not a syllable"):
        syllable_in(bad, bad.cells[1])
