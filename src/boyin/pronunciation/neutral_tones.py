"""Which characters of a run are said without a tone of their own."""

from collections.abc import Iterator
from functools import cache

from boyin.ground.settings import voices_folder

_PARTICLES = frozenset("吧呢吗嘛啊呀哇啦呗咯喽哟")
_DIRECTIONS = frozenset("上下进出回过起开")
_DOUBLED_VERBS = frozenset(
    "看说听想问试走聊谈坐等读写学找玩笑动查比尝歇转逛吃喝讲练改摸闻猜算用谢帮管量洗擦"
)
_EXPERIENCED = frozenset("去做见有说吃来到看听想用写学买读试玩住给问提当是爱")
"""Before 过 in a word where it is a particle: 去过, but not 经过."""
_BEFORE_PASSING = frozenset("我你他她它们就也不再要会能去来已经曾没的地得了着在从可将又还先")
"""Before 过 where it is a verb."""

_LOCAL = (
    "政府", "债", "财政", "财力", "性", "法", "立法", "人大", "政协", "国企", "国资", "标准",
    "志", "戏", "经济", "特色", "部门", "军", "各级", "党委", "官", "台", "两会", "保护",
    "企业", "税", "品牌", "教育", "武装", "专项", "银行", "金融", "城投", "平台", "队", "媒体",
    "组织", "议会", "选举", "检察", "当局", "领导",
)  # fmt: skip
"""Behind 地方 where it is what is not the capital's; elsewhere it is a place."""


def neutral_positions(text: str, spans: list[tuple[int, int]], pinyin: list[str]) -> Iterator[int]:
    """The positions in `text` of syllables without a tone."""
    for number, (start, end) in enumerate(spans):
        last = end - 1
        word = text[start:end]
        if _ends_neutral(word) and not (word == "地方" and text.startswith(_LOCAL, end)):
            yield last
        if len(word) == 4 and word.endswith("一下") and word[:2] in _words():
            yield start + 1
        if len(word) == 4 and _is_doubled(word[:2]) and _is_doubled(word[2:]):
            yield from (start + 1, last)
        if _follows(text, start, end):
            yield last
        if number and len(word) == 1 and text[start - 1] == word and word in _DOUBLED_VERBS:
            yield start
        for i in range(max(start, 1), end):
            if _is_measure(text, i):
                yield i


def _ends_neutral(word: str) -> bool:
    if len(word) < 2:
        return False
    if word[0] == "一" and word[-1] == word[-2]:
        return False
    if word in _words() or (len(word) == 3 and word[-2:] in _words()):
        return True
    if len(word) == 2 and word[0] == word[1] and word[0] in _DOUBLED_VERBS:
        return True
    return word[-1] == "们" or (word[-1] in "来去" and word[-2] in _DIRECTIONS)


def _is_doubled(word: str) -> bool:
    return word[0] == word[1] and word in _words()


def _follows(text: str, start: int, end: int) -> bool:
    """Particles, and 过 behind its verb."""
    word = text[start:end]
    if start and word[-1] in _PARTICLES and len(word) == 1:
        return True
    if word in ("们", "个"):
        return True
    if len(word) == 2 and word[1] == "过":
        return word[0] in _EXPERIENCED
    return word == "过" and start > 0 and text[start - 1] not in _BEFORE_PASSING


def _is_measure(text: str, i: int) -> bool:
    """个 behind a number or a verb: 一个, 这个, 想个办法; but 各个体 keeps its tones."""
    return text[i] == "个" and text[i : i + 2] not in ("个体", "个性", "个别", "个案")


@cache
def _words() -> frozenset[str]:
    path = voices_folder() / "mandarin" / "neutral.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
