"""Rules for characters that grammar decides, not the words they stand in: 得, 地, 为, surnames …

The words that the rules ask for stand in voices/mandarin/neighbours.tsv.

Promise: a rule answers only for a character that no dictionary word holds; otherwise None.
"""

from collections.abc import Callable
from functools import cache

import regex

from boyin.pronunciation.rules.neighbours import WORDS, reading_by_neighbours
from boyin.pronunciation.rules.verbs import verb_reading

_DONE = regex.compile("[上下][涨跌升降扬滑调移落沉楼车]|下[定决]|上[前来去]|处理|处置|面[对向带]")
"""Behind 地 what is done, though it begins like a place: 持续地上涨."""
_TWICE = regex.compile(
    r"(\p{Han})\1(?<![处人])$|(\p{Han})\2(\p{Han})\3$|(\p{Han})\p{Han}\4\p{Han}$"
)
"""Before 地 what is said twice: 慢慢, 高高兴兴, 全心全意."""
_EASILY = regex.compile("(?<![容轻不简])易$")
"""Before 得 where it is got: 易得; but 容易得多."""
_GREAT_BANK = regex.compile("(?:(?:国有|外资|中资|[两三四五六各])大|[农城]商|股份)$")
"""Before 行 where it is a bank: 六大行."""
_LED = regex.compile(
    r"[领先部军兵众队团师真性其]|\p{Han}{1,5}(?:军(?!事)|部队|舰队|代表团|师(?!长))"
)
"""Behind 率 where somebody leads: 率队, 率国民军."""


def particle_reading(text: str, i: int, start: int, end: int) -> str | None:
    """The reading of the character at `i` in the run `text`, in the word from `start` to `end`."""
    if pinyin := verb_reading(text, i, start, end) or reading_by_neighbours(text, i):
        return pinyin
    rule = _RULES.get(text[i])
    return rule(text, i, start, end) if rule else None


def _read_de(text: str, i: int, start: int, end: int) -> str:
    """Must (děi), get (dé), or the particle between a verb and how it goes (de)."""
    before, after = text[:i], text[i + 1 :]
    if _is_result(before, after):
        return "de2"
    leans = start < i and before[-1:] not in tuple("咱我你他她您们")
    if leans or before[-1:] in WORDS.members("shown") or _is_degree(before, after):
        return "de5"
    obliged = not before or before.endswith(WORDS.words("somebody") + WORDS.words("must: before"))
    if after.startswith(WORDS.words("get: behind")) and obliged:
        return "de2"
    if end - start > 1 or obliged:
        return "dei3" if after else "de2"
    must = after.startswith(WORDS.words("must: behind"))
    return "dei3" if must and len(before) > 1 else "de5"


def _is_result(before: str, after: str) -> bool:
    """意外之得; 移项可得, before a formula."""
    if before.endswith(("之", "即", "可兼", "能兼")) or _EASILY.search(before):
        return True
    return not after and before.endswith(WORDS.words("reckoned"))


def _is_degree(before: str, after: str) -> bool:
    """容易得多, 冻得直抖: how much, or what it is like."""
    much = after.startswith("多") and after[1:2] in ("", *"了的呢吧啊嘛")
    if much and before[-1:] not in tuple("我你他她它们您"):
        return True
    obliged = before.endswith(WORDS.words("somebody") + WORDS.words("must: before"))
    return not obliged and after.startswith(WORDS.words("degree"))


def _read_di(text: str, i: int, start: int, end: int) -> str | None:
    """Between how and what is done it is de; elsewhere it is the ground."""
    before, after = text[:i], text[i + 1 :]
    if _is_manner(before):
        return "de5"
    if i > start:
        return None
    if len(before) < 2 or not after:
        return "di4"
    if after.startswith(WORDS.words("ground: behind")) and not _DONE.match(after):
        return "di4"
    return "di4" if before.endswith(WORDS.words("ground: before")) else "de5"


def _is_manner(before: str) -> bool:
    """慢慢地, 高高兴兴地, 尽可能多地, 类似地: how, even where nothing follows."""
    if before.endswith(WORDS.words("manner")) or _TWICE.search(before):
        return True
    degree = {before[-3:-2], before[-2:-1]} & set("很更最挺太")
    return bool(degree) and not before.endswith(WORDS.words("places"))


def _read_dou(text: str, i: int, start: int, end: int) -> str | None:
    """A city is dū where its middle or the like makes a word of its own: 都市里."""
    if end - start > 1:
        return None
    city = text.startswith(WORDS.words("of a city"), i + 1)
    return "du1" if city and not text[:i].endswith(WORDS.words("who all")) else "dou1"


def _read_chang(text: str, i: int, start: int, end: int) -> str | None:
    return "chang2" if text[:i].endswith(WORDS.words("very") + WORDS.words("too long")) else None


def _read_hang(text: str, i: int, start: int, end: int) -> str | None:
    """A counted line is háng (第三行字); a party on its way is xíng (一行人)."""
    if text[:i].endswith("该") and text[i + 1 : i + 2] not in ("为", "业", "动", "程"):
        return "hang2"
    if _GREAT_BANK.search(text, 0, i) or (text[:i].endswith("大") and _banks().match(text, i + 1)):
        return "hang2"
    counted = text[:i].endswith(WORDS.words("counted"))
    return "hang2" if counted and not text.startswith(WORDS.words("party"), i + 1) else None


@cache
def _banks() -> regex.Pattern[str]:
    """Behind 大行 where it is banks: 大行下调利率."""
    return regex.compile("|".join(WORDS.words("banks")))


def _read_zhi(text: str, i: int, start: int, end: int) -> str | None:
    """The measure word (那只灯泡) or only (那只是灯泡)."""
    counted = text[:i].endswith(WORDS.words("counted"))
    return "zhi1" if counted and not text.startswith(WORDS.words("only"), i + 1) else None


def _read_le(text: str, i: int, start: int, end: int) -> str | None:
    """受不了了: the second one is the particle."""
    return "le5" if text[i - 1 : i] == "了" and i else None


def _read_bao(text: str, i: int, start: int, end: int) -> str | None:
    return "bao2" if text[:i].endswith(WORDS.words("very")) else None


def _read_xi(text: str, i: int, start: int, end: int) -> str | None:
    """把鞋带系上 ties; 中文系上课 does not."""
    tied = text[i + 1 : i + 2] in ("上", "在", "住", "了") and any(
        one in text[max(0, i - 4) : i] for one in ("带", "绳", "扣", "巾", "腰", "裙", "结")
    )
    return "ji4" if tied else None


def _read_lv(text: str, i: int, start: int, end: int) -> str | None:
    """A rate (漏损率), unless somebody leads (率部, 率队)."""
    led = _LED.match(text, i + 1) is not None
    if led:
        return "shuai4"
    return "lv4" if i else None


def _read_xue(text: str, i: int, start: int, end: int) -> str | None:
    """Blood that flows is xiě where it is a word of its own."""
    flows = text[:i].endswith(
        ("流了", "很多", "一点", "点儿", "不少", "一滴", "出了", "抽了", "吐了", "的")
    )
    return (
        "xie3" if flows and end - start == 1 and text[i + 1 : i + 2] in ("", "了", "的") else None
    )


_RULES: dict[str, Callable[[str, int, int, int], str | None]] = {
    "得": _read_de,
    "地": _read_di,
    "都": _read_dou,
    "长": _read_chang,
    "行": _read_hang,
    "只": _read_zhi,
    "了": _read_le,
    "系": _read_xi,
    "薄": _read_bao,
    "血": _read_xue,
    "率": _read_lv,
}
