"""Ratios and scores: 4:6 → 四比六, 比分78:96, 中国1-2, 以3–1获胜 → 以三比一获胜."""

import regex

from boyin.normalization.rules.base import Rule, after, before, pattern
from boyin.normalization.rules.counters import is_counted
from boyin.normalization.rules.numerals import say_ordinal
from boyin.normalization.rules.time import SCORED, SCORES

_SIDES = (
    r"(?:队|中国|国足|国奥|女足|男足|女排|男排|男篮|女篮|国乒|巴西|阿根廷|德国|法国|英格兰|西班牙|"
    r"葡萄牙|意大利|荷兰|比利时|克罗地亚|乌拉圭|日本|韩国|伊朗|沙特|澳大利亚|美国|墨西哥|泰国|越南|"
    r"卡塔尔|阿联酋|丹麦|瑞典|波兰|皇马|巴萨|曼联|曼城|利物浦|切尔西|阿森纳|热刺|拜仁|多特蒙德|"
    r"尤文|国米|米兰|巴黎|马竞|拉齐奥|罗马|那不勒斯|国安|申花|恒大|泰山|海港|湖人|勇士|火箭|"
    r"凯尔特人|热火|马刺)"
)


def say_ratio(match: regex.Match[str]) -> str:
    return "比".join(say_ordinal(part.strip()) for part in regex.split("[:：∶]", match[0]))


def say_score(match: regex.Match[str]) -> str | None:
    """A dash between small numbers is a score where a match is spoken of, or where one is 0."""
    home, away = match["home"], match["away"]
    told = SCORED.search(before(match, 12)) or SCORES.match(after(match))
    played = regex.search(rf"{_SIDES} ?$|以$", before(match))
    if not (told or played) or (is_counted(after(match)) and not SCORES.match(after(match))):
        return None
    return f"{say_ordinal(home)}比{say_ordinal(away)}"


RULE = Rule(
    "ratio",
    (
        pattern(
            r"(?<![0-9])(?<![0-9][:：.])[0-9]+(?:\.[0-9]+)?(?: ?[:：∶] ?[0-9]+(?:\.[0-9]+)?)+"
            r"(?![0-9:：]|\.[0-9])",
            say_ratio,
        ),
        pattern(
            r"(?<![0-9A-Za-z.:-])(?<home>[0-9]{1,3}) ?[-–—/] ?(?<away>[0-9]{1,3})(?![0-9A-Za-z%]|"
            r"[-.:/][0-9])",
            say_score,
        ),
    ),
)
