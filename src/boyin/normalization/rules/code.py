"""Numbers of computers, figure by figure: 二进制的1011, 提交37bcc8b, 返回404, 80386, port 8080."""

import regex

from boyin.normalization.rules.base import Rule, after, pattern, stands_behind
from boyin.normalization.rules.counters import is_counted
from boyin.normalization.rules.numerals import say_digits

_HOST = r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|localhost|\.[a-z]{2,6}"
_JOINED = "(?:[数码值的是为：:]|序列|数字|表示为?|写作|[中下]的)"
_AMOUNT = r"[.,][0-9]|[万亿元%％]"


def say_figures(match: regex.Match[str]) -> str | None:
    amount = is_counted(after(match)) or stands_behind(match, _AMOUNT)
    return None if amount else say_digits(match[0])


def say_listened(match: regex.Match[str]) -> str:
    """8080端口."""
    return say_digits(match[0])


def say_port(match: regex.Match[str]) -> str:
    return "，" + say_digits(match["port"])


def say_hash(match: regex.Match[str]) -> str:
    """37bcc8b, 0x80070005: figures and letters one by one."""
    return "".join(say_digits(one) if one.isdigit() else one for one in match[0])


RULE = Rule(
    "code",
    (
        pattern(rf"(?<={_HOST})[:：](?<port>[0-9]{{2,5}})(?![0-9:：])", say_port),
        pattern(r"(?<![0-9A-Za-z.,第共有])[0-9]{2,5}(?=号?端口)", say_listened),
        pattern(r"(?<![0-9A-Za-z.,])80[1-6]86(?![0-9])", say_figures),
        pattern(r"(?<![0-9A-Za-z.,])80(?:8[68]|51)(?=处理器|芯片|单片机|汇编)", say_figures),
        pattern(rf"(?<=\L<bits>{_JOINED}{{0,2}} ?)[0-9]{{2,}}(?![0-9])", say_figures),
        # Noughts and ones that change about are no round number.
        pattern(r"(?<![0-9A-Za-z.,])(?=1+0+1+0)[01]{8,}(?![0-9])", say_figures),
        pattern(
            r"(?<=\L<status>[了个码是为：:]? ?)(?:[1-5]0[0-9]|4[12][0-9])(?![0-9])", say_figures
        ),
        pattern(r"(?<![0-9A-Za-z])0[xX][0-9A-Fa-f]{1,64}(?![0-9A-Za-z])", say_hash),
        pattern(
            r"(?<![0-9A-Za-z.-])(?=(?:[0-9]+[a-f]+|[a-f]+[0-9]+){2})[0-9a-f]{6,40}(?![0-9A-Za-z.-])",
            say_hash,
        ),
        pattern(
            r"(?<![0-9A-Za-z.])(?=[0-9.…]{0,12}[a-f])(?=[a-f.…]{0,12}[0-9])[0-9a-f]{3,12}"
            r"(?<dots>\.{2,6}|…{1,2})[0-9a-f]{3,12}(?![0-9A-Za-z.])",
            say_hash,
        ),
    ),
)
