"""boyin read: sentences, lines and articles, as people and as programs see them."""

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from boyin.pronunciation.lexicon import shipped_lexicon
from boyin.pronunciation.utterances import read_text
from tests.making import boyin, write_article


def test_every_line_gives_one_object(tmp_path: Path) -> None:
    source = tmp_path / "lines.txt"
    lines = ["银行涨3.5%".encode(), b"", b" ", "他回怼了".encode(), b"\xff", "א".encode()]
    source.write_bytes(b"\r\n".join(lines))
    ran = boyin("read", "--lines", "--json", source)
    objects = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 1
    assert ran.err == "boyin: 2 could not be read.\n"
    assert [one["written"] for one in objects] == ["银行涨3.5%", "", " ", "他回怼了", "\ufffd", "א"]
    assert [len(one["readings"]) for one in objects] == [9, 0, 0, 4, 0, 0]
    first, *_, doubtful, broken, foreign = objects
    assert first["spoken"] == "银行涨百分之三点五"
    assert " ".join(first["readings"]) == "yin2 hang2 zhang3 bai3 fen1 zhi1 san1 dian2 wu3"
    assert first["rules"] == [
        {"rule": "percent", "span": [3, 7], "written": "3.5%", "spoken": "百分之三点五"}
    ]
    assert [one["by"] for one in first["decided"]][:2] == ["lexicon", "lexicon"]
    assert doubtful["uncertain"][0]["text"] == "怼"
    assert set(doubtful["uncertain"][0]["candidates"]) == {"dui3", "dui4"}
    assert "not UTF-8" in broken["error"]
    assert "HEBREW LETTER ALEF" in foreign["error"]


def test_article_is_read_as_in_an_episode(tmp_path: Path) -> None:
    article = write_article(
        tmp_path, "# 标题\n\n第一句。他用 OpenAI 的 GPT-4😀。\n\n> “Hello there, world.”\n"
    )
    ran = boyin("read", article, "--json")
    objects = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 0
    assert [one["written"] for one in objects][:3] == ["标题", "第一句。", "他用 OpenAI 的 GPT-4。"]
    assert objects[2]["readings"] == ["ta1", "yong4", "OpenAI", "de5", "GPT", "si4"]
    assert objects[3]["readings"] == ["Hello", "there", "world"]
    assert [one["lines"] for one in objects] == [[1, 1], [3, 3], [3, 3], [5, 5]]


def test_text_shows_who_decided() -> None:
    ran = boyin("read", "银行涨了3.5%。")
    assert ran.out.splitlines() == [
        "written:   银行涨了3.5%。",
        "spoken:    银行涨了百分之三点五。",
        "readings:  yin2 hang2 zhang3 le5 bai3 fen1 zhi1 san1 dian2 wu3",
        "rule:      percent: 3.5% is 百分之三点五",
        "decided:   银 yin2, by lexicon",
        "decided:   行 hang2, by lexicon",
        "",
    ]


def test_name_of_no_file_is_an_error(tmp_path: Path) -> None:
    ran = boyin("read", tmp_path / "missing.md")
    assert ran.status == 1
    assert "there is no such file" in ran.err


ANY_LINE = st.text(
    st.one_of(
        st.sampled_from("0123456789银行长得地不一儿年月，。（）“”%$.:/-–~+×= \tABab😀́"),
        st.characters(exclude_characters="\n"),
    ),
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(ANY_LINE)
def test_any_line_is_read_or_says_why_not(line: str) -> None:
    utterance = read_text(line, shipped_lexicon())
    json.dumps(utterance.as_json(), ensure_ascii=False).encode()
    if utterance.error:
        assert not utterance.readings()
        return
    assert all(0 <= one.start < one.end <= len(utterance.spoken) for one in utterance.tokens)
    for token in utterance.tokens:
        assert utterance.spoken[token.start : token.end] == token.text
