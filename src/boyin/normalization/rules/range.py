"""Ranges: 3-5天 → 三到五天, 第3-5章, 20万~30万, 1月—3月, 周一~周五; ~100 → 约一百."""

import regex

from boyin.normalization.rules.base import MAGNITUDE, NUMBER, Rule, after, before, pattern
from boyin.normalization.rules.numerals import say_amount, say_digits, say_ordinal

_DASH = r" ?(?:[-−–—―~〜∼]|--|——) ?"
_UNIT = r"[年月日号时点分秒周期章节页元万亿岁级楼层度天%℃季届米倍]"
_DATED = r"(?<![0-9])[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
_PART_OF_DAY = (
    "[次翌]日|第二天|[次翌]晨|凌晨|清晨|[早晚]上|早晨|[上中下]午|傍晚|深夜|午夜|周[一二三四五六日]"
)


def say_range(match: regex.Match[str]) -> str | None:
    low, high = match["low"], match["high"]
    lowmag, highmag = match["lowmag"] or "", match["highmag"] or ""
    following = after(match)
    joint = match["dash"].strip()
    if any(len(end) > 1 and end[0] == "0" and "." not in end for end in (low, high)):
        return f"{say_digits(low)}杠{say_digits(high)}"
    if before(match, 1) in ("图", "表") and joint in "-–":
        return f"{say_ordinal(low)}杠{say_ordinal(high)}"
    if before(match, 1) == "第":
        return f"{say_ordinal(low)}到{say_ordinal(high)}"
    plain = not lowmag and not highmag
    falls = plain and float(low.replace(",", "")) >= float(high.replace(",", ""))
    if falls and joint in ("至", "到"):
        return None
    if falls and len(low) <= 2 and joint in "-–" and "." not in low + high:
        return f"{say_ordinal(low)}比{say_ordinal(high)}"
    word = joint if joint in ("至", "到") else "到"
    counted = "万" if highmag and not lowmag else following
    return f"{say_amount(low, lowmag, counted)}{word}{say_amount(high, highmag, following)}"


def say_line_up(match: regex.Match[str]) -> str:
    return say_digits(match[0])


def say_to(_: regex.Match[str]) -> str:
    return "到"


def say_about(match: regex.Match[str]) -> str:
    return "" if before(match, 1) in ("约", "近") else "约"


RULE = Rule(
    "range",
    (
        pattern(
            r"(?<![0-9A-Za-z.-])[0-9](?:-[0-9]){2,3}(?![0-9A-Za-z-])(?=阵|的阵|$|\P{L})",
            say_line_up,
        ),
        pattern(r"(?<![0-9.])[1-6]{3,4}(?=阵型)", say_line_up),
        pattern(
            rf"(?<![0-9A-Za-z.:/]|[0-9A-Za-z]-)(?<low>{NUMBER})(?<lowmag>{MAGNITUDE})?"
            rf"(?<dash>{_DASH}|[至到])(?<high>{NUMBER})(?<highmag>{MAGNITUDE})?"
            r"(?![0-9A-Za-z]|[-.:/~][0-9])",
            say_range,
        ),
        pattern(rf"(?<={_DATED}){_DASH}(?=[0-9]{{1,4}}[-/.][0-9]{{1,2}}(?![0-9]))", say_to),
        pattern(rf"(?<=[:：][0-5][0-9]){_DASH}(?={_PART_OF_DAY})", say_to),
        pattern(rf"(?<=[0-9] ?[°º℃]C?){_DASH}(?=[-−]?[0-9.]+ ?[°º℃])", say_to),
        pattern(rf"(?<=前[0-9]{{1,4}}年|公元[0-9]{{1,4}}年?){_DASH}(?=公元|前?[0-9])", say_to),
        pattern(rf"(?<=(?:[0-9]|十|几){_UNIT}(?:[初底末]|份)?){_DASH}(?=[0-9])", say_to),
        pattern(rf"(?<=[0-9](?<unit>\p{{Han}}{{1,3}})){_DASH}(?=[0-9.]+(?P=unit))", say_to),
        pattern(rf"(?<=[0-9]/[0-9]{{1,2}}){_DASH}(?=[0-9]+/[0-9]{{1,2}}(?![0-9/]))", say_to),
        pattern(rf"(?<=[0-9]){_DASH}(?=[次翌]日|第二天|[次翌]晨|凌晨|周[一二三四五六日])", say_to),
        pattern(r"(?<=[站路市县区镇村口桥湖港省州楼馆厅段]) ?[~〜∼] ?(?=\p{Han})", say_to),
        pattern(r"(?<=从\p{Han}{1,8}) ?[~〜∼] ?(?=\p{Han})", say_to),
        pattern(r"(?<=(?<![A-Za-z])[A-Z]) ?[~〜∼] ?(?=[A-Z](?![A-Za-z]))", say_to),
        pattern(
            rf"(?<=(?:周|星期|礼拜)[一二三四五六日天]|[一二三四五六七八九十]月|[0-9]{_UNIT}){_DASH}"
            r"(?=周|星期|礼拜|[一二三四五六七八九十]+月|今|现在|次)",
            say_to,
        ),
        pattern(r"(?<=[0-9][eE][-+]?[0-9]{1,3}|[0-9a-z][)）]) ?[~〜∼] ?(?=[-−]?[0-9])", say_to),
        pattern(
            r"(?<=(?<![A-Za-z])(?<name>[A-Za-z]{2,24}) ?[0-9.]{1,6}) ?[~〜∼] ?(?=(?P=name) ?[0-9])",
            say_to,
        ),
        pattern(r"(?<![0-9A-Za-z]) ?[~〜∼≈] ?(?=[$¥€£]?[0-9])", say_about),
    ),
    digits=False,
)
