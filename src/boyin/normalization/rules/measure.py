"""Amounts with a unit's sign: 60km/h → 每小时六十公里, -5℃ → 零下五摄氏度, 39°54′N → 北纬….

Also sizes (20×30cm) and ranges (3~5kg). Units written in Chinese need no rule.
"""

import regex

from boyin.normalization.rules.base import (
    DASH,
    MAGNITUDE,
    NEGATIVE,
    NUMBER,
    Rule,
    after,
    before,
    compiled,
    pattern,
)
from boyin.normalization.rules.numerals import say_amount, say_number
from boyin.normalization.vocabulary import below_stroke, rates, units

_FREE = r"(?<![0-9A-Za-z]-?)(?<![0-9][.,:/])"
_END = r"(?![A-Za-z0-9²³]|-[A-Za-z])"
_LOW = rf"(?:(?<low>{NUMBER})(?<lowmag>{MAGNITUDE})?(?<lowunit>\L<unit>|°C?)?{DASH})?"
_HIGH = rf"(?<number>{NUMBER})(?<magnitude>{MAGNITUDE})?\+? ?"
_SIDES = rf"(?<sides>(?:{NUMBER}(?:\L<unit>)? ?[x×*X] ?)+)"
_SIDE = rf"({NUMBER})(\L<unit>)?"

_WATTS = regex.compile(
    r"\+|的?(?:粉丝|用户|阅读|播放|人(?!体)|元|张|次|块|年薪|收入|存款|浏览|点赞|销量|现金)"
)
_NETWORK = regex.compile(r" ?(?:网络|手机|时代|基站|技术|信号|套餐|通信|商用|芯片)")


def say_measure(match: regex.Match[str]) -> str | None:
    unit = match["unit"]
    if unit == "W" and _WATTS.match(after(match)):
        return f"{say_number(match['number'])}万"
    if unit in ("g", "V", "m", "t", "L") and _NETWORK.match(after(match)):
        return None
    if match[0] == "0L":
        # A nought of a program, of the type long.
        return None
    said = units()[unit]
    amount = say_amount(match["number"], match["magnitude"] or "", said)
    if match["low"] is None:
        return amount + ("多" if "+" in match[0] else "") + said
    low_unit = match["lowunit"]
    low = say_amount(match["low"], match["lowmag"] or "", said)
    return f"{low}{units()[low_unit] if low_unit else ''}到{amount}{said}"


def say_duration(match: regex.Match[str]) -> str:
    """1h30min, 2m15s: every part with its unit."""
    parts = (("hours", "小时"), ("minutes", "分"), ("seconds", "秒"))
    return "".join(say_amount(match[part], "", unit) + unit for part, unit in parts if match[part])


def say_rate(match: regex.Match[str]) -> str:
    per, unit = below_stroke().get(match["per"], match["per"]), units()[match["unit"]]
    amount = f"{say_span(match, unit)}{unit}"
    return f"{amount}每{per}" if regex.search("[<>≤≥=≈] ?$", before(match)) else f"每{per}{amount}"


def say_double_rate(match: regex.Match[str]) -> str:
    """5mg/(kg·d) → 每千克每天五毫克."""
    per, unit = (below_stroke()[match[part]] for part in ("per", "per2")), units()[match["unit"]]
    return f"每{'每'.join(per)}{say_span(match, unit)}{unit}"


def say_named_rate(match: regex.Match[str]) -> str:
    per, unit = rates()[match["unit"]]
    return f"每{per}{say_span(match, unit)}{unit}"


def say_counted_rate(match: regex.Match[str]) -> str:
    """Any word per second: 100 tokens/s, 200人/km²."""
    word = match["word"]
    amount = say_amount(match["number"], match["magnitude"] or "", word)
    return f"每{below_stroke()[match['per']]}{amount}{' ' if word.isascii() else ''}{word}"


def say_span(match: regex.Match[str], unit: str) -> str:
    high = say_amount(match["number"], match["magnitude"] or "", unit)
    if match["low"] is None:
        return high
    return f"{say_amount(match['low'], match['lowmag'] or '', unit)}到{high}"


def say_size(match: regex.Match[str]) -> str:
    unit = units()[match["unit"]]
    sides = [
        say_amount(number, "", units().get(sign, "")) + units().get(sign, "")
        for number, sign in compiled(_SIDE).findall(match["sides"])
    ]
    return "乘".join([*sides, say_amount(match["number"], "", unit) + unit])


def say_degrees(match: regex.Match[str]) -> str:
    """Below zero is 零下, said once even where it is already written."""
    below = "零下" if match["sign"] and not match["low"] and before(match, 2) != "零下" else ""
    fahrenheit = match["scale"] in ("F", "℉")
    unit = "度" if fahrenheit else "摄氏度"
    said = ("华氏" if fahrenheit else "") + below
    if match["low"]:
        return say_degree_range(match, said, unit)
    return said + say_amount(match["number"], "", "度") + unit


def say_degree_range(match: regex.Match[str], scale: str, unit: str) -> str:
    low, high = (say_amount(match[end], "", "度") for end in ("low", "number"))
    if not match["lowsign"]:
        return f"{scale}{low}到{high}{unit}"
    return f"{scale}零下{low}到{'零下' if match['sign'] else '零上'}{high}{unit}"


def say_position(match: regex.Match[str]) -> str:
    side = {"N": "北纬", "S": "南纬", "E": "东经", "W": "西经", "": ""}[
        match["side"] or match["front"] or ""
    ]
    said = say_amount(match["number"], "", "度") + "度"
    for part, unit in (("minutes", "分"), ("seconds", "秒")):
        if match[part]:
            said += say_number(match[part].lstrip("0") or "0") + unit
    return side + said


_SCALE = r" ?(?:° ?|º)(?<scale>[CFc])(?![A-Za-z])|(?<scale>[℃℉])"

RULE = Rule(
    "measure",
    (
        pattern(
            rf"(?<front>[NSEW] ?)?{_FREE}(?<number>{NUMBER}) ?[°º]"
            rf"(?: ?(?<minutes>{NUMBER}) ?[′'’])?"
            r"(?: ?(?<seconds>[0-9]+(?:\.[0-9]+)?) ?(?:[″”\"]|"
            r"''))? ?(?:(?<side>[NSEW])(?![A-Za-z]))?"
            r"(?! ?[CFc](?![A-Za-z]))",
            say_position,
        ),
        pattern(
            rf"(?:(?<lowsign>(?<![0-9A-Za-z]){NEGATIVE})?{_FREE}(?<low>{NUMBER})(?:°[CF]?|"
            rf"℃)?{DASH})"
            rf"(?<sign>{NEGATIVE})?(?<number>{NUMBER})(?:{_SCALE})",
            say_degrees,
        ),
        pattern(
            rf"(?<low>(?!))?(?<sign>(?<![0-9A-Za-z]){NEGATIVE})?"
            rf"(?<![0-9.])(?<number>{NUMBER})(?:{_SCALE})",
            say_degrees,
        ),
        pattern(
            rf"{_FREE}{_LOW}{_HIGH}(?<unit>\L<unit>)/(?<per>\L<below>|\L<per>){_END}",
            say_rate,
        ),
        pattern(
            rf"{_FREE}{_LOW}{_HIGH}(?<unit>\L<unit>)/[(（](?<per>\L<below>) ?[·.*⋅×] ?"
            r"(?<per2>\L<below>)[)）]",
            say_double_rate,
        ),
        pattern(
            rf"{_FREE}(?=[0-9]+ ?(?:h ?[0-9]+ ?m|(?:min|m) ?[0-9]+ ?s))(?:(?<hours>[0-9]+) ?h ?)?"
            rf"(?:(?<minutes>[0-9]+) ?(?:min|m) ?)?(?:(?<seconds>[0-9]+) ?s)?(?<![0-9]){_END}",
            say_duration,
        ),
        pattern(rf"{_FREE}{_LOW}{_HIGH}(?<unit>\L<rate>){_END}", say_named_rate),
        pattern(rf"{_FREE}{_HIGH}(?<word>[A-Za-z]+)/(?<per>\L<below>){_END}", say_counted_rate),
        pattern(
            rf"{_FREE}{_HIGH}(?<word>\p{{Han}}{{1,2}})/(?<per>\L<below>){_END}",
            say_counted_rate,
        ),
        pattern(rf"{_FREE}{_SIDES}(?<number>{NUMBER}) ?(?<unit>\L<unit>){_END}", say_size),
        pattern(rf"{_FREE}{_LOW}{_HIGH}(?<unit>\L<unit>){_END}", say_measure),
    ),
)
