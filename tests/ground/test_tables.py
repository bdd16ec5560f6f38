"""Tables that people add lines to: what is read, and what is said of a wrong line."""

from pathlib import Path

import pytest

from boyin.ground import tables
from boyin.ground.errors import TableError
from boyin.ground.tables import WordLists, read_table


def written(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def test_comments_and_empty_lines_are_for_the_reader(tmp_path: Path) -> None:
    path = written(tmp_path / "t.tsv", "# word, reading\n#\n\n切\tqie1\r\n#1\t\n")
    rows = list(read_table(path, "word", "reading"))
    assert [row.cells for row in rows] == [("切", "qie1"), ("#1", "")]
    assert [row.place for row in rows] == [f"{path}:4", f"{path}:5"]


@pytest.mark.parametrize("line", ["切", "切 qie1", "切\tqie1\t", "切\t\tqie1"])
def test_line_of_wrong_width_is_named(tmp_path: Path, line: str) -> None:
    path = written(tmp_path / "t.tsv", f"# form\n切\tqie1\n{line}\n")
    with pytest.raises(TableError) as caught:
        list(read_table(path, "word", "reading"))
    assert caught.value.place == f"{path}:3"
    assert "word, reading" in str(caught.value)


def test_wrong_pattern_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "t.tsv", "切\n(切\n")
    good, bad = read_table(path, "pattern")
    assert good.pattern(good.cells[0]).match("切")
    with pytest.raises(TableError, match=r"t\.tsv:2: “\(切” is no pattern"):
        bad.pattern(bad.cells[0])


def test_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    with pytest.raises(TableError, match="No such file"):
        list(read_table(path, "word"))
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TableError, match="not UTF-8"):
        list(read_table(path, "word"))


def test_lines_of_one_name_are_one_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "voices_folder", lambda: tmp_path)
    written(tmp_path / "t.tsv", "titles\t先生 女士\nposts\t行长\ntitles\t教授\n")
    lists = WordLists("t.tsv")
    assert lists.words("titles") == ("先生", "女士", "教授")
    assert lists.members("posts") == {"行长"}
    with pytest.raises(TableError, match=r"t\.tsv: has no list `surnames`"):
        lists.words("surnames")


def test_list_without_words_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "voices_folder", lambda: tmp_path)
    written(tmp_path / "t.tsv", "titles\t先生\nposts\t\n")
    with pytest.raises(TableError, match=r"t\.tsv:2"):
        WordLists("t.tsv").words("titles")
