"""Money with a sign or a code: $1.2亿 → 一点二亿美元, US$30, 100 USD, $5B → 五十亿美元, $20/月."""

import regex

from boyin.normalization.rules.base import (
    DASH,
    INTEGER,
    MAGNITUDE,
    NEGATIVE,
    NUMBER,
    Rule,
    after,
    before,
    pattern,
)
from boyin.normalization.rules.numerals import say_amount, say_number
from boyin.normalization.vocabulary import currencies

_SCALES = {
    "K": 3, "k": 3, "M": 6, "m": 6, "mn": 6, "B": 9, "b": 9, "bn": 9, "T": 12, "tn": 12,
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mln": 6, "bln": 9,
}  # fmt: skip
"""Powers of ten."""

_SCALE = rf"(?: ?(?<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})(?![A-Za-z]))?"
_PER = (
    r"(?: ?/ ?(?<per>人|[天月年次日周季晚]|小时|分钟|秒|吨|千克|公斤|斤|升|瓶|桶|盎司|公里|平方米|"
    r"平米|平|㎡|m²|m2|m³|m3|亩|台|辆|户|股|个|件|份|张|条|度|千瓦时|千次|kWh|kg|GB|token|"
    r"百万tokens?|1?[Mm] ?tokens?|hour|month|year|user|mo|yr|h|d))?"
)
_PERS = {
    "㎡": "平方米", "m2": "平方米", "m³": "立方米", "m3": "立方米", "m²": "平方米",
    "kWh": "千瓦时", "kg": "千克", "hour": "小时", "month": "月", "year": "年", "mo": "月",
    "yr": "年", "h": "小时", "d": "天", "平": "平米",
}  # fmt: skip


def scale_number(number: str, power: int) -> tuple[str, str]:
    """The number and its Chinese magnitude: 1.5 with 9 is 15 亿."""
    whole, _, decimals = number.replace(",", "").partition(".")
    digits = whole + decimals
    shift = power - len(decimals)
    for size, word in ((12, "万亿"), (8, "亿"), (4, "万")):
        if len(digits) + shift > size:
            return _shift(digits, shift - size), word
    return _shift(digits, shift), ""


def _shift(digits: str, shift: int) -> str:
    if shift >= 0:
        return (digits + "0" * shift).lstrip("0") or "0"
    digits = digits.rjust(1 - shift, "0")
    whole, decimals = digits[:shift].lstrip("0") or "0", digits[shift:].rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def say_sum(number: str, magnitude: str | None, scale: str | None, unit: str) -> str:
    if scale:
        number, magnitude = scale_number(number, _SCALES[scale])
    return say_amount(_without_noughts(number), magnitude or "", unit)


def _without_noughts(number: str) -> str:
    """¥1,299.00: the noughts behind the point fill the form."""
    return regex.sub(r"\.00$|(?<=\.[1-9])0$", "", number)


def say_per(per: str | None) -> str:
    """What stands below the stroke: 每月, 每百万tokens."""
    if not per:
        return ""
    millions = regex.fullmatch("1?[Mm] ?(tokens?)", per)
    return "每" + (f"百万{millions[1]}" if millions else _PERS.get(per, per))


def say_money(match: regex.Match[str]) -> str:
    unit = currencies()[match["sign"]]
    said = "负" if match["minus"] else ""
    if match["high"]:
        said += say_sum(match["number"], match["magnitude"], match["scale"], unit)
        # From one sum to another is two of them: 从五美元到十美元.
        twice = match["highsign"] and before(match, 1) in ("从", "由", "自")
        said += (
            (unit if twice else "")
            + "到"
            + say_sum(match["high"], match["highmag"], match["highscale"], unit)
        )
    else:
        said += say_sum(match["number"], match["magnitude"], match["scale"], unit)
    if match["more"]:
        said += "多"
    return say_per(match["per"]) + said + ("" if after(match).startswith(unit) else unit)


def say_price(match: regex.Match[str]) -> str:
    """A Chinese price per something: 99元/月 → 每月九十九元."""
    unit = match["unit"]
    said = say_sum(match["number"], match["magnitude"], None, unit)
    if match["low"]:
        said = f"{say_amount(match['low'], match['lowmag'] or '', unit)}到{said}"
    return say_per(match["per"]) + said + unit


def say_thousands(match: regex.Match[str]) -> str:
    """月薪8.5k is 八千五, as people say it of money."""
    ends = [number for number in (match["low"], match["number"]) if number]
    return "到".join(_say_thousand(number) for number in ends)


def _say_thousand(number: str) -> str:
    said = say_number(str(int(float(number.replace(",", "")) * 1000)))
    return regex.sub("(?<=万[一二三四五六七八九])千$|(?<=千[一二三四五六七八九])百$", "", said)


_HIGH_SCALE = _SCALE.replace("scale", "highscale")
_HIGH = (
    rf"(?:{DASH}(?<highsign>\L<currency>)?(?<high>{NUMBER})(?<highmag>{MAGNITUDE})?{_HIGH_SCALE})?"
)
_MORE = r"(?<more>\+(?![0-9]))?"

RULE = Rule(
    "money",
    (
        pattern(
            rf"(?<![A-Za-z])(?<minus>(?<![0-9A-Za-z]){NEGATIVE})?(?<sign>\L<currency>) ?"
            rf"(?<number>{NUMBER})(?<magnitude>{MAGNITUDE})?{_SCALE}{_HIGH}{_MORE}{_PER}",
            say_money,
        ),
        pattern(
            rf"(?<minus>(?<![0-9A-Za-z\p{{Han}}]){NEGATIVE})?(?<![0-9A-Za-z.-])(?<number>{NUMBER})"
            rf"(?<magnitude>{MAGNITUDE})?{_SCALE}"
            rf"(?:{DASH}(?<high>{NUMBER})(?<highmag>{MAGNITUDE})?(?<highscale>(?!))?"
            rf"(?<highsign>(?!))?)?{_MORE} ?"
            rf"(?<sign>\L<currency_code>|[$¥€£₩₹₽฿₫](?!\s?[0-9]))(?![A-Za-z]){_PER}",
            say_money,
        ),
        pattern(
            rf"(?<![0-9A-Za-z.])(?:(?<low>{NUMBER})(?<lowmag>{MAGNITUDE})?{DASH})?"
            rf"(?<number>{NUMBER})"
            rf"(?<magnitude>{MAGNITUDE})?(?<unit>元|美元|美金|块|欧元|英镑|港元|日元|人民币|美分|"
            rf"港币){_PER[:-1]}",
            say_price,
        ),
        pattern(
            rf"(?<![0-9A-Za-z.])(?<number>{INTEGER})\.00(?= ?(?:元|[美欧港日]元|英镑|块))",
            lambda match: say_amount(match["number"], "", "元"),
        ),
        pattern(
            rf"(?<=\L<earns>[^，。；0-9]{{0,3}})(?:(?<low>{NUMBER})[kK]?{DASH})?"
            rf"(?<number>{NUMBER})[kK](?![A-Za-z0-9])",
            say_thousands,
        ),
    ),
)
