"""Arabic numerals into Chinese ones, as they are said: 10005 → 一万零五, 2亿 → 两亿."""

from boyin.normalization.rules.counters import is_counted

DIGITS = "零一二三四五六七八九"
LARGEST = 16
"""Digits of the longest number that is counted; longer ones are read digit by digit."""

_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")


def say_digits(digits: str, *, one: str = "一") -> str:
    """Each digit by itself; what is not a digit is left out. 幺 is the telephone's `one`."""
    said = "".join(DIGITS[int(d)] for d in digits if d.isascii() and d.isdigit())
    return said.replace("一", one)


def say_group(group: int, *, leading: bool) -> str:
    """A number below 10 000 without the zero in front of it."""
    said, zero = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit == 0:
            zero = bool(said)
            continue
        if zero:
            said, zero = said + "零", False
        if digit == 2 and place >= 2 and not said and leading:
            said += "两"
        elif digit == 1 and place == 1 and not said and leading:
            pass
        else:
            said += DIGITS[digit]
        said += _PLACES[place]
    return said


def say_integer(digits: str) -> str:
    """A whole number, counted: 20000 → 两万. One with zeros in front is read digit by digit."""
    if len(digits) > LARGEST or (len(digits) > 1 and digits[0] == "0"):
        return say_digits(digits)
    value = int(digits)
    if value == 0:
        return "零"
    said = ""
    for index in (3, 2, 1, 0):
        group = value // 10000**index % 10000
        if group == 0:
            continue
        higher = value // 10000 ** (index + 1)
        # A gap is said as one 零: before a group with no thousands, or after an empty one.
        if said and (group < 1000 or (higher and higher % 10000 == 0)):
            said += "零"
        word = say_group(group, leading=not said)
        if not said and index and word == "二":
            word = "两"
        said += word + _GROUPS[index]
    return said


def say_number(number: str) -> str:
    """A number as written, thousands separators and decimals included: 1,234.50."""
    whole, _, decimals = number.replace(",", "").partition(".")
    said = say_integer(whole or "0")
    return f"{said}点{say_digits(decimals)}" if decimals else said


def say_amount(number: str, magnitude: str = "", following: str = "") -> str:
    """A number with its 万 or 亿, before `following`: 2 is 两 before what is counted, else 二."""
    if number == "2" and (magnitude or is_counted(following)):
        return "两" + magnitude
    return say_number(number) + magnitude


def say_ordinal(number: str) -> str:
    """A number in an order or a name, where 2 is always 二 and 200 is 二百."""
    said = say_number(number)
    return "二" + said[1:] if said.startswith("两") else said
