"""Readings of characters with several of them, and what tokens promise about their text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boyin.ground.errors import ReadingError
from boyin.ground.settings import voices_folder
from boyin.pronunciation.lexicon import Lexicon, load_lexicon
from boyin.pronunciation.pinyin import numbered_pinyin, read_mandarin

TABLE = Path(__file__).parent / "readings.tsv"
FLOOR = 0.95


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(voices_folder() / "lexicon.yaml")


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("银行行长", "yin2 hang2 hang2 zhang3"),
        ("还款", "huan2 kuan3"),
        ("还没还钱", "hai2 mei2 huan2 qian2"),
        ("下载", "xia4 zai4"),
        ("记载", "ji4 zai3"),
        ("重庆的重要", "chong2 qing4 de5 zhong4 yao4"),
        ("长大以后", "zhang3 da4 yi3 hou4"),
        ("很长", "hen3 chang2"),
        ("我得走", "wo2 dei2 zou3"),
        ("跑得快", "pao3 de5 kuai4"),
        ("得到", "de2 dao4"),
        ("高兴地说", "gao1 xing4 de5 shuo1"),
        ("地上", "di4 shang5"),
        ("一个接一个地离开", "yi2 ge5 jie1 yi2 ge5 de5 li2 kai1"),
        ("为他高兴", "wei4 ta1 gao1 xing4"),
        ("为人民服务", "wei4 ren2 min2 fu2 wu4"),
        ("成为", "cheng2 wei2"),
        ("因为", "yin1 wei4"),
        ("这为经济复苏提供支撑", "zhe4 wei4 jing1 ji4 fu4 su1 ti2 gong1 zhi1 cheng1"),
        ("跑道长五百米", "pao3 dao4 chang2 wu2 bai2 mi3"),
        ("他长得像我", "ta1 zhang3 de5 xiang4 wo3"),
        ("每一项都挺重要", "mei3 yi2 xiang4 dou1 ting3 zhong4 yao4"),
        ("教学生", "jiao1 xue2 sheng1"),
        ("睡着了", "shui4 zhao2 le5"),
        ("看着", "kan4 zhe5"),
        ("着手", "zhuo2 shou3"),
        ("了解了", "liao2 jie3 le5"),
        ("会计会议", "kuai4 ji4 hui4 yi4"),
        ("都来首都", "dou1 lai2 shou3 du1"),
        ("只有一只", "zhi2 you3 yi4 zhi1"),
        ("中奖", "zhong4 jiang3"),
        ("音乐快乐", "yin1 yue4 kuai4 le4"),
        ("分子", "fen1 zi3"),
        ("言行不一", "yan2 xing2 bu4 yi1"),
        ("仇先生报仇", "qiu2 xian1 sheng5 bao4 chou2"),
        ("他姓单", "ta1 xing4 shan4"),
        ("那只灯泡", "na4 zhi1 deng1 pao4"),
        ("那只是灯泡", "na4 zhi3 shi4 deng1 pao4"),
        ("共三行", "gong4 san1 hang2"),
        ("第一行字", "di4 yi1 hang2 zi4"),
        ("一行人走了", "yi4 xing2 ren2 zou3 le5"),
        ("调成静音", "tiao2 cheng2 jing4 yin1"),
        ("过了四十个字", "guo4 le5 si4 shi2 ge5 zi4"),
        ("曾国藩曾经", "zeng1 guo2 fan1 ceng2 jing1"),
    ],
)
def test_context_chooses_the_reading(text: str, pinyin: str, lexicon: Lexicon) -> None:
    assert numbered_pinyin(read_mandarin(text, lexicon)) == pinyin


def test_tokens_keep_kind_text_and_span(lexicon: Lexicon) -> None:
    text = "玩儿 OpenAI 的产品，好。"
    tokens = read_mandarin(text, lexicon)
    assert [(token.kind, token.text) for token in tokens] == [
        ("word", "玩儿"),
        ("mark", " "),
        ("latin", "OpenAI"),
        ("mark", " "),
        ("word", "的"),
        ("word", "产品"),
        ("mark", "，"),
        ("word", "好"),
        ("mark", "。"),
    ]
    assert all(text[token.start : token.end] == token.text for token in tokens)
    merged = tokens[0].syllables[0]
    assert (merged.pinyin, merged.start, merged.end) == ("wanr2", 0, 2)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="我你他的一不了得地为长行重儿子个AIopen ，。“”—…·.&'-3", max_size=40))
def test_every_character_is_covered_once(text: str) -> None:
    tokens = read_mandarin(text, Lexicon())
    assert "".join(token.text for token in tokens) == text
    for token in tokens:
        covered = [i for one in token.syllables for i in range(one.start, one.end)]
        wanted = list(range(token.start, token.end)) if token.kind == "word" else []
        assert covered == wanted


def test_lexicon_decides_before_everything_else(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text("行长: xing2 chang2\n东西: dong1 xi1\n", encoding="utf-8")
    lexicon = load_lexicon(path)
    tokens = read_mandarin("行长买东西", lexicon)
    assert numbered_pinyin(tokens) == "xing2 chang2 mai3 dong1 xi1"
    assert [one.source for one in tokens[0].syllables] == ["lexicon", "lexicon"]


def test_lexicon_word_is_not_found_across_two_words(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text("行长: xing2 chang2\n", encoding="utf-8")
    assert numbered_pinyin(read_mandarin("银行长大", load_lexicon(path))) == (
        "yin2 hang2 zhang3 da4"
    )


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("音樂很快樂。", "音乐很快乐。"),
        ("他看著我，睡著了。", "他看着我，睡着了。"),
        ("屋子很乾淨，餅乾吃完了。", "屋子很干净，饼干吃完了。"),
        ("去銀行還錢。", "去银行还钱。"),
        ("為什麼不睡覺？", "为什么不睡觉？"),
        ("這條路長得離譜。", "这条路长得离谱。"),
        ("挑戰準備好了嗎", "挑战准备好了吗"),
        ("由於關係，衞生署發現頭髮", "由于关系，卫生署发现头发"),
    ],
)
def test_traditional_text_is_read_like_simplified(
    traditional: str, simplified: str, lexicon: Lexicon
) -> None:
    tokens = read_mandarin(traditional, lexicon)
    assert numbered_pinyin(tokens) == numbered_pinyin(read_mandarin(simplified, lexicon))
    assert "".join(token.text for token in tokens) == traditional


def test_word_of_the_lexicon_may_be_written_in_traditional_characters(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text("銀行: yin2 xing2\n", encoding="utf-8")
    assert numbered_pinyin(read_mandarin("去銀行", load_lexicon(path))) == "qu4 yin2 xing2"


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("垃圾和法國", "le4 se4 han4 fa4 guo2"),
        ("星期一很危險", "xing1 qi2 yi1 hen3 wei2 xian3"),
        ("和平的企業", "he2 ping2 de5 qi4 ye4"),
    ],
)
def test_taiwans_standard_is_read_where_it_is_asked_for(
    text: str, pinyin: str, lexicon: Lexicon
) -> None:
    taiwan = lexicon.by_standard("taiwan")
    assert numbered_pinyin(read_mandarin(text, taiwan)) == pinyin
    assert numbered_pinyin(read_mandarin(text, lexicon)) != pinyin
    assert taiwan.digest != lexicon.digest
    assert taiwan.for_engine("kokoro").standard == "taiwan"


def test_lexicon_wins_over_the_standard(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text("垃圾: la1 ji1\n", encoding="utf-8")
    taiwan = load_lexicon(path).by_standard("taiwan")
    assert numbered_pinyin(read_mandarin("垃圾", taiwan)) == "la1 ji1"


def test_network_never_overrules_a_common_character_but_doubts_it(lexicon: Lexicon) -> None:
    text = "你钱少的时候，兵少。"
    syllables = [one for token in read_mandarin(text, lexicon) for one in token.syllables]
    few = [one for one in syllables if text[one.start] == "少"]
    assert [one.pinyin for one in few] == ["shao3", "shao3"]
    assert {one.source for one in few} == {"character"}
    assert any(one.uncertain for one in few)


def test_unknown_character_is_named(lexicon: Lexicon) -> None:
    with pytest.raises(ReadingError, match="U\\+323A0"):
        read_mandarin("他叫\U000323a0", lexicon)


def test_doubtful_answer_of_the_network_is_marked(lexicon: Lexicon) -> None:
    text = "他回怼了她，银行"
    syllables = [one for token in read_mandarin(text, lexicon) for one in token.syllables]
    assert any(one.uncertain for one in syllables)
    assert not any(one.uncertain for one in syllables if one.source == "word")


def judged_rows() -> dict[str, list[tuple[str, str]]]:
    """Sentences and the reading of what stands between 〔 and 〕, by category."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            category, text, pinyin = line.split("\t")
            rows.setdefault(category, []).append((text, pinyin))
    return rows


def reading_between_brackets(text: str, lexicon: Lexicon) -> str:
    low, high = text.index("〔"), text.index("〕") - 1
    tokens = read_mandarin(text.replace("〔", "").replace("〕", ""), lexicon)
    syllables = [one for token in tokens for one in token.syllables]
    return " ".join(one.pinyin for one in syllables if one.start < high and one.end > low)


@pytest.mark.parametrize(("category", "rows"), judged_rows().items())
def test_own_sentences_meet_the_floor(
    category: str, rows: list[tuple[str, str]], lexicon: Lexicon
) -> None:
    said = {text: reading_between_brackets(text, lexicon) for text, _ in rows}
    wrong = [(text, said[text], pinyin) for text, pinyin in rows if said[text] != pinyin]
    assert len(wrong) <= (1 - FLOOR) * len(rows), wrong
