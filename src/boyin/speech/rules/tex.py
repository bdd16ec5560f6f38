"""Formulas between dollar signs: $x^2+y^2=z^2$ → x的平方加y的平方等于z的平方, never money."""

import regex

from boyin.languages import FORMULA
from boyin.speech.rules.base import Rule
from boyin.speech.rules.numerals import say_number, say_ordinal
from boyin.speech.rules.symbol import GREEK, NAMED

_COMMANDS = {
    "times": "乘", "cdot": "乘", "div": "除以", "pm": "正负", "leq": "小于等于", "le": "小于等于",
    "geq": "大于等于", "ge": "大于等于", "neq": "不等于", "ne": "不等于", "approx": "约等于",
    "equiv": "恒等于", "infty": "无穷大", "sum": "求和", "prod": "连乘", "int": "积分",
    "partial": "偏", "nabla": "梯度", "in": "属于", "subset": "包含于", "cup": "并", "cap": "交",
    "forall": "任意", "exists": "存在", "to": "到", "rightarrow": "到", "Rightarrow": "推出",
    "sqrt": "根号", "sim": "约", "propto": "正比于", "ldots": "等等", "cdots": "等等", "lt": "小于",
    "gt": "大于", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε",
    "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
}  # fmt: skip
_SILENT = frozenset({
    "left", "right", "big", "Big", "mathrm", "mathbf", "mathbb", "mathcal", "text", "quad",
    "qquad", "operatorname", "displaystyle", "limits",
})  # fmt: skip
_GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_FRACTION = regex.compile(rf"\\d?frac{_GROUP}{_GROUP}")
_POWER = regex.compile(rf"\^(?:{_GROUP}|(\\[a-zA-Z]+|[^\s{{}}]))")
_PART = regex.compile(
    r"\\(?<command>[A-Za-z]+)|(?<number>[0-9]+(?:\.[0-9]+)?)|(?<word>[A-Za-z]+)|(?<sign>.)",
    regex.DOTALL,
)
_SIGNS = {"-": "减", "*": "乘", "/": "除以", "'": "撇", "|": "，", ",": "，", "!": "的阶乘"}


def say_formula(match: regex.Match[str]) -> str:
    return say_tex(match["formula"])


def say_tex(formula: str) -> str:
    """A formula's words; letters stay letters, a command nobody knows is said by its name."""
    formula = _FRACTION.sub(lambda m: f" {say_tex(m[2])}分之{say_tex(m[1])} ", formula)
    formula = _POWER.sub(lambda m: _say_power(m[1] or m[2]), formula)
    return "".join(_say_part(part) for part in _PART.finditer(formula)).strip()


def _say_power(exponent: str) -> str:
    if exponent in ("2", "3"):
        return "的平方" if exponent == "2" else "的立方"
    sign = "负" if exponent.startswith("-") else ""
    return f"的{sign}{say_tex(exponent.removeprefix('-'))}次方"


def _say_part(part: regex.Match[str]) -> str:
    if command := part["command"]:
        if command in _SILENT:
            return ""
        said = _COMMANDS.get(command, f" {command} ")
        return GREEK.get(said, said)
    if number := part["number"]:
        return say_number(number) if "." in number else say_ordinal(number)
    if word := part["word"]:
        return str(word)
    sign = part["sign"]
    if regex.match(r"[\p{Han}，]", sign):
        return str(sign)
    return _SIGNS.get(sign) or NAMED.get(sign) or GREEK.get(sign, "")


RULE = Rule("tex", ((FORMULA, say_formula),), digits=False)
