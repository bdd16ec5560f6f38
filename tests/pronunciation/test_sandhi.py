"""Tones as they are spoken: 一, 不, third tones, neutral tones, 儿. Each row is one rule's fact."""

import pytest

from boyin.ground.settings import voices_folder
from boyin.pronunciation.lexicon import Lexicon, load_lexicon
from boyin.pronunciation.pinyin import numbered_pinyin, read_mandarin


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(voices_folder() / "lexicon.yaml")


def assert_read(text: str, pinyin: str, lexicon: Lexicon) -> None:
    assert numbered_pinyin(read_mandarin(text, lexicon)) == pinyin


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("一样", "yi2 yang4"),
        ("一天", "yi4 tian1"),
        ("一年", "yi4 nian2"),
        ("一本书", "yi4 ben3 shu1"),
        ("一个人", "yi2 ge5 ren2"),
        ("第一", "di4 yi1"),
        ("第一个", "di4 yi1 ge5"),
        ("统一", "tong3 yi1"),
        ("唯一的", "wei2 yi1 de5"),
        ("同一周", "tong2 yi4 zhou1"),
        ("另一边", "ling4 yi4 bian1"),
        ("新一波", "xin1 yi4 bo1"),
        ("星期一", "xing1 qi1 yi1"),
        ("一月一日", "yi1 yue4 yi2 ri4"),
        ("一九九八年", "yi1 jiu2 jiu3 ba1 nian2"),
        ("二零二一年", "er4 ling2 er4 yi1 nian2"),
        ("三点一四", "san1 dian3 yi1 si4"),
        ("一点二亿", "yi1 dian3 er4 yi4"),
        ("一点十分", "yi4 dian3 shi2 fen1"),
        ("十一点一刻", "shi2 yi1 dian3 yi2 ke4"),
        ("一百一十", "yi4 bai3 yi1 shi2"),
        ("看一看", "kan4 yi5 kan4"),
        ("一模一样", "yi4 mu2 yi2 yang4"),
    ],
)
def test_yi_takes_its_tone_from_its_place(text: str, pinyin: str, lexicon: Lexicon) -> None:
    assert_read(text, pinyin, lexicon)


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("不是", "bu2 shi4"),
        ("不好", "bu4 hao3"),
        ("不来", "bu4 lai2"),
        ("不一定", "bu4 yi2 ding4"),
        ("对不起", "dui4 bu5 qi3"),
        ("看不见", "kan4 bu5 jian4"),
        ("好不好", "hao3 bu5 hao3"),
        ("它扛不住", "ta1 kang2 bu5 zhu4"),
        ("并不是", "bing4 bu2 shi4"),
    ],
)
def test_bu_yields_to_a_fourth_tone(text: str, pinyin: str, lexicon: Lexicon) -> None:
    assert_read(text, pinyin, lexicon)


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("你好", "ni2 hao3"),
        ("展览馆", "zhan2 lan2 guan3"),
        ("小老虎", "xiao3 lao2 hu3"),
        ("手表厂", "shou2 biao2 chang3"),
        ("李小龙", "li2 xiao3 long2"),
        ("很好", "hen2 hao3"),
        ("我想买", "wo2 xiang2 mai3"),
        ("给予", "ji2 yu3"),
        ("处理", "chu2 li3"),
        ("好，请", "hao3 qing3"),
        ("中国", "zhong1 guo2"),
    ],
)
def test_third_tone_yields_to_a_third_tone(text: str, pinyin: str, lexicon: Lexicon) -> None:
    assert_read(text, pinyin, lexicon)


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("东西", "dong1 xi5"),
        ("东西南北", "dong1 xi1 nan2 bei3"),
        ("朋友们", "peng2 you5 men5"),
        ("爸爸妈妈", "ba4 ba5 ma1 ma5"),
        ("没关系", "mei2 guan1 xi5"),
        ("看看", "kan4 kan5"),
        ("说说", "shuo1 shuo5"),
        ("想想", "xiang2 xiang5"),
        ("人人", "ren2 ren2"),
        ("天天", "tian1 tian1"),
        ("哪里", "na2 li5"),
        ("椅子", "yi3 zi5"),
        ("女子", "nv2 zi3"),
        ("起来", "qi3 lai5"),
        ("好吗", "hao3 ma5"),
        ("想个办法", "xiang3 ge5 ban4 fa3"),
        ("我去过", "wo3 qu4 guo5"),
        ("经过", "jing1 guo4"),
        ("知道", "zhi1 dao4"),
    ],
)
def test_weak_syllables_lose_their_tone(text: str, pinyin: str, lexicon: Lexicon) -> None:
    assert_read(text, pinyin, lexicon)


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("花儿", "huar1"),
        ("玩儿得好", "wanr2 de5 hao3"),
        ("一会儿", "yi2 huir4"),
        ("一点儿", "yi4 dianr3"),
        ("女儿", "nv3 er2"),
        ("婴儿", "ying1 er2"),
        ("儿子", "er2 zi5"),
        ("儿童", "er2 tong2"),
    ],
)
def test_er_merges_unless_it_is_a_child(text: str, pinyin: str, lexicon: Lexicon) -> None:
    assert_read(text, pinyin, lexicon)


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("给小朋友", "gei2 xiao3 peng2 you5"),
        ("给老百姓", "gei3 lao2 bai3 xing4"),
    ],
)
def test_a_function_word_yields_before_a_long_word(
    text: str, pinyin: str, lexicon: Lexicon
) -> None:
    assert_read(text, pinyin, lexicon)
