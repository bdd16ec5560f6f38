"""Roman numerals: Ⅲ期 → 三期, 第IV章 → 第四章, World War II. Doubtful ones stay letters."""

import unicodedata

import regex

from boyin.normalization.rules.base import Rule, pattern
from boyin.normalization.rules.numerals import say_ordinal

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN = "(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
_SURE = "(?:X{0,2}(?:VI{1,3}|I{2,3})|XI[XV]|XI{1,3})"
"""Two letters or more that spell no common abbreviation."""


def roman_value(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def say_roman(match: regex.Match[str]) -> str:
    numeral = unicodedata.normalize("NFKC", match["numeral"]).upper()
    return say_ordinal(str(roman_value(numeral)))


RULE = Rule(
    "roman",
    (
        pattern("(?<numeral>[Ⅰ-ⅿ]+)", say_roman),
        pattern(rf"(?<=第 ?)(?<numeral>{_ROMAN})(?![A-Za-z])", say_roman),
        pattern(
            rf"(?<![A-Za-z0-9-])(?<numeral>{_ROMAN}) ?(?=期(?:临床|试验|研究|实验|项目|工程|"
            rf"[，。、）]|$)|度(?:烧|冻|损)"
            r"|类(?:医疗|器械|切口)|型(?:糖尿|超敏|胶原|呼吸)|级(?:应急|响应|预警))",
            say_roman,
        ),
        pattern(rf"(?<![A-Za-z0-9-])(?<numeral>{_SURE})(?=[期型类级世度代号部章卷])", say_roman),
        pattern(rf"(?<=[A-Za-z]{{2}}) (?<numeral>{_SURE})(?![A-Za-z0-9'’-])", say_roman),
        pattern(rf"(?<=\p{{Han}}) ?(?<numeral>{_SURE})(?![A-Za-z0-9'’-])", say_roman),
    ),
    digits=False,
)
