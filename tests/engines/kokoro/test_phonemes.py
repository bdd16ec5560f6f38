"""What Kokoro is given to speak: every character as a sound or a pause, in the model's symbols."""

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin.contrib.tone_convert import to_tone3
from pypinyin.pinyin_dict import pinyin_dict

from boyin.engines.base import Voice
from boyin.engines.kokoro import KokoroEngine
from boyin.engines.kokoro.english.english import english_phonemes
from boyin.engines.kokoro.english.letters import shipped_letters
from boyin.engines.kokoro.english.romanised import romanised
from boyin.engines.kokoro.english.text import in_words
from boyin.engines.kokoro.mandarin import MARKS, mark_symbols, syllable_symbols
from boyin.engines.kokoro.phonemes import phonemes_of
from boyin.engines.kokoro.tokens import SLOWLY
from boyin.ground.errors import ReadingError
from boyin.ground.languages import Language
from boyin.pronunciation.lexicon import Lexicon, shipped_lexicon

VOCABULARY = frozenset(
    ';:,.!?—…"()“” \u0303ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸ'
    "θœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ"
)
"""The 114 symbols of Kokoro v1.0."""


def all_syllables() -> list[str]:
    spelled = {
        to_tone3(one, neutral_tone_with_five=True).replace("ü", "v")[:-1]
        for joined in pinyin_dict.values()
        for one in joined.split(",")
    }
    return sorted(one + tone for one in spelled for tone in "12345")


def trained_symbols(pinyin: str) -> str:
    """The symbols the model was trained on: misaki's IPA, its tones as arrows."""
    from misaki.transcription import pinyin_to_ipa

    ipa = "".join(pinyin_to_ipa(pinyin)[0])
    for tone, arrow in (("˧˩˧", "↓"), ("˧˥", "↗"), ("˥˩", "↘"), ("˥", "→")):
        ipa = ipa.replace(tone, arrow)
    return re.sub("[ɻɹ]\u0329", "ɨ", ipa).replace("\u032f", "")


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="misaki wants an older Python")
def test_syllables_are_those_the_model_was_trained_on() -> None:
    syllables = all_syllables()
    assert len(syllables) > 2000
    differing = {one for one in syllables if syllable_symbols(one) != trained_symbols(one)}
    # 哟 is yo, not wo.
    assert differing == {f"yo{tone}" for tone in "12345"}


@pytest.mark.parametrize(
    ("pinyin", "symbols"),
    [
        ("huar1", "xwa→ɚ"),
        ("wanr2", "wa↗ɚ"),
        ("huir4", "xwə↘ɚ"),
        ("shir4", "ʂɚ↘"),
        ("yangr4", "ja↘ŋɚ"),
    ],
)
def test_merged_er_replaces_the_coda(pinyin: str, symbols: str) -> None:
    assert syllable_symbols(pinyin) == symbols


@pytest.mark.parametrize("pinyin", ["qinq4", "hao", "hao6", "bzz1"])
def test_no_syllable_is_an_error(pinyin: str) -> None:
    with pytest.raises(ReadingError):
        syllable_symbols(pinyin)


def test_unknown_mark_is_named() -> None:
    with pytest.raises(ReadingError, match=re.escape("“♪” (U+266A)")):
        mark_symbols("♪")


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("你好，世界。", "ni↗xau↓, ʂɨ↘ʨje↘."),
        ("没那么科幻。", "mei↗ na↘mɤ kʰɤ→xwa↘n."),
        ("《纽约时报》发表", "“njou↓ɥe→ʂɨ↗pau↘” fa→pjau↓"),
        ('他说："走。"', "tʰa→ ʂwo→: “ʦou↓.”"),
        ("可是——谁……", "kʰɤ↓ʂɨ↘ — ʂwei↗…"),
        ("用 OpenAI 的AI。", "jʊ↘ŋ ‹ˌOpənˌAˈI tɤ ‹ˈAˌI."),
    ],
)
def test_chinese_sentence_in_symbols(text: str, symbols: str) -> None:
    assert phonemes_of(text, "zh", shipped_lexicon()) == symbols


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("The world is in peril.", "ðə wˈɜɹld ɪz ɪn pˈɛɹəl."),
        ("Zoë Hitzig", "zˈOi hˈɪtsɪɡ"),
        ("Altman's", "ˈɔltmənz"),
        ("Musk’s", "mˈʌsks"),
        ("GPT-4", "ʤˌipˌitˈi fˈɔɹ"),
        ("LLMs' costs", "ˌɛlɛlˈɛmz kˈɔsts"),
        ("chatgpt", "ʧˌætʤˌipˌitˈi"),
        ("$3.5 billion", "θɹˈi pˈYnt fˈIv bˈɪljən dˈɑləɹz"),
        ("10%", "tˈɛn pəɹsˈɛnt"),
        ("3-5", "θɹˈi tə fˈIv"),
        ("R&D", "ˈɑɹ ænd dˈi"),
        ("2+2=4", "tˈu plˈʌs tˈu ˈikwᵊlz fˈɔɹ"),
    ],
)
def test_english_phonemes(text: str, symbols: str) -> None:
    assert english_phonemes(text, shipped_lexicon()) == symbols


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("$1.2B", "1 point 2 billion dollars"),
        ("HK$20, US$1,299.99", "20 Hong Kong dollars, 1,299 US dollars and 99 cents"),
        ("v2.0 and 1.2.3", "version 2 point 0 and 1 point 2 point 3"),
        ("2026-02-09", "February 9, 2026"),
        ("12:00, 9:05, 5pm", "12 o'clock, 9 oh 5, 5 p.m."),
        ("2019–2023, -5", "2019 to 2023, minus 5"),
        ("1/2, 24/7", "one half, 24 7"),
        ("World War II", "World War 2"),
        ("007", "0 0 7"),
        ("Qwen2.5-72B", "Qwen 2 point 5 72 billion"),
        ("@sama #AI", " at sama hashtag AI"),
        ("https://openai.com/blog", "openai dot com slash blog"),
        ("20°C × 3", "20 degrees Celsius  times  3"),
        ("C++ and C#", "C plus  plus  and C sharp"),
    ],
)
def test_symbols_become_words(text: str, words: str) -> None:
    assert re.sub(" +", " ", in_words(text)) == re.sub(" +", " ", words)


def test_unknown_symbol_in_english_is_named() -> None:
    with pytest.raises(ReadingError, match=re.escape("“♪” (U+266A)")):
        english_phonemes("la ♪ la", Lexicon())


def test_digits_in_chinese_are_refused() -> None:
    with pytest.raises(ReadingError, match="“3”"):
        phonemes_of("买了3个", "zh", shipped_lexicon())


def test_respelling_is_read_as_its_words() -> None:
    lexicon = Lexicon(respellings={"Nguyen": "win", "Siobhan": "shiv-on"})
    assert english_phonemes("Nguyen", lexicon) == "wˈɪn"
    assert english_phonemes("Siobhan", lexicon) == "ʃˈɪvˌɔn"


@pytest.mark.parametrize(
    ("word", "symbols"),
    [
        ("Xiaohongshu", "ʃˌWhˌʊŋʃˈu"),
        ("exotic", None),
        ("queue", None),
        ("Pinduoduo", "pˌɪndwˌOdwˈO"),
    ],
)
def test_only_pinyin_is_read_as_pinyin(word: str, symbols: str | None) -> None:
    assert romanised(word.lower()) == symbols


def test_letters_of_an_unknown_word_are_read() -> None:
    assert shipped_letters().read("blorptastic") == "bləɹptˈæstɪk"


def test_british_english_keeps_its_vowels() -> None:
    assert english_phonemes("go home", Lexicon(), british=True) == "ɡˌQ hˈQm"


def test_british_voices_read_names_and_terms_in_their_accent() -> None:
    lexicon = Lexicon(phonemes={"Altman": "ˈɔltmən", "Docker": "dˈɑkəɹ", "Murati": "mɜɹˈɑti"})
    said = english_phonemes("Altman Docker Murati", lexicon, british=True)
    assert said == "ˈɔːltmən dˈɒkə mɜːɹˈɒti"
    engine = KokoroEngine()
    american, british, blend = (
        engine.pronounce("喝hot水", "zh", voice=Voice(name), lexicon=lexicon)
        for name in ("af_heart", "bf_emma", "zf_xiaoxiao:0.5+bf_emma:0.5")
    )
    assert "hˈɑt" in american
    assert british == blend
    assert "hˈɒt" in british


def test_english_within_chinese_has_no_flaps() -> None:
    assert "T" in english_phonemes("Twitter meeting", Lexicon())
    assert "T" not in phonemes_of("用Twitter开meeting", "zh", Lexicon())


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("Tim Cook", "tʰˈɪm kʰˈʊk"),
        ("ChatGPT", "ʧʰˌætʤˌipʰˌitʰˈi"),
        ("return to Stripe", "ɹətʰˈɜɹn tʰə stɹˈIp"),
        ("platform cloud", "pʰlˈætfˌɔɹm kʰlˈWd"),
        ("prompt script", "pʰɹˈɑmpt skɹˈɪpt"),
    ],
)
def test_stops_of_english_within_chinese_are_breathed(text: str, symbols: str) -> None:
    said = phonemes_of(f"说{text}", "zh", shipped_lexicon())
    assert said.replace(SLOWLY, "") == f"ʂwo→ {symbols}"


@pytest.mark.parametrize(
    ("text", "language", "symbols"),
    [
        ("做 machine learning。", "zh", "ʦwo↘ ‹məʃˈin ‹lˈɜɹnɪŋ."),
        ("“agent”和A股", "zh", "“‹ˈAʤᵊnt” xɤ↗ ˈA ku↓"),
        ("We ate 火锅 today.", "en", "wˌi ˈAt xwo↓kwo→ tədˈA."),
    ],
)
def test_english_words_within_chinese_are_said_slowly(
    text: str, language: Language, symbols: str
) -> None:
    assert phonemes_of(text, language, shipped_lexicon()) == symbols


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from([*"我你的一不儿得长GPTopenai ", *MARKS]), max_size=30))
def test_nothing_leaves_the_vocabulary(text: str) -> None:
    assert set(phonemes_of(text, "zh", shipped_lexicon())) <= VOCABULARY | {SLOWLY}
