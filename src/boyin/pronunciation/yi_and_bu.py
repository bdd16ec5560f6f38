"""The tones of 一 and 不, which depend on what stands around them."""

import regex

_DIGITS = frozenset("零〇一二三四五六七八九")
_NUMBERS = _DIGITS | frozenset("十百千万亿")
_DECIMALS = regex.compile(r"[零〇一二三四五六七八九十百千万亿]点[零〇一二三四五六七八九]*$")
_ORDINAL_BEFORE = frozenset("第初周十")
_ORDINAL_AFTER = frozenset("月号楼班级等流")
_TELLING = frozenset(
    "这那每某另又近有任前后上下进全新哪头各该多非看来走试说想问听找坐喝吃玩笑等逛查用"
)
"""Before a 一 that counts, even where it ends its word: 这一, 另一, 进一 (步)."""
_WHOLES = frozenset("统唯专划")
"""Before a 一 that is one and whole wherever its word ends: 统一标准."""
_CONTRASTED = regex.compile("独一无二|数一数二|说一不二|一五一十")
_COMPLEMENTS = frozenset("得了及多起住到见过上下来去着动成开清懂完出进通好定准透惯齐够倒")
_OVERCOME = frozenset("喘说打比瞒逃躲跑赢斗忙信拗敌抵绕熬扛骗争")
"""Before 不过 where it says that something can't be done: 喘不过气."""
_ADVERBS = frozenset("绝并决毫从永若要莫岂无谁何再又也都就才且但而可尚仍是")


def yi_tone(text: str, i: int, start: int, end: int, following: str) -> str:
    """The tone of 一 at `i`, in the word from `start` to `end`, before a syllable's tone."""
    before = text[i - 1] if i else ""
    after = text[i + 1] if i + 1 < len(text) else ""
    if _is_whole(text, i, start):
        return "1"
    if before and before == after and before not in _NUMBERS:
        return "5"
    if not after or text[start:end] == "万一":
        return "1"
    if _is_digit_by_digit(text, i, before, after) or _is_ordinal(text, i, before, after):
        return "1"
    if i == end - 1 and end - start > 1 and before not in _TELLING | _NUMBERS:
        return "1"
    return "2" if following in "45" else "4"


def bu_tone(text: str, i: int, start: int, end: int, following: str) -> str:
    """The tone of 不 at `i`, in the word from `start` to `end`, before a syllable's tone."""
    before = text[i - 1] if i else ""
    after = text[i + 1] if i + 1 < len(text) else ""
    if before and before == after:
        return "5"
    if after == "过" and before and before in _OVERCOME:
        return "5"
    inside = start < i < end - 1 and end - start == 3
    if inside and after in _COMPLEMENTS and before not in _ADVERBS:
        return "5"
    return "2" if following == "4" else "4"


def _is_whole(text: str, i: int, start: int) -> bool:
    """统一, 独一无二: one and no other. In 系统一般 a word ends between."""
    if start < i and text[i - 1] in _WHOLES and text[i + 1 : i + 2] not in tuple("个下点次"):
        return True
    return any(found.start() <= i < found.end() for found in _CONTRASTED.finditer(text))


def _is_digit_by_digit(text: str, i: int, before: str, after: str) -> bool:
    """一九九八, 二零一一, 三点一四, 一十."""
    if after in _DIGITS or after == "十" or (before in _DIGITS and after not in "百千万亿"):
        return True
    ends_hour = text[i + 3 : i + 4] in ("十", "分", "刻", "半")
    if after == "点" and text[i + 2 : i + 3] in _DIGITS and not ends_hour:
        return True
    decimal = _DECIMALS.search(text, 0, i) is not None
    return decimal and after not in "刻会"


def _is_ordinal(text: str, i: int, before: str, after: str) -> bool:
    """第一, 十一, 星期一, 一月."""
    if before in _ORDINAL_BEFORE:
        return True
    if text[max(0, i - 2) : i] in ("星期", "礼拜"):
        return True
    if after == "季" or text.startswith("年级", i + 1):
        return True
    return after in _ORDINAL_AFTER and before not in _TELLING and not _counts(text, i)


def _counts(text: str, i: int) -> bool:
    """一等奖 is a rank; 一班人, 一流水 don't occur, but 一号召 does: the words after it decide."""
    return text[i + 1 : i + 3] in ("号召", "号令", "等到", "月光", "班人", "级级", "等一")
