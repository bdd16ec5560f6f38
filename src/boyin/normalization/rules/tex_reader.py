"""The tokens of a formula into words, once from left to right.

Brackets are said behind a name, f(x), and where they hold a sum or a comparison together; elsewhere
they are silent. Of what follows a symbol, its meaning is said: x^{(i)} is an index, A^\\top turned.
"""

from collections.abc import Callable

import regex

from boyin.ground.errors import ReadingError
from boyin.normalization.rules.numerals import say_digits, say_number, say_ordinal
from boyin.normalization.vocabulary import signs, tex, tex_limits

ROW, COLUMN = "\n", "\t"
"""Between the rows and the columns of an environment, until it is known what it is."""
ENDED = "\1"
"""The pause where an index, a fraction or a root ends: a sign behind it takes away or adds."""

_HOLDS_OPERATOR = regex.compile(r"[加减乘到负]|除以|等于|大于|小于|服从|属于|给定")
_NAME = regex.compile(rf"(?:\p{{Latin}}|[撇帽横点]|波浪|阶导数|下标[^{ENDED}]*{ENDED}) *$")
_TURNED = regex.compile(r"(?:(?<!\p{Latin})(?!e)\p{Latin}|[A-Z]|右括号|[帽横]) *$")
_DEEPEST = 40
_OPENING, _CLOSING = ("{", "(", "[", r"\{"), ("}", ")", "]", r"\}")
_INTERVALS = {"[]": "闭区间", "()": "开区间", "[)": "左闭右开区间", "(]": "左开右闭区间"}


class Reader:
    """Reads tokens: commands, numbers, runs of letters, single signs."""

    def __init__(self, tokens: list[str], texts: list[str]) -> None:
        self.tokens = tokens[::-1]
        """What is still to be read, the next one last."""
        self.texts = texts
        self.open: list[str] = []
        """What has been begun and not ended."""

    def read(self, *ends: str) -> str:
        """What is said up to one of the tokens `ends`, which is taken; or up to the end."""
        if len(self.open) >= _DEEPEST:
            raise ReadingError("a formula is nested too deeply", remedy="Say it in words.")
        self.open.append(ends[0])
        said = ""
        while self.tokens:
            token = self.tokens.pop()
            self.closed = token
            if token in ends:
                break
            if token == "}" and ends[0] in (")", "|", r"\|"):
                # The group ends first: what was opened in it is never closed.
                self.tokens.append(token)
                break
            said += self.say(token, said)
        self.open.pop()
        return said

    def say(self, token: str, before: str) -> str:
        if special := _SPECIAL.get(token):
            return special(self, before)
        if token.startswith("\\"):
            return self.say_command(token[1:])
        if token[0] in "0123456789":
            return _say_number(token)
        signed = not before or before[-1] in "，；\n\t" or before.endswith((*tex("operator"),))
        if token in "+-−" and signed:
            return "正" if token == "+" else "负"
        if (token.isalpha() and token.isascii()) or regex.match(r"[\p{Han}，。：]", token):
            return token
        named = signs("sign").get(token, signs("greek").get(token.lower(), ""))
        return tex("sign").get(token, named)

    def say_command(self, name: str) -> str:
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
        while token.removeprefix("\\") in tex("layout") and self.tokens:
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

    def say_power(self, before: str) -> str:
        if mark := self.mark():
            return mark
        if self.tokens[-2:-1] in (["("], ["["]) and self.tokens[-1] == "{":
            return self.say_bracketed_power(before)
        exponent = self.argument(whole=True)
        if exponent == "T" and _TURNED.search(before):
            return "的转置"
        return _say_exponent(exponent)

    def mark(self) -> str:
        """A mark that is raised: a star, a prime, a degree."""
        grouped = self.tokens[-3:-2] == ["}"] and self.tokens[-1] == "{"
        token = self.tokens[-2 if grouped else -1] if self.tokens else ""
        said = tex("raised").get(token.removeprefix("\\"), "")
        if said:
            del self.tokens[-3 if grouped else -1 :]
        return said

    def say_bracketed_power(self, before: str) -> str:
        """x^{(i)} is the i-th x; f^{(n)}(x) is the n-th derivative."""
        del self.tokens[-2:]
        inner = self.read(")", "]").strip()
        if not self.next_is("}"):
            return _say_exponent(f"左括号{inner}右括号{self.read('}')}")
        self.tokens.pop()
        if before.strip()[-1:] in ("f", "g", "h") and self.next_is("("):
            return f"的{inner}阶导数"
        return f"上标{inner}" + (ENDED if _HOLDS_OPERATOR.search(inner) else " ")

    def say_index(self, before: str) -> str:
        index = self.mark() or self.argument(whole=True)
        if _HOLDS_OPERATOR.search(index):
            return f"下标{index}{ENDED}"
        return index if regex.match(r"\p{Han}", index) else f" {index} "

    def say_fraction(self, before: str) -> str:
        above, below = self.argument(), self.argument()
        if _HOLDS_OPERATOR.search(above + below):
            return f"，分子{above}，分母{below}{ENDED}"
        return f" {below}分之{above} "

    def say_root(self, before: str) -> str:
        degree = ""
        if self.next_is("["):
            self.tokens.pop()
            degree = self.read("]") + "次"
        inner = self.argument()
        return (
            f"{degree}根号下{inner}{ENDED}"
            if _HOLDS_OPERATOR.search(inner)
            else f"{degree}根号{inner}"
        )

    def say_brackets(self, opening: str, before: str) -> str:
        inner = self.read(")", "]")
        low, comma, high = inner.partition("，")
        if before.endswith("属于") and comma and "，" not in high:
            return f"{low}到{high}的{_INTERVALS.get(opening + self.closed, '区间')}"
        named = _NAME.search(before) or before.endswith((*signs("greek").values(),))
        heard = _HOLDS_OPERATOR.search(inner) or (opening == "(" and named)
        return f"左括号{inner}右括号" if heard else f" {inner} "

    def say_bars(self, bar: str, before: str) -> str:
        """`|x|`; a bar that no other closes parts what holds from what it holds for: p(y|x)."""
        level = 0
        for place, token in enumerate(reversed(self.tokens)):
            level += (token in _OPENING) - (token in _CLOSING)
            if token == bar and level == 0 and place:
                return f"{self.read(bar)}的{'绝对值' if bar == '|' else self.say_norm()}"
            if level < 0:
                break
        return self.say_condition(before) if bar == "|" else "，相对于"

    def say_norm(self) -> str:
        if not self.next_is("_"):
            return "范数"
        self.tokens.pop()
        index = self.mark() or self.argument()
        return "核范数" if index == "星" else f"{index}范数"

    def say_condition(self, before: str) -> str:
        within = self.open[-1]
        return {")": "给定", "]": "给定", r"\}": "，满足"}.get(within, "竖线" if before else "，")

    def say_distributed(self, before: str) -> str:
        """X is distributed as; before a number it is about."""
        return "约" if self.tokens and self.tokens[-1][0] in "0123456789" else "服从"

    def say_text(self, before: str) -> str:
        number = self.tokens[-2] if len(self.tokens) > 2 and self.tokens[-1] == "{" else ""
        if not (number.isascii() and number.isdigit()) or int(number) >= len(self.texts):
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

    def say_environment(self, before: str) -> str:
        """A matrix with the number of each row; the rows of any other one by one."""
        name = self.name()
        rows = self.read(r"\end").split(ROW)
        self.name()
        if name not in tex("matrix"):
            return "；".join(map(_say_row, rows))
        rows = [regex.sub(rf" *{COLUMN} *", "，", row) for row in rows if row.strip()]
        told = (f"第{say_ordinal(str(n))}行，{row}" for n, row in enumerate(rows, 1))
        return f"，{tex('matrix')[name]}，{'；'.join(told)}；"


def _say_row(row: str) -> str:
    """A row of aligned formulas: the first column of two is the left side of the second."""
    said = ""
    for number, cell in enumerate(row.split(COLUMN)):
        parted = number % 2 == 0 and said and not said.rstrip().endswith((*tex("operator"),))
        said += f"，{cell}" if parted else cell
    return said


def _say_number(number: str) -> str:
    if "." in number:
        return say_number(number)
    return say_digits(number) if len(number) > 1 and number[0] == "0" else say_ordinal(number)


def _say_exponent(exponent: str) -> str:
    plain = {"二": "的平方", "三": "的立方", "度": "度", "撇": "撇"}
    return plain.get(exponent, f"的{exponent}次方")


_Say = Callable[[Reader, str], str]
_SPECIAL: dict[str, _Say] = {
    "{": lambda reader, _: reader.read("}"),
    "}": lambda *_: "",
    r"\{": lambda reader, _: reader.read(r"\}"),
    "^": Reader.say_power,
    "_": Reader.say_index,
    "(": lambda reader, before: reader.say_brackets("(", before),
    "[": lambda reader, before: reader.say_brackets("[", before),
    "|": lambda reader, before: reader.say_bars("|", before),
    "||": lambda reader, before: reader.say_bars("||", before),
    r"\|": lambda reader, before: reader.say_bars(r"\|", before),
    r"\mid": Reader.say_condition,
    r"\sim": Reader.say_distributed,
    "&": lambda *_: COLUMN,
    r"\cr": lambda *_: ROW,
    r"\frac": Reader.say_fraction,
    r"\dfrac": Reader.say_fraction,
    r"\tfrac": Reader.say_fraction,
    r"\cfrac": Reader.say_fraction,
    r"\sqrt": Reader.say_root,
    r"\binom": lambda reader, _: f"{reader.argument()}取{reader.argument()}的组合数",
    r"\text": Reader.say_text,
    r"\begin": Reader.say_environment,
    r"\end": lambda reader, _: reader.name() and "",
}
