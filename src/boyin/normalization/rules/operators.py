"""Signs of programs in running text: x<<2 → x左移二, 9%4=1 → 九模四等于一, i-- → i减减."""

import regex

from boyin.normalization.rules.base import Rule, pattern
from boyin.normalization.vocabulary import signs

_SIDE = r"[0-9A-Za-z_)\]]"
_START = r"[0-9A-Za-z_(]"


def say_shift(match: regex.Match[str]) -> str:
    return signs("program")[match["operator"]]


def say_modulo(_: regex.Match[str]) -> str:
    return signs("program")["%"]


def say_decrement(_: regex.Match[str]) -> str:
    return signs("program")["--"]


RULE = Rule(
    "operators",
    (
        pattern(rf"(?<={_SIDE}) ?(?<operator>>>>|>>|<<) ?(?={_START})", say_shift),
        # The two sides of one quotient, whose result is told.
        pattern(r"(?<=(?<![0-9.A-Za-z])[0-9]{1,9}) ?% ?(?=[0-9]{1,9} ?(?:==?|≡))", say_modulo),
        pattern(
            r"(?<=(?<![A-Za-z0-9])[A-Za-z]) ?% ?(?=[A-Za-z0-9]{1,9}(?![A-Za-z0-9%]))", say_modulo
        ),
        pattern(r"(?<![-<!A-Za-z0-9_])--(?=[a-z](?![A-Za-z0-9-]))", say_decrement),
        pattern(r"(?<=(?<![A-Za-z0-9-])[A-Za-z])--(?![-A-Za-z0-9_>])", say_decrement),
        pattern(r"(?<![-<!A-Za-z0-9_] ?)--(?= ?(?:运算符|操作符))", say_decrement),
        pattern(r"(?<=(?:运算符|操作符|自减)[为是：:]? ?[（(]?)--(?![-A-Za-z0-9_])", say_decrement),
        pattern(r"(?<=\+\+ ?[和与或、/] ?)--(?![-A-Za-z0-9_])", say_decrement),
    ),
    digits=False,
    holds="-%<>",
)
