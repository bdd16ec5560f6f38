"""Sentence borders: our own table, the shared one where it is, and what must never happen."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boyin.script.sentences import LONGEST, split_long, split_sentences

TABLE = Path(__file__).parent / "sentences.tsv"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "sentences_zh.tsv"


def rows(path: Path) -> list[str]:
    """The texts of a table, `‖` at every border."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[-1] for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("row", rows(TABLE))
def test_row_of_our_table(row: str) -> None:
    text = row.replace("‖", "")
    assert "‖".join(text[start:end] for start, end in split_sentences(text)) == row


@pytest.mark.parametrize("row", rows(SHARED))
def test_row_of_the_shared_table(row: str) -> None:
    text = row.replace("‖", "")
    got = [text[start:end].strip() for start, end in split_sentences(text)]
    assert got == [part.strip() for part in row.split("‖")]


TEXT = st.text(st.sampled_from("人走了。！？…，“”‘’「」（）()\"'《》.!? \nAaU1一—："), max_size=60)


@given(TEXT)
def test_sentences_cover_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in split_sentences(text)) == text


@given(TEXT, TEXT)
def test_a_paragraph_before_moves_no_border(before: str, text: str) -> None:
    alone = split_sentences(f"起{text}")
    after = split_sentences(f"{before}。\n起{text}")
    shift = len(before) + 2
    within = [(s - shift, e - shift) for s, e in after if s >= shift]
    if not any(mark in before for mark in '“‘「（("《'):
        assert within == list(alone)


def test_long_sentence_is_cut_at_its_strongest_border_near_the_middle() -> None:
    left, right = "甲" * 40 + "，" + "乙" * 9 + "；", "丙" * 30 + "，" + "丁" * 20 + "。"
    cuts = split_long(left + right)
    assert [(left + right)[start:end] for start, end in cuts] == [left, right]


@given(st.text(st.sampled_from("甲乙，；。、：—Ab, ."), max_size=400))
def test_long_cuts_cover_the_text_and_leave_no_breath_too_long_to_cut(text: str) -> None:
    cuts = split_long(text)
    assert "".join(text[start:end] for start, end in cuts) == text
    for start, end in cuts:
        piece = text[start:end]
        if sum(character in "甲乙" for character in piece) > LONGEST:
            assert not any(mark in piece[:-1] for mark in "；。、")


def test_numbers_times_and_names_are_not_cut() -> None:
    text = "甲" * 60 + "1,234,567" + "乙" * 30 + "12:30" + "丙" * 30
    assert split_long(text) == ((0, len(text)),)
