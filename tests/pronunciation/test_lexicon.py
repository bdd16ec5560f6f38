"""Lexicon files: what they may hold, and what is said when they hold something else."""

from pathlib import Path

import pytest
from pypinyin import Style, lazy_pinyin

from boyin.engines import ENGINES
from boyin.engines.edge.respelling import respell
from boyin.engines.kokoro.phonemes import phonemes_of
from boyin.ground.errors import LexiconError
from boyin.ground.settings import voices_folder
from boyin.pronunciation import lexicon_file
from boyin.pronunciation.lexicon import Lexicon, article_lexicon, load_lexicon, shipped_lexicon
from boyin.pronunciation.pinyin import numbered_pinyin, read_mandarin


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
        ("[a]: b", "one value is expected here"),
        ("Altman: [a, b]", "Altman has two readings for the same case"),
        ("Altman: [[a]]", "Altman: a reading is a text or `key: value` pairs"),
        ("Altman: {reading: x}", "Altman: a reading has no `reading`"),
        ("Altman: {engine: edge}", "Altman needs either `read` or `say`"),
        ("Altman: {say: a, read: /a/}", "Altman needs either `read` or `say`"),
        ("Altman: {say: a, say: b}", "Altman: `say` stands here twice"),
        ("Altman: {say: [a, b]}", "`say` is one text, not several"),
        ("Altman: {say: ''}", "Altman: `say` is a text"),
        ("Altman: {say: a, engine: pico}", "Altman: there is no engine `pico`"),
        ("Altman: {read: a}", "Altman: phonemes stand between two slashes"),
        ("Altman: {read: /a/, engine: edge}", "Altman: edge takes no phonemes"),
        ("行: {read: hang, before: 业}", "行: hang is not a syllable in numbered pinyin"),
        ("行: {say: a}", "行: “a” is not as many Chinese characters"),
        ("行: {say: 航航}", "行: “航航” is not as many Chinese characters"),
        ("好: hao3", "`好` is already in line 2"),
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
    with pytest.raises(LexiconError, match="a lexicon is a list of `name: value` lines"):
        load_lexicon(path)


def test_broken_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "好: hao3\n重庆: [chong2\n")
    with pytest.raises(LexiconError) as caught:
        load_lexicon(path)
    assert caught.value.place == f"{path}:3"


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no such file") as caught:
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


def read(text: str, lexicon: Lexicon) -> str:
    return numbered_pinyin(read_mandarin(text, lexicon))


@pytest.mark.parametrize(
    ("entry", "text", "pinyin"),
    [
        # Within a word, at its edge, over a word's border, and where it does not hold.
        ("行: {read: xing2, before: 业}", "各行业", "ge4 xing2 ye4"),
        ("行: {read: xing2, after: 银}", "银行业", "yin2 xing2 ye4"),
        ("行: {read: xing2, after: 银, before: 长}", "银行业", "yin2 hang2 ye4"),
        ("行: {read: xing2, after: 银, before: [长, 业]}", "银行业", "yin2 xing2 ye4"),
        ("行: {read: xing2, before: 业}", "银行", "yin2 hang2"),
        # What stands around it may be no Chinese character.
        ("长: {read: zhang3, before: ，}", "它很长，很宽。", "ta1 hen2 zhang3 hen3 kuan1"),
        ("长: {read: chang2, after: 'CEO '}", "CEO 长", "CEO chang2"),
        ("长: {read: zhang3, after: O}", "CEO长", "CEO zhang3"),
        ("长: {read: zhang3, after: O}", "CEO 长", "CEO chang2"),
        # The first that fits, then the one that holds everywhere.
        (
            "重庆: [chong2 qing4, {read: zhong4 qing4, after: 双}]",
            "重庆，双重庆祝",
            "chong2 qing4 shuang1 zhong4 qing4 zhu4",
        ),
        ("花儿: {read: huar1, after: 小}", "小花儿开", "xiao3 huar1 kai1"),
        ("行: {say: 航, before: 人}", "行人", "hang2 ren2"),
        ("行人: {say: 航人}", "行人", "hang2 ren2"),
    ],
)
def test_reading_depends_on_what_stands_around(
    tmp_path: Path, entry: str, text: str, pinyin: str
) -> None:
    assert read(text, load_lexicon(written(tmp_path, f"{entry}\n"))) == pinyin


def test_word_whose_reading_is_overruled_stays_one_word(tmp_path: Path) -> None:
    lexicon = load_lexicon(written(tmp_path, "行: {read: xing2, before: 业}\n"))
    (token,) = read_mandarin("行业", lexicon)
    assert [syllable.source for syllable in token.syllables] == ["lexicon", "word"]


def test_reading_for_one_engine_reaches_no_other(tmp_path: Path) -> None:
    text = "Qwen: [/kwˈɛn/, {say: chwen, engine: edge}]\n行: {read: hang2, engine: kokoro}\n"
    lexicon = load_lexicon(written(tmp_path, text))
    kokoro, edge, tone = map(lexicon.for_engine, ("kokoro", "edge", "tone"))
    assert (kokoro.phonemes, dict(kokoro.respellings)) == ({"Qwen": "kwˈɛn"}, {})
    assert (dict(edge.phonemes), edge.respellings) == ({}, {"Qwen": "chwen"})
    assert (dict(kokoro.mandarin), dict(edge.mandarin)) == ({"行": ("hang2",)}, {})
    assert tone is lexicon
    assert lexicon.phonemes == {"Qwen": "kwˈɛn"}
    assert lexicon.for_engine("kokoro") is kokoro, "engines keep what they made of a lexicon"


def test_later_file_wins_also_over_what_is_more_special(tmp_path: Path) -> None:
    first = written(
        tmp_path, "行: {read: hang2, before: 人}\nQwen: {say: kwen, engine: edge}\n", "first.yaml"
    )
    second = written(tmp_path, "行: xing2\nQwen: chwen\n", "second.yaml")
    lexicon = load_lexicon(first, second)
    assert (dict(lexicon.contexts), lexicon.mandarin) == ({}, {"行": ("xing2",)})
    assert lexicon.for_engine("edge").respellings == {"Qwen": "chwen"}
    other = load_lexicon(second, first)
    assert (read("行人", other), read("行", other)) == ("hang2 ren2", "xing2")
    assert other.for_engine("edge").respellings == {"Qwen": "kwen"}
    assert other.respellings == {"Qwen": "chwen"}


def test_article_is_read_by_its_own_then_its_folders_lexicon(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    assert article_lexicon(article) is shipped_lexicon()
    written(tmp_path, "行长: xing2 zhang3\nQwen: kwen\n")
    assert article_lexicon(article).mandarin["行长"] == ("xing2", "zhang3")
    written(tmp_path, "行长: hang2 chang2\n", "a.lexicon.yaml")
    lexicon = article_lexicon(article)
    assert lexicon.mandarin["行长"] == ("hang2", "chang2")
    assert lexicon.respellings["Qwen"] == "kwen"
    assert lexicon.mandarin["任正非"] == ("ren2", "zheng4", "fei1")
    assert article_lexicon(tmp_path / "b.md").mandarin["行长"] == ("xing2", "zhang3")


def test_entries_may_be_for_every_engine_there_is() -> None:
    assert set(ENGINES) <= set(lexicon_file.ENGINES)


def test_voice_that_takes_text_gets_readings_in_context_too(tmp_path: Path) -> None:
    text = "行: [{read: hang2, before: 人}, {read: xing2, before: 业}]\n"
    sent = respell("行人在银行，行业", load_lexicon(written(tmp_path, text)))
    assert lazy_pinyin(sent, style=Style.TONE3)[0] == "hang2"
    assert sent[1:5] == "人在银行"
    assert lazy_pinyin(sent, style=Style.TONE3)[6] == "xing2"


def test_names_are_read_by_what_stands_around_them(tmp_path: Path) -> None:
    lexicon = load_lexicon(
        written(
            tmp_path,
            "Jan:\n  - {read: /jˈɑn/, before: Leike}\n  - {say: yahn, after: 教授, engine: edge}\n",
        )
    )
    kokoro, edge = lexicon.for_engine("kokoro"), lexicon.for_engine("edge")
    assert "jˈɑn" in phonemes_of("负责人Jan Leike。", "zh", kokoro)
    assert "jˈɑn" not in phonemes_of("Jan Smith spoke.", "en", kokoro)
    assert "jˈɑn" in phonemes_of("Jan Leike spoke.", "en", kokoro)
    assert respell("教授 Jan 和 Jan", edge) == "教授 yahn 和 Jan"
