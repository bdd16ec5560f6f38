"""Formulas between dollar signs, as a teacher says them: $x^2+y^2$ → x的平方加y的平方.

A command nobody knows is said by its name. Brackets are said where they hold a sum or a comparison
together; elsewhere they are silent: f(x) is fx.
"""

from collections.abc import Callable

import regex

from boyin.ground.errors import ReadingError
from boyin.ground.languages import FORMULA
from boyin.normalization.rules.base import Rule, compiled
from boyin.normalization.rules.numerals import say_digits, say_number, say_ordinal
from boyin.normalization.vocabulary import signs, tex, tex_limits

_TOKEN = regex.compile(r"\\[A-Za-z]+|\\.|[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|\S", regex.DOTALL)
_TEXT = r"\\\L<tex_text>\s*\{([^{}]*)\}"
_ENVIRONMENT = regex.compile(r"\\(begin|end)\s*\{([A-Za-z]*)\*?\}(?:\{[lcr|]*\})?")
_HOLDS_OPERATOR = regex.compile(r"[加减乘到负]|除以|等于|大于|小于")
_DEEPEST = 40


def say_formula(match: regex.Match[str]) -> str:
    return say_tex(match["formula"])


def say_tex(formula: str) -> str:
    """A formula's words; letters stay letters. Raises ReadingError if it is nested too deeply."""
    texts: list[str] = []

    def keep(match: regex.Match[str]) -> str:
        texts.append(match[1].strip())
        return rf"\text{{{len(texts) - 1}}}"

    # Spaces and words of a text are no letters of a formula: they are put aside.
    plain = _ENVIRONMENT.sub(r"\\\1{\2}", compiled(_TEXT).sub(keep, formula))
    said = _Reader(_TOKEN.findall(plain), texts).read("")
    said = regex.sub(r"[ ，；]*([，；])[ ，；]*", r"\1", said)
    said = regex.sub(r"(?<!\p{Latin}) +| +(?!\p{Latin})|(?<= ) +", "", said)
    return said.strip(" ，；")


class _Reader:
    """Reads the tokens of a formula once, from left to right."""

    def __init__(self, tokens: list[str], texts: list[str]) -> None:
        self.tokens = tokens[::-1]
        """What is still to be read, the next one last."""
        self.texts = texts
        self.depth = 0

    def read(self, end: str) -> str:
        """What is said up to the token `end`, which is taken; up to the end where it is empty."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ReadingError("a formula is nested too deeply", remedy="Say it in words.")
        said = ""
        while self.tokens:
            token = self.tokens.pop()
            if token == end:
                break
            said += self.say(token, said)
        self.depth -= 1
        return said

    def say(self, token: str, before: str) -> str:
        if token.startswith("\\"):
            return self.say_command(token[1:])
        if token[0].isdigit():
            return _say_number(token)
        if special := _SPECIAL.get(token):
            return special(self)
        signed = not before or before[-1] in "，；" or before.endswith((*tex("operator"),))
        if token in "+-−" and signed:
            return "正" if token == "+" else "负"
        if (token.isalpha() and token.isascii()) or regex.match(r"[\p{Han}，。：]", token):
            return token
        named = signs("sign").get(token, signs("greek").get(token.lower(), ""))
        return tex("sign").get(token, named)

    def say_command(self, name: str) -> str:
        if special := _COMMANDS.get(name):
            return special(self)
        if name in tex_limits():
            return self.say_gathered(name)
        if name in tex("accent"):
            return tex("accent")[name].replace("{}", self.argument())
        if name in tex("layout"):
            return tex("layout")[name]
        said = tex("word").get(name, f" {name} ")
        return signs("greek").get(said, said)

    def next_is(self, *tokens: str) -> bool:
        return bool(self.tokens) and self.tokens[-1] in tokens

    def argument(self, *, whole: bool = False) -> str:
        """A group, or a single token: of a number its first digit, as TeX takes it, or `whole`."""
        if not self.tokens:
            return ""
        token = self.tokens.pop()
        if token == "{":
            return self.read("}").strip()
        if token.isalnum() and len(token) > 1 and not whole:
            self.tokens.append(token[1:])
            token = token[0]
        return self.say(token, "").strip()

    def limits(self) -> tuple[str, str]:
        """What stands below and above a sum, in either order."""
        low = high = ""
        while self.next_is("_", "^", r"\limits"):
            match self.tokens.pop():
                case "_":
                    low = self.argument()
                case "^":
                    high = self.argument()
        return low, high

    def say_gathered(self, name: str) -> str:
        said, both, one = tex_limits()[name]
        low, high = self.limits()
        if name == "lim":
            low = low.replace("到", "趋于")
        if low and high:
            return both.replace("{}", low, 1).replace("{}", high, 1)
        return one.replace("{}", low) if low else said

    def say_power(self) -> str:
        if self.next_is(r"\circ", r"\prime", "'", "*", r"\top", "+", "-"):
            return _MARKS[self.tokens.pop()]
        exponent = self.argument(whole=True)
        plain = {"二": "的平方", "三": "的立方", "度": "度", "撇": "撇"}
        return plain.get(exponent, f"的{exponent}次方")

    def say_index(self) -> str:
        index = self.argument(whole=True)
        if _HOLDS_OPERATOR.search(index):
            return f"下标{index}，"
        return index if regex.match(r"\p{Han}", index) else f" {index} "

    def say_fraction(self) -> str:
        above, below = self.argument(), self.argument()
        if _HOLDS_OPERATOR.search(above + below):
            return f"，分子{above}，分母{below}，"
        return f" {below}分之{above} "

    def say_root(self) -> str:
        degree = ""
        if self.next_is("["):
            self.tokens.pop()
            degree = self.read("]") + "次"
        inner = self.argument()
        return (
            f"{degree}根号下{inner}，" if _HOLDS_OPERATOR.search(inner) else f"{degree}根号{inner}"
        )

    def say_brackets(self, end: str) -> str:
        inner = self.read(end)
        return f"左括号{inner}右括号" if _HOLDS_OPERATOR.search(inner) else inner

    def say_bars(self) -> str:
        """`|x|`; a bar that no other closes is a pause."""
        level = 0
        for token in reversed(self.tokens):
            level += (token == "{") - (token == "}")
            if token == "|" and level == 0:
                return f"{self.read('|')}的绝对值"
            if level < 0:
                break
        return "，"

    def say_text(self) -> str:
        number = self.tokens[-2] if len(self.tokens) > 2 and self.tokens[-1] == "{" else ""
        if not number.isdigit() or int(number) >= len(self.texts):
            return self.argument()
        del self.tokens[-3:]
        return f" {self.texts[int(number)]} "

    def name(self) -> str:
        """The name in braces behind `\\begin` and `\\end`."""
        name = ""
        if self.next_is("{"):
            self.tokens.pop()
            while self.tokens and (token := self.tokens.pop()) != "}":
                name += token
        return name

    def say_environment(self) -> str:
        name = self.name()
        if name not in tex("matrix"):
            return ""
        rows = [regex.sub(r"\s*&\s*", "，", row) for row in self.read(r"\end").split("；")]
        self.name()
        told = (f"第{say_ordinal(str(n))}行，{row}" for n, row in enumerate(filter(None, rows), 1))
        return f"，{tex('matrix')[name]}，{'；'.join(told)}；"


def _say_number(number: str) -> str:
    if "." in number:
        return say_number(number)
    return say_digits(number) if len(number) > 1 and number[0] == "0" else say_ordinal(number)


_MARKS = {
    r"\circ": "度", r"\prime": "撇", "'": "撇", "*": "星", r"\top": "的转置", "+": "正", "-": "负",
}  # fmt: skip
_SPECIAL: dict[str, Callable[[_Reader], str]] = {
    "{": lambda reader: reader.read("}"),
    "}": lambda _: "",
    "^": _Reader.say_power,
    "_": _Reader.say_index,
    "(": lambda reader: reader.say_brackets(")"),
    "[": lambda reader: reader.say_brackets("]"),
    "|": _Reader.say_bars,
    "&": lambda reader: "&",
}
_COMMANDS: dict[str, Callable[[_Reader], str]] = {
    "frac": _Reader.say_fraction,
    "dfrac": _Reader.say_fraction,
    "tfrac": _Reader.say_fraction,
    "sqrt": _Reader.say_root,
    "binom": lambda reader: f"{reader.argument()}取{reader.argument()}的组合数",
    "text": _Reader.say_text,
    "begin": _Reader.say_environment,
    "end": lambda reader: reader.name() and "",
}

RULE = Rule("tex", ((FORMULA, say_formula),), digits=False)
