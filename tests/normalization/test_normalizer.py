"""Every rule against its table, alone and among the others, and what holds for any text."""

import unicodedata
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from boyin.ground.errors import ReadingError
from boyin.ground.languages import Language
from boyin.normalization import rules
from boyin.normalization.normalizer import SILENT, apply_rules, speak_written
from boyin.normalization.rules import ENGLISH_RULES, RULES
from boyin.normalization.rules.base import Rule, pattern
from boyin.normalization.rules.numerals import say_integer
from boyin.normalization.spoken import Spoken

TABLES = Path(__file__).parent / "rules"
SHARED = Path(__file__).parents[3] / "shared" / "data"
HAN = regex.compile(r"\p{Han}")
SPOKEN = regex.compile(rf"[\p{{Han}}\p{{Latin}}{regex.escape(SILENT, special_only=False)}-]*")
LOOSE_HYPHEN = regex.compile(r"(?<!\p{Latin})-|-(?!\p{Latin})")
FOREIGN = regex.compile(r"[\p{Lo}\p{Lu}\p{Ll}\p{Lt}\p{Co}\p{Cn}--[\p{Han}\p{Latin}]]", regex.V1)
BY_NAME = {rule.name: rule for rule in (*RULES, *ENGLISH_RULES)}
SHARED_MODULES = {"__init__", "base", "counters", "folding", "numerals", "tex_reader"}
REFUSED = regex.compile("oov|postprocessor|preprocessor|呃|鸟儿|事儿|地儿|^儿|他说")
"""Rows of the outside table that drop or rewrite what was said."""


def read_rows(name: str) -> list[tuple[str, str]]:
    lines = (TABLES / f"{name}.tsv").read_text("utf-8").splitlines()
    return [(written, spoken) for written, spoken in (line.split("\t") for line in lines)]


ROWS = [(name, *row) for name in BY_NAME for row in read_rows(name)]


def language_of(rule: Rule) -> Language:
    return "zh" if rule in RULES else "en"


def check_spans(written: str, spoken: Spoken) -> None:
    """Spans lie in order and apart, and gaps and readings make the spoken text."""
    joined, position = "", 0
    for reading in spoken.readings:
        assert position <= reading.start < reading.end <= len(written)
        joined += written[position : reading.start] + reading.spoken
        position = reading.end
    assert joined + written[position:] == spoken.text


def is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def test_every_rule_module_is_in_the_order() -> None:
    modules = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - SHARED_MODULES
    assert modules == set(BY_NAME)


def test_every_rule_has_a_table() -> None:
    assert {path.stem for path in TABLES.glob("*.tsv")} == {*BY_NAME, "whole"}
    assert all(len(read_rows(name)) >= 3 for name in BY_NAME)


@pytest.mark.parametrize(("name", "written", "spoken"), ROWS)
def test_rule_alone_says_its_row(name: str, written: str, spoken: str) -> None:
    rule = BY_NAME[name]
    alone = apply_rules(written, language_of(rule), (rule,))
    assert alone.text == spoken
    check_spans(written, alone)


@pytest.mark.parametrize(("name", "written", "spoken"), ROWS)
def test_all_rules_together_say_the_row(name: str, written: str, spoken: str) -> None:
    assert speak_written(written, language_of(BY_NAME[name])).text == spoken


@pytest.mark.parametrize(("written", "spoken"), read_rows("whole"))
def test_rules_work_together(written: str, spoken: str) -> None:
    said = speak_written(written, "zh")
    assert said.text == spoken
    check_spans(written, said)


def test_reading_names_rule_span_and_words() -> None:
    written = "同比增长 3.5%，共 12 人"
    readings = speak_written(written, "zh").readings
    told = [(r.rule, written[r.start : r.end], r.spoken) for r in readings]
    assert told == [
        ("spacing", " ", ""),
        ("percent", "3.5%", "百分之三点五"),
        ("spacing", " ", ""),
        ("number", "12", "十二"),
        ("spacing", " ", ""),
    ]


def test_full_width_letters_are_recorded() -> None:
    said = speak_written("新ＩＰＨＯＮＥ发布", "zh")
    assert said.text == "新IPHONE发布"
    assert {reading.rule for reading in said.readings} == {"width"}


@pytest.mark.parametrize("radical", ["⼀⼈", "共⼀⼈"])
def test_radicals_become_characters(radical: str) -> None:
    assert speak_written(radical, "zh").text == radical.replace("⼀⼈", "一人")


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("写℅转交", "写c、o转交"),
        ("120㎡", "一百二十平方米"),
        ("㏄", "cc"),
        ("7㏂", "上午七点"),
        ("x\u0304", "x"),
    ],
)
def test_signs_that_stand_for_several_letters_are_read_whole(written: str, spoken: str) -> None:
    said = speak_written(written, "zh")
    assert said.text == spoken
    check_spans(written, said)


@pytest.mark.parametrize("text", ["他说：“We are fine.”", "呃，这个嘛……", "花儿与少年", "", "——"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert speak_written(text, "zh") == Spoken(text, ())


@pytest.mark.parametrize("text", ["标题是שלום吗", "ภาษาไทย", "私用\ue000字"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_unspeakable_letters_are_an_error(text: str, language: Language) -> None:
    foreign = next(c for c in text if unicodedata.category(c) in ("Lo", "Co") and not HAN.match(c))
    with pytest.raises(ReadingError) as caught:
        speak_written(text, language)
    assert repr(foreign) in caught.value.message
    assert caught.value.remedy


def test_fault_of_a_rule_is_told_as_one() -> None:
    faulty = Rule("faulty", (pattern("[0-9]+", lambda match: "一" * (8 // (int(match[0]) - 7))),))
    assert apply_rules("第8", "zh", (faulty,)).text == "第一一一一一一一一"
    with pytest.raises(
        ReadingError, match="the rule `faulty` fails at “7”: ZeroDivisionError"
    ) as one:
        apply_rules("第7", "zh", (faulty,))
    assert "fault of boyin" in str(one.value.remedy)


@pytest.mark.parametrize("figures", ["²", "٣", "９", "①", "½", "Ⅳ", "०", "⁷", "₇"])
@pytest.mark.parametrize(
    "around", ["$E=m{}$", "{}", "第{}号", "A{}", "{}/{}", "3{}", "{}:30", "x^{}"]
)
def test_digits_of_any_script_are_said_or_silent(figures: str, around: str) -> None:
    said = speak_written(around.format(figures, figures), "zh")
    assert SPOKEN.fullmatch(said.text)


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("12000", "一万二千"),
        ("222222", "二十二万二千二百二十二"),
        ("100000010", "一亿零一十"),
        ("1000001000", "十亿零一千"),
        ("1000000000000", "一万亿"),
        ("9999999999999999", "九千九百九十九万亿九千九百九十九亿九千九百九十九万九千九百九十九"),
    ],
)
def test_large_integers_are_counted(digits: str, said: str) -> None:
    assert say_integer(digits) == said


WRITTEN = st.text(
    st.one_of(
        st.sampled_from(
            "0123456789" * 3 + "年月日号点个万亿第约，。、：（）《》“”%$¥€.,:/-–—~+×=°℃"
        ),
        st.sampled_from("公司增长到至后世纪中国比分ABCabcGPTkmxQIV&@#_*→①½²★😀１％　 \n"),
        st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "M", "Cf")),
    ),
    max_size=40,
)


@settings(max_examples=400, deadline=None)
@given(WRITTEN, st.sampled_from(["zh", "en"]))
def test_nothing_is_lost_in_any_text(written: str, language: Language) -> None:
    try:
        said = speak_written(written, language)
    except ReadingError:
        # A letter of a script that nobody here reads; anything else must be said.
        assert FOREIGN.search(unicodedata.normalize("NFKC", written))
        return
    check_spans(written, said)
    # Radicals copied from PDF files become the characters they look like.
    han = unicodedata.normalize("NFKC", "".join(HAN.findall(written)))
    assert is_subsequence(han, unicodedata.normalize("NFKC", said.text))
    if language == "zh":
        assert SPOKEN.fullmatch(said.text)
        assert not LOOSE_HYPHEN.search(said.text)


NUMERIC = st.text(st.sampled_from("0123456789.,-–~:/%$¥°+× 年月日点个万亿第到至AkmG"), max_size=16)


@settings(max_examples=600, deadline=None)
@given(NUMERIC)
def test_no_figure_is_left_or_dropped(written: str) -> None:
    said = speak_written(written, "zh")
    check_spans(written, said)
    assert not regex.search("[0-9]", said.text)
    for reading in said.readings:
        if regex.search("[0-9]", written[reading.start : reading.end]):
            assert reading.spoken


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"[A-Za-z]{1,12}(?:['-][a-z]{1,6})?", fullmatch=True))
def test_english_words_in_chinese_are_unaltered(word: str) -> None:
    assert word in speak_written(f"他说{word}很重要", "zh").text


@pytest.mark.parametrize(("table", "floor"), [("written_spoken_zh", 0.97), ("wetext_zh", 0.95)])
def test_outside_tables_are_met(table: str, floor: float) -> None:
    path = SHARED / f"{table}.tsv"
    if not path.exists():
        pytest.skip("the outside tables are not here")
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    kept = [row for row in rows if row[0][:1] != "#" and not REFUSED.search(" ".join(row[:2]))]
    right = [spaceless(speak_written(row[1], "zh").text) in answers(row[2]) for row in kept]
    assert sum(right) / len(right) >= floor


def spaceless(text: str) -> str:
    return text.replace(" ", "").replace("，", ",")


def answers(cell: str) -> set[str]:
    return {spaceless(answer) for answer in cell.split("|")}


KINDS = TABLES.with_name("kinds")
KIND_ROWS = [
    (path.stem, *line.split("\t"))
    for path in sorted(KINDS.glob("*.tsv"))
    for line in path.read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("kind", sorted({kind for kind, *_ in KIND_ROWS}))
def test_every_kind_is_read_and_what_only_looks_like_it_is_not(kind: str) -> None:
    rows = [(written, spoken) for name, written, spoken in KIND_ROWS if name == kind]
    assert len(rows) >= 20
    wrong = {w: speak_written(w, "zh").text for w, s in rows if heard(w) != bare(s)}
    assert wrong == {}


def heard(written: str) -> str:
    return bare(speak_written(written, "zh").text)


def bare(spoken: str) -> str:
    """What is heard besides pauses; 二百 and 两百 are as good."""
    return regex.sub(r"[\p{P}\s]", "", spoken).replace("两", "二")
