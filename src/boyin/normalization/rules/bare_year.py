"""Years without 年: 截至2023 → 截至二零二三, 2024巴黎奥运会; a count or a price stays a number."""

import regex

from boyin.normalization.rules.base import Rule, after, before, pattern
from boyin.normalization.rules.counters import is_counted
from boyin.normalization.rules.numerals import say_digits

_AFTER = regex.compile(
    r" ?(?:财年|奥运|世界杯|亚运|欧洲杯|赛季|春晚|大会|峰会|世界|全球|中国|北京|巴黎|夏|冬|秋|春|"
    r"年度|学年|款|版|届|级|元旦|国庆|双十|新年|上海|东京|开年|毕业|校招|高考|考研|考生|规划|愿景|"
    r"议程|目标|论坛|博览会|展|榜|排行)"
)
_BEFORE = regex.compile(
    r"(?:截至|截止|自从?|始于|生于|卒于|早在|回到|穿越到|展望|迈向|面向|©|[Cc]opyright) ?$"
)
_COUNTING = regex.compile(
    r"(?:[价售元共约近超达到为是有卖花第数过付省赚赔涨跌破值至少多少足仅才只满每]|等于|高于|低于|"
    r"合计|总计|[#$¥€£,.:/+*=×<>≤≥≈%-])$"
)
_UNIT = regex.compile(
    r" ?(?:[万亿元块美欧英港日]|[A-Za-z%°℃‰$€£¥.,:/+*=×<>²³-]|多|余|来|几|以[上下内]|的?平方|号|年)"
)


def say_bare_year(match: regex.Match[str]) -> str | None:
    year = match[0]
    if is_counted(after(match)):
        return None
    if _AFTER.match(after(match)) or _BEFORE.search(before(match)):
        return say_digits(year)
    if year.endswith("00") or _COUNTING.search(before(match)) or _UNIT.match(after(match, 3)):
        return None
    return say_digits(year)


RULE = Rule(
    "bare_year",
    (pattern(r"(?<![0-9A-Za-z])(?<![0-9][.,:/-])(?:19|20)[0-9]{2}(?![0-9])", say_bare_year),),
)
