"""Signs of arithmetic: 7×24 → 七乘二十四, 1+1=2 → 一加一等于二, 10^6 → 十的六次方, 10x → 十倍."""

import unicodedata

import regex

from boyin.normalization.rules.base import NUMBER, Rule, after, before, pattern
from boyin.normalization.rules.counters import is_counted
from boyin.normalization.rules.numerals import say_amount, say_digits, say_number, say_ordinal
from boyin.normalization.vocabulary import signs

_LEFT = r"(?<=[0-9A-Za-zΑ-ω%°)）\]²³\p{No}][ ]?)(?<! {2})"
_RIGHT = r"(?= ?[-−]?[0-9A-Za-zΑ-ω(（√∞$¥])"
_RAISED = "[⁰¹²³⁴-⁹⁻⁺ⁿ]+"


def say_operator(match: regex.Match[str]) -> str:
    return signs("operator")[match["operator"].strip()]


def say_power(match: regex.Match[str]) -> str:
    exponent = unicodedata.normalize("NFKC", match["exponent"]).replace("−", "-").strip("()（）")
    if exponent in ("2", "3") and not before(match, 1).isdigit():
        return "的平方" if exponent == "2" else "的立方"
    if charge := regex.fullmatch("([0-9]*)([+-])", exponent):
        # An ion: Ca²⁺.
        return say_digits(charge[1]) + ("加" if charge[2] == "+" else "减")
    return f"的{regex.sub('[0-9]+|[-+]', _say_in_power, exponent)}次方"


def _say_in_power(part: regex.Match[str]) -> str:
    if part[0] in "+-":
        return {"+": "加", "-": "减" if part.start() else "负"}[part[0]]
    return say_ordinal(part[0])


def say_scientific(match: regex.Match[str]) -> str:
    sign = "负" if match["minus"] == "-" else ""
    return f"{say_number(match['number'])}乘十的{sign}{say_number(match['exponent'])}次方"


def say_times(match: regex.Match[str]) -> str:
    return say_amount(match["number"], "", "倍") + ("" if after(match, 1) == "倍" else "倍")


def say_over(match: regex.Match[str]) -> str | None:
    """100+家 → 一百多家; where nothing is counted the plus is said: 三十加."""
    if not is_counted(after(match)):
        return None
    number, magnitude = match["number"], match["magnitude"] or ""
    said = say_amount(number, magnitude, after(match))
    return said + "多" if magnitude or number.endswith("0") else "至少" + said


RULE = Rule(
    "math",
    (
        pattern(
            rf"(?<![0-9A-Za-z.])(?<number>{NUMBER})[eE](?<minus>[-+])?"
            rf"(?<exponent>[0-9]{{1,3}})(?![0-9A-Za-z])",
            say_scientific,
        ),
        pattern(
            r"(?<=(?<![A-Za-z])[A-Za-zΑ-ω]{1,2}|[0-9)）])(?:\^(?<exponent>[-−]?[0-9]+|[a-z]|"
            r"\([-−+0-9a-z]+\))"
            rf"|(?<exponent>{_RAISED}))",
            say_power,
        ),
        pattern(
            rf"(?<![0-9A-Za-z.])(?<number>{NUMBER}) ?[xX×](?![0-9A-Za-z]| ?[-0-9+=²³^*/])",
            say_times,
        ),
        pattern(
            r"(?<=(?<![A-Za-z0-9])[0-9.]+) ?(?<operator>[xX]) ?(?=[0-9]+(?![0-9A-Za-z]))",
            say_operator,
        ),
        pattern(
            r"(?<=[0-9](?:[厘毫分]?米|公[里分]|英?[寸尺]|[mck]?m)) ?(?<operator>[xX×*]) ?(?=[0-9])",
            say_operator,
        ),
        pattern(r"(?<=UTC|GMT)(?<operator>[-−]) ?(?=[0-9])", say_operator),
        pattern(
            r"(?<=[0-9)] ?)(?<operator>[-−]) ?"
            r"(?=[0-9.]{1,32}+(?: ?[-−+×÷*/] ?[0-9.]{1,32}+){0,16}+ ?[=≈])",
            say_operator,
        ),
        pattern(rf"(?<={_RAISED}|[²³]) ?(?<operator>[-−]) ?(?=[0-9A-Za-zΑ-ω(])", say_operator),
        pattern(r"(?<=\^[0-9]{1,3}) ?(?<operator>[-−]) ?(?=[0-9])", say_operator),
        pattern(r"(?<=[(（\[][a-z])(?<operator>-)(?=[0-9][,，)）\]])", say_operator),
        pattern(r"(?<=[0-9)]) (?<operator>-) (?=[0-9(])(?![0-9.]+ ?[\p{Han}])", say_operator),
        pattern(r"(?<=[0-9)]) ?(?<operator>−) ?(?=[0-9(])", say_operator),
        pattern(r"(?<=[A-Za-zΑ-ω)]) ?(?<operator>−) ?(?=[0-9A-Za-zΑ-ω(])", say_operator),
        pattern(
            r"(?<=(?<![A-Za-z])[A-Za-zΑ-ω]) (?<operator>-) (?=[A-Za-zΑ-ω0-9](?![A-Za-z]))",
            say_operator,
        ),
        pattern(
            r"(?<number>[0-9,]+)(?<magnitude>[百千]?[万亿])?\+(?= ?\p{Han})",
            say_over,
        ),
        pattern(rf"{_LEFT} ?(?<operator>==|!=|<=|>=|[+×÷=≠≤≥≈≡±]) ?{_RIGHT}", say_operator),
        pattern(rf"(?<=[0-9)）]) ?(?<operator>[*<>]) ?{_RIGHT}", say_operator),
        pattern(r"(?<=(?<![\p{Latin}0-9])[A-D])(?<operator>-)(?![\p{L}0-9>-])", say_operator),
        pattern(r"(?<operator><=|>=|[≤≥]) ?(?=[$¥€£]?[0-9])", say_operator),
        pattern(r"(?<=[\p{L}》”]) ?(?<operator>==?|≠|≈|!=|>=|<=) ?(?=[\p{L}0-9《“])", say_operator),
    ),
    digits=False,
)
