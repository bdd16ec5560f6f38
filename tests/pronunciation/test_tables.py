"""The tables of voices/mandarin: each line can be used, and says what it is when it can't."""

from pathlib import Path

import pytest

from boyin.ground.errors import TableError
from boyin.ground.settings import voices_folder
from boyin.ground.tables import read_table
from boyin.pronunciation.rules import verbs
from boyin.pronunciation.rules.commonest import commonest_reading
from boyin.pronunciation.rules.neighbours import reading_by_neighbours, word_exception
from boyin.pronunciation.rules.verbs import verb_reading
from boyin.pronunciation.simplified import IN_BOTH, simplified
from boyin.pronunciation.syllables import syllable_in

FOLDER = voices_folder() / "mandarin"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_table_begins_with_its_source(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    head = lines[: next(i for i, line in enumerate(lines) if not line.startswith("#"))]
    assert "ource:" in " ".join(head) or "written for boyin" in " ".join(head)


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


def test_common_character_has_one_commonest_reading() -> None:
    assert commonest_reading("没") == "mei2"
    assert commonest_reading("剌") is None


def test_table_of_traditional_characters_keeps_every_place() -> None:
    text = "他看著我，為什麼？顯著的音樂，2隻貓。"
    assert simplified(text) == "他看着我，为什么？显著的音乐，2只猫。"
    assert simplified("乾隆年间，显著") == "乾隆年间，显著"
    assert simplified("名叫乾三") == "名叫乾三"


def test_traditional_characters_of_gb_2312_are_known() -> None:
    rows = read_table(FOLDER / "traditional.tsv", "written", "simplified")
    written = {row.cells[0] for row in rows if len(row.cells[0]) == 1}
    assert {one for one in written if one.encode("gb2312", "ignore")} == IN_BOTH


def test_reading_that_is_no_syllable_is_named(tmp_path: Path) -> None:
    path = tmp_path / "surnames.tsv"
    path.write_text("# surname, reading\n单\tshan4\n仇\tqiu\n", encoding="utf-8")
    good, bad = read_table(path, "surname", "reading")
    assert syllable_in(good, good.cells[1]) == "shan4"
    with pytest.raises(TableError, match=r"surnames\.tsv:3: “qiu” is not a syllable"):
        syllable_in(bad, bad.cells[1])
