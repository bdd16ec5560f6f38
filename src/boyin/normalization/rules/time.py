"""Times of day and running times: 09:05 → 九点零五分, 用时1:02:36 → 用时一小时两分三十六秒."""

import regex

from boyin.normalization.rules.base import (
    DASH,
    Rule,
    after,
    before,
    pattern,
    stands_before,
)
from boyin.normalization.rules.numerals import say_amount, say_digits, say_integer

_CLOCK = (
    r"(?<![0-9])(?<![0-9][:：.])(?:[01]?[0-9]|2[0-4])[:：∶][0-5][0-9](?:[:：∶][0-5][0-9])?"
    r"(?![0-9:：]|\.[0-9])"
)
_HALF = r" ?(?<half>[aApP])\.?[mM](?:\.(?!\p{Latin})|(?![A-Za-z]))"
_LASTING = r"\L<lasting>[^，。；]{0,3}$"
_RUN = r"\L<run>[^，。；]{0,6}$"
_WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天] ?$"
_PER = {"公里": "公里", "km": "公里", "英里": "英里", "mi": "英里"}
_PACE = regex.compile(
    r" ?(?:/ ?(?:公里|km|英里)|的?配速|每公里|完赛|跑完|冲线|的成绩|夺[冠得]|折桂)"
)


def say_clock(clock: str, *, marked: bool = False) -> str:
    """A time of day, whole hours without minutes; `marked` when 分 already stands behind it."""
    hour, minute, *rest = regex.split("[:：∶]", clock)
    said = say_amount(str(int(hour)), "", "点") + "点"
    if int(minute) or rest:
        said += say_minutes(minute) + ("" if marked else "分")
    return said + (say_minutes(rest[0]) + "秒" if rest and int(rest[0]) else "")


def say_minutes(figures: str) -> str:
    return (
        say_digits(figures)
        if figures[0] == "0" and figures != "00"
        else say_integer(str(int(figures)))
    )


def say_running(clock: str) -> str:
    parts = regex.split("[:：∶]", clock)
    units = ("小时", "分", "秒")[-len(parts) :]
    return "".join(
        say_amount(str(int(part)), "", unit) + unit for part, unit in zip(parts, units, strict=True)
    )


def say_time(match: regex.Match[str]) -> str | None:
    clock = match["clock"]
    ran = clock.count(":") == 2 and _PACE.match(after(match))
    if ran or stands_before(match, _LASTING, 12):
        return say_running(clock)
    return _set_off(match, say_clock(clock, marked=after(match, 1) == "分"))


def _set_off(match: regex.Match[str], said: str) -> str:
    """周五 17:30 has a pause: 周五十七 would be heard as one number."""
    return f"，{said}" if stands_before(match, _WEEKDAY, 4) else said


def say_half_day(match: regex.Match[str]) -> str:
    half = "上午" if match["half"] in "aA" else "下午"
    if regex.search(r"[上下中]午|早[上晨]|凌晨|晚上?|傍晚|清晨|夜里?$", before(match, 2)):
        half = ""
    clock = match["clock"]
    return half + (say_clock(clock) if not clock.isdigit() else say_clock(f"{clock}:00"))


def say_pace(match: regex.Match[str]) -> str:
    per = f"每{_PER[match['per']]}" if match["per"] else ""
    return per + say_running(f"{match['minutes']}:{match['seconds']}")


def say_height(match: regex.Match[str]) -> str | None:
    """5'10" is a height unless running is spoken of; paces write 5'05"."""
    if stands_before(match, _RUN, 12) or _PACE.match(after(match)):
        return None
    feet, inches = match["feet"], match["inches"]
    return f"{say_amount(feet, '', '英尺')}英尺{say_amount(inches, '', '英寸')}英寸"


def say_inches(match: regex.Match[str]) -> str:
    return say_amount(match["inches"], "", "英寸") + "英寸"


def say_span(match: regex.Match[str]) -> str | None:
    return _set_off(match, f"{say_clock(match['start'])}到{say_clock(match['clock'])}")


def say_hour(match: regex.Match[str]) -> str:
    return _set_off(match, say_amount(match["hour"], "", "点"))


RULE = Rule(
    "time",
    (
        pattern(rf"(?<clock>{_CLOCK}){_HALF}", say_half_day),
        pattern(rf"(?<![0-9A-Za-z])(?<![0-9][:：.])(?<clock>1[0-2]|[1-9]){_HALF}", say_half_day),
        pattern(rf"(?<start>{_CLOCK}){DASH}(?<clock>{_CLOCK})", say_span),
        pattern(
            r"(?<![0-9:：.])(?<minutes>[0-9]{1,2})[:：](?<seconds>[0-5][0-9]) ?/ ?"
            r"(?<per>公里|km|英里|mi)(?![A-Za-z])",
            say_pace,
        ),
        pattern(rf"(?<clock>{_CLOCK})", say_time),
        pattern(rf"(?<={_WEEKDAY[:-1]})(?<hour>[0-9]{{1,2}})(?=[点时])", say_hour),
        pattern(
            r"(?<![0-9°.] ?)(?<feet>[1-9])[′'’](?<inches>1[01]|[0-9])(?:[″\"”]|''|’’|′′)",
            say_height,
        ),
        pattern(
            r"(?<![0-9A-Za-z.′'’])(?<inches>[0-9]{1,3}(?:\.[0-9])?)[″\"”]"
            r"(?= ?的?(?:液晶|曲面|触控|高清|大)?(?:显示器|显示屏|屏|电视|轮毂|轮圈|平板|笔记本))",
            say_inches,
        ),
        pattern(r"(?<![0-9A-Za-z.′'’°] ?)(?<inches>[0-9]{1,2}\.[0-9])″", say_inches),
        pattern(
            r"(?<![0-9°.] ?)(?<minutes>[0-9]{1,2})[′'’](?<seconds>[0-5][0-9])(?:[″\"”]|''|’’|′′)"
            r"(?: ?/ ?(?<per>公里|km|英里))?",
            say_pace,
        ),
    ),
    holds=":：∶mM′'’″\"”周期拜",
)
