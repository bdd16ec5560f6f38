"""Readings in brackets are not said, and decide how the word before them is read."""

import json
from pathlib import Path

import pytest

from boyin.script.pinyin_glosses import find_pinyin
from tests.making import boyin


@pytest.mark.parametrize(
    ("text", "word", "pinyin"),
    [
        ("饕餮（tāo tiè）是怪兽", "饕餮", "tao1 tie4"),
        ("说的是龃龉(jǔ yǔ)", "龃龉", "ju3 yu3"),
        ("耄耋（màodié）之年", "耄耋", "mao4 die2"),
        ("西安（Xī'ān）", "", ""),
        ("西安（xī'ān）的城墙", "西安", "xi1 an1"),
        ("饕餮（ㄊㄠ ㄊㄧㄝˋ）", "饕餮", "tao1 tie4"),
        ("葡萄（读作 pú tao）", "葡萄", "pu2 tao5"),
        ("绿色（lǜ sè）", "绿色", "lv4 se4"),
        ("重庆（chong2 qing4）", "重庆", "chong2 qing4"),
        ("一行（háng）字", "行", "hang2"),
        ("计划性报废（planned obsolescence）", "", ""),
        ("咖啡（café）", "", ""),
        ("约翰（zhang san）", "", ""),
        ("版本（a1 b2 c3）", "", ""),
    ],
)
def test_a_reading_has_as_many_syllables_as_its_word(text: str, word: str, pinyin: str) -> None:
    found = [(one.word, " ".join(one.pinyin)) for one in find_pinyin(text)]
    assert found == ([(word, pinyin)] if word else [])


def test_a_gloss_is_left_out_and_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("长行（cháng xíng）是个名字，长行又来了。\n", encoding="utf-8")
    shown = json.loads(boyin("show", path, "--json").out)
    assert [one["written"] for one in shown["segments"]] == ["长行是个名字，长行又来了。"]
    assert next(one["text"] for one in shown["skipped"]) == "（cháng xíng）"
    read = boyin("read", path)
    assert read.out.count("chang2 xing2") == 2
