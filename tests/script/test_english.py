"""Who reads the English: our own table of what people write, and what must never happen."""

from pathlib import Path

import pytest

from boyin.article.article import parse_article
from boyin.script.script import split_article

TABLE = Path(__file__).parent / "english.tsv"
BETWEEN = " ¦ "


def rows() -> list[tuple[str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if not line.startswith("# "))
    return [(text.replace("\\n", "\n"), passages) for text, passages in cells]


@pytest.mark.parametrize(("text", "passages"), rows())
def test_row_of_our_table(text: str, passages: str) -> None:
    script = split_article(parse_article(f"{text}\n\n结束。\n", "a.md"))
    found = [one.written for one in script.segments if one.language == "en"]
    assert BETWEEN.join(found) == passages


def test_table_has_rows_of_both_answers() -> None:
    passages = [passage for _, passage in rows()]
    assert len(passages) >= 120
    assert min(sum(map(bool, passages)), passages.count("")) >= 50
