"""Numbers in English words: 1984 is a year, 21st a place, 1,250 a count, the 405 of A405 a name."""

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_THOUSANDS = (
    "", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion", "sextillion",
    "septillion", "octillion", "nonillion", "decillion",
)  # fmt: skip
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_MOST_DIGITS = 3 * len(_THOUSANDS)


def cardinal(digits: str) -> list[str]:
    """1250 → one thousand two hundred fifty; longer than anybody counts, digit by digit."""
    if len(digits) > _MOST_DIGITS:
        return singly(digits)
    number = int(digits)
    if number == 0:
        return ["zero"]
    words: list[str] = []
    for power in reversed(range(len(_THOUSANDS))):
        group = number // 1000**power % 1000
        if group:
            words += [*_hundreds(group), *filter(None, [_THOUSANDS[power]])]
    return words


def ordinal(digits: str) -> list[str]:
    """21 → twenty first."""
    *words, last = cardinal(digits)
    if last in _ORDINALS:
        return [*words, _ORDINALS[last]]
    return [*words, f"{last.removesuffix('y')}ieth" if last.endswith("y") else f"{last}th"]


def year(digits: str) -> list[str]:
    """1984 → nineteen eighty four; 1905 → nineteen oh five; 2005 → two thousand five."""
    high, low = divmod(int(digits), 100)
    if high == 0 or (high % 10 == 0 and low < 10):
        return cardinal(digits)
    if low == 0:
        return [*_hundreds(high), "hundred"]
    return [*_hundreds(high), *(["oh"] if low < 10 else []), *_hundreds(low)]


def code(digits: str) -> list[str]:
    """A number that is part of a name: 4 four, 320 three twenty, 405 four oh five, 8086 singly."""
    if digits[0] == "0" or len(digits) > 3:
        return singly(digits)
    if len(digits) < 3 or digits.endswith("00"):
        return cardinal(digits)
    rest = ["O", _ONES[int(digits[2])]] if digits[1] == "0" else _hundreds(int(digits[1:]))
    return [_ONES[int(digits[0])], *rest]


def dotted(written: str, *, alone: bool) -> list[str]:
    """.67 → point six seven; the 10..12 and .1770 of names part by part, without their points."""
    *before, last = written.split(".")
    if alone and before == [""]:
        return ["point", *singly(last)]
    return [word for part in (*before, last) if part for word in _part(part)]


def _part(digits: str) -> list[str]:
    is_count = digits[0] != "0" and (len(digits) == 2 or not digits[1:].strip("0"))
    return cardinal(digits) if is_count else singly(digits)


def singly(digits: str) -> list[str]:
    """Digit by digit."""
    return [_ONES[int(one)] for one in digits]


def _hundreds(number: int) -> list[str]:
    """From 1 to 999."""
    hundreds, rest = divmod(number, 100)
    words = [_ONES[hundreds], "hundred"] if hundreds else []
    if rest >= 20:
        words += [_TENS[rest // 10], *([_ONES[rest % 10]] if rest % 10 else [])]
    elif rest:
        words.append(_ONES[rest])
    return words
