"""Lexicon files: what they may hold, and what is said when they hold something else."""

from pathlib import Path

import pytest

from boyin.errors import LexiconError
from boyin.settings import voices_folder
from boyin.speech.lexicon import load_lexicon


def written(folder: Path, text: str, name: str = "lexicon.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_three_kinds_of_entry_are_told_apart(tmp_path: Path) -> None:
    lexicon = load_lexicon(
        written(tmp_path, "重庆: chong2 qing4\nJan Leike: /jˈɑn lˈIkə/\nQwen: chwen\n花儿: huar1\n")
    )
    assert dict(lexicon.mandarin) == {"重庆": ("chong2", "qing4"), "花儿": ("huar1",)}
    assert dict(lexicon.phonemes) == {"Jan Leike": "jˈɑn lˈIkə"}
    assert dict(lexicon.respellings) == {"Qwen": "chwen"}


def test_later_file_wins_over_earlier(tmp_path: Path) -> None:
    first = written(tmp_path, "重庆: zhong4 qing4\nQwen: chwen\n", "first.yaml")
    second = written(tmp_path, "重庆: chong2 qing4\nQwen: /kwˈɛn/\n", "second.yaml")
    lexicon = load_lexicon(first, second)
    assert lexicon.mandarin["重庆"] == ("chong2", "qing4")
    assert lexicon.phonemes["Qwen"] == "kwˈɛn"
    assert "Qwen" not in lexicon.respellings


def test_words_that_yaml_takes_for_values_stay_words(tmp_path: Path) -> None:
    lexicon = load_lexicon(written(tmp_path, "No: /nˈO/\nOn: /ˈɑn/\n"))
    assert set(lexicon.phonemes) == {"No", "On"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("重庆: chong2", "重庆 has 2 characters but 1 syllables"),
        ("重庆: chong2 qing4 shi4", "重庆 has 2 characters but 3 syllables"),
        ("重庆: chong2 qing", "重庆: qing is not a syllable in numbered pinyin"),
        ("重庆: chong2 qing6", "重庆: qing6 is not a syllable in numbered pinyin"),
        ("重庆: chong2 qinq4", "重庆: qinq4 is not a syllable in numbered pinyin"),
        ("花朵: huar1", "花朵 has 2 characters but 1 syllables"),
        ("G轮: ji1 lun2", "G轮 mixes Chinese characters with others"),
        ("Altman: /ˈɔltmən", "Altman: phonemes stand between two slashes"),
        ("Altman: //", "Altman: phonemes stand between two slashes"),
        ("Altman: /ˈɔltmэn/", "Altman: “э” is not a phoneme"),
        ("Sam Altman: /ˈɔltmən/", "Sam Altman has 2 words but 1 groups of phonemes"),
        ("Altman: ''", "“” is neither phonemes nor words that sound alike"),
        ("Altman: 阿尔特曼", "“阿尔特曼” is neither phonemes nor words that sound alike"),
        ("'?!': bang", "“?!” is neither a Chinese word nor an English one"),
        ("Altman: [a, b]", "an entry is one word and one reading"),
        ("Altman:\n  reading: x", "an entry is one word and one reading"),
        ("好: hao3", "好 is already in line 2"),
    ],
)
def test_wrong_entry_is_named_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = written(tmp_path, f"# a comment\n好: hao3\n{line}\n")
    with pytest.raises(LexiconError) as caught:
        load_lexicon(path)
    assert caught.value.message == message
    assert caught.value.place == f"{path}:3"


def test_file_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "- 重庆\n")
    with pytest.raises(LexiconError, match="not a mapping"):
        load_lexicon(path)


def test_broken_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "好: hao3\n重庆: [chong2\n")
    with pytest.raises(LexiconError) as caught:
        load_lexicon(path)
    assert caught.value.place == f"{path}:3"


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="can't be read") as caught:
        load_lexicon(tmp_path / "none.yaml")
    assert caught.value.place == str(tmp_path / "none.yaml")


def test_empty_file_holds_nothing(tmp_path: Path) -> None:
    lexicon = load_lexicon(written(tmp_path, "# nothing yet\n"))
    assert not lexicon.mandarin
    assert not lexicon.phonemes


def test_shipped_lexicon_loads_with_the_names_articles_use() -> None:
    lexicon = load_lexicon(voices_folder() / "lexicon.yaml")
    names = ("OpenAI", "MrinankSharma", "Zoë Hitzig", "Jan Leike", "Qwen", "Nietzsche", "Brené")
    assert [name for name in names if name not in lexicon.phonemes] == []
    assert lexicon.mandarin["行长"] == ("hang2", "zhang3")
