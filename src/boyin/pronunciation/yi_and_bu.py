"""The tones of 一 and 不, which depend on what stands around them.

The words that decide it stand in voices/mandarin/tones.tsv.
"""

from functools import cache

import regex

from boyin.pronunciation.neutral_tones import WORDS

_LETTER = regex.compile(r"(?<!\p{Latin})\p{Latin}$")
_DECIMALS = regex.compile(r"[零〇一二三四五六七八九十百千万亿]点[零〇一二三四五六七八九]*$")


def yi_tone(text: str, i: int, start: int, end: int, following: str) -> str:
    """The tone of 一 at `i`, in the word from `start` to `end`, before a syllable's tone."""
    before = text[i - 1] if i else ""
    after = text[i + 1] if i + 1 < len(text) else ""
    if _is_whole(text, i, start):
        return "1"
    figure = after == "点" and text[i + 2 : i + 3] in tuple(WORDS.members("digits"))
    counts_each = text[max(0, i - 2) : i] == "一" + before
    if before and before == after and not (_in_number(before) or figure or counts_each):
        return "5"
    if not after or text[start:end] == "万一":
        return "1"
    if _is_digit_by_digit(text, i, before, after) or _is_ordinal(text, i, before, after):
        return "1"
    counts = before in WORDS.members("telling") or _in_number(before)
    if i == end - 1 and end - start > 1 and not counts:
        return "1"
    return "2" if following in "45" else "4"


def is_label(text: str, spans: list[tuple[int, int]], before: str) -> bool:
    """M一芯片 was written M1: a figure right behind a letter; A一来就走 tells of somebody."""
    alone = text[:1] == "一" and spans[0][1] == 1 and "就" not in text[:9]
    return alone and _LETTER.search(before[-2:]) is not None


def bu_tone(text: str, i: int, start: int, end: int, following: str) -> str:
    """The tone of 不 at `i`, in the word from `start` to `end`, before a syllable's tone."""
    before = text[i - 1] if i else ""
    after = text[i + 1] if i + 1 < len(text) else ""
    if before and before == after:
        return "5"
    if after == "过" and before and before in WORDS.members("overcome"):
        return "5"
    inside = start < i < end - 1 and end - start == 3
    if inside and after in WORDS.members("complements") and before not in WORDS.members("adverbs"):
        return "5"
    return "2" if following == "4" else "4"


def _is_whole(text: str, i: int, start: int) -> bool:
    """统一, 独一无二: one and no other. In 系统一般 a word ends between."""
    if (
        start < i
        and text[i - 1] in WORDS.members("wholes")
        and text[i + 1 : i + 2] not in tuple("个下点次")
    ):
        return True
    return any(found.start() <= i < found.end() for found in _contrasted().finditer(text))


def _is_digit_by_digit(text: str, i: int, before: str, after: str) -> bool:
    """一九九八, 二零一一, 三点一四, 一十."""
    digits = WORDS.members("digits")
    if after in digits or after == "十" or (before in digits and after not in "百千万亿"):
        return True
    ends_hour = text[i + 3 : i + 4] in ("十", "分", "刻", "半")
    little = text.startswith("一点一点", i) and text[i + 4 : i + 5] not in digits
    if after == "点" and text[i + 2 : i + 3] in digits and not ends_hour and not little:
        return True
    decimal = _DECIMALS.search(text, 0, i) is not None
    return decimal and after not in "刻会"


def _is_ordinal(text: str, i: int, before: str, after: str) -> bool:
    """第一, 十一, 星期一, 一月."""
    if before in WORDS.members("ordinal: before") and not _counts_weeks(text, i):
        return True
    if text[max(0, i - 2) : i] in ("星期", "礼拜"):
        return True
    if text.startswith("一是", i) and (i == 0 or text[:i].endswith(WORDS.words("listing"))):
        return True
    if after == "季" or text.startswith("年级", i + 1):
        return True
    if after and after in "和到与或至" and text[i + 2 : i + 3] in WORDS.members("digits"):
        return before not in WORDS.members("telling")
    rank = after in WORDS.members("ordinal: behind") and before not in WORDS.members("telling")
    return rank and not _counts(text, i)


def _counts_weeks(text: str, i: int) -> bool:
    """每周一次 is once a week, and no Monday."""
    return text[i + 1 : i + 2] in ("次", "趟", "回") and text[i - 1] in "周"


def _counts(text: str, i: int) -> bool:
    """一等奖 is a rank; 一班人, 一流水 don't occur, but 一号召 does: the words after it decide."""
    return text[i + 1 : i + 3] in WORDS.members("counting")


def _in_number(character: str) -> bool:
    return character in WORDS.members("digits") or character in WORDS.members("tens")


@cache
def _contrasted() -> regex.Pattern[str]:
    """独一无二, 说一不二: in these 一 keeps its tone."""
    return regex.compile("|".join(WORDS.words("contrasted")))
