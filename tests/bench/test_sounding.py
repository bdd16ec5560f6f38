"""What counts as an English word that a recogniser heard, however it spells it, and what not."""

import pytest

from benchmarks.heard import Line, score
from benchmarks.sounding import NEAR, distance


@pytest.mark.parametrize(
    ("word", "said", "heard"),
    [
        ("Claude", "他用 Claude 写作。", "他用Cloud写作"),
        ("coffee", "喝一杯 coffee，再去跑步。", "喝一杯咖啡,再去跑步"),
        ("GPT", "用 GPT 写的。", "用 G P T 写的"),
        ("GPU", "的 GPU 不够用。", "的gpu不够用"),
        ("Dario", "首席执行官 Dario Amodei 说。", "首席执行官 Dario Wameday 说"),
        ("Amodei", "首席执行官 Dario Amodei 说。", "首席执行官 Darry Wameday 说"),
        ("Android", "新版 Android 系统。", "新版Androyed系統"),
    ],
)
def test_word_is_heard_by_its_sound(word: str, said: str, heard: str) -> None:
    assert distance(word, said, heard) <= NEAR


@pytest.mark.parametrize(
    ("word", "said", "heard"),
    [
        ("Chrome", "买下 Chrome 浏览器。", "买下空流冷气"),
        ("bug", "这个 bug 很难找。", "这个bag很难找"),
        ("cloud", "上传到 cloud 上。", "上传到class上"),
        ("Gemini", "Google 把 Gemini 装进去。", "Google把Germany装进去"),
        ("Copilot", "离不开 Copilot 了。", "离不开勾摆了"),
        ("demo", "投资人看 demo。", ""),
        # What sounds like it is the Chinese around it.
        ("pie", "这个 pie 的派。", "这个 的派"),
    ],
)
def test_word_is_not_heard_in_another(word: str, said: str, heard: str) -> None:
    assert distance(word, said, heard) > NEAR


def test_score_counts_spelling_sound_and_control() -> None:
    lines = [
        Line("他用 Claude 写 email。", "zh", "他用Cloud写email"),
        Line("她开了一家 bakery。", "zh", "她开了一家Email"),
    ]
    found = score("set", "voice", lines)
    assert found.missed == ("claude", "bakery")
    assert found.unheard == ("bakery",)
    assert found.spelled == pytest.approx(1 / 3)
    assert found.recall == pytest.approx(2 / 3)
    assert found.control == pytest.approx(1 / 3)
    assert (found.wrong, found.units) == (0, 8)
