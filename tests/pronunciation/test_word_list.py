"""Sorted lists of words: every entry is found where a text can hold it, and nothing else."""

import gzip
from pathlib import Path

import pytest

from boyin.ground.settings import voices_folder
from boyin.pronunciation.word_list import WordList, starts_of

LINES = ("一 yi1", "一下 yi2 xia4", "一下子 x", "一丝 y", "上 shang4", "上下 z", "𠀀 he1", "𠀀下 w")


@pytest.fixture
def words(tmp_path: Path) -> WordList:
    path = tmp_path / "words.txt.gz"
    path.write_bytes(gzip.compress("".join(f"{line}\n" for line in LINES).encode()))
    return WordList.in_file(path)


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("一", ["一", "一下", "一下子", "一丝"]),
        ("一 ", ["一"]),
        ("一下", ["一下", "一下子"]),
        ("一丝", ["一丝"]),
        ("上 ", ["上"]),
        ("𠀀下", ["𠀀下"]),
        ("丁", []),
        ("一一", []),
        ("一龘", []),
        ("龘 ", []),
        ("!", []),
        ("𪛖", []),
    ],
)
def test_finds_what_begins_so(words: WordList, start: str, found: list[str]) -> None:
    assert [word for word, _ in words.beginning(start)] == found


def test_keeps_the_rest_whole(words: WordList) -> None:
    assert words.beginning("一下") == [("一下", "yi2 xia4"), ("一下子", "x")]


@pytest.mark.parametrize(
    ("word", "rest"),
    [("一", "yi1"), ("一下", "yi2 xia4"), ("𠀀", "he1"), ("下", None), ("一下子吧", None)],
)
def test_gets_the_line_of_one_word(words: WordList, word: str, rest: str | None) -> None:
    assert words.get(word) == rest


def test_starts_are_those_of_all_words_inside() -> None:
    assert starts_of("一下子") == {"一 ", "下 ", "子 ", "一下", "下子"}


@pytest.mark.parametrize(
    "name", ["mandarin/words", "mandarin/frequencies", "mandarin/spellings", "english/cmudict"]
)
def test_shipped_list_is_sorted(name: str) -> None:
    """Bisection finds nothing in a list that is not."""
    lines = gzip.decompress((voices_folder() / f"{name}.txt.gz").read_bytes()).splitlines()
    assert len(lines) > 60_000
    assert lines == sorted(set(lines))
