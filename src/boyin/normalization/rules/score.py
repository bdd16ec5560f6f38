"""Scores and ratios by the words around them: 21:19拿下 → 二十一比十九, 25-21、23-25, 兑水1:10.

Pairs in a list are one kind. A pair that nothing tells is a time or a range, for later rules.
"""

import regex

from boyin.normalization.rules.base import (
    Rule,
    after,
    compiled,
    pattern,
    stands_before,
    stands_behind,
)
from boyin.normalization.rules.counters import is_counted
from boyin.normalization.rules.numerals import say_number, say_ordinal

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,2})?"
_PAIR = rf"{_NUMBER} ?(?:[:：∶] ?{_NUMBER}(?: ?[:：∶] ?{_NUMBER})?|[-–—] ?{_NUMBER})"
_FREE = r"(?<![0-9A-Za-z.:：/-])(?<![0-9] ?[-–—~])"
_ENDED = r"(?![0-9A-Za-z%％:：/]| ?[-–—.~][0-9])"
_TOLD = (
    r"\L<score_before>[^，。；、：]{0,6}$|(?:第[一二三四五六七0-9]|[首次末两])[局盘节]$"
    r"|(?<![所可难足加得给])以$"
)
_TOLD_RATIO = r"\L<ratio_before>(?:[约为是到成：:]| ?约为)?$"
_TELLS = r" ?(?:(?:的|\L<score_manner>)?\L<score_behind>|的\L<ratio_behind>)"
_TIMED = "(?:[早晚]上?|凌晨|清晨|[上中下]午|傍晚|深?夜里?|[周期][一二三四五六日天]|[日号于在]) ?$"
_ENDS = r" ?(?:$|[，。；、！？（(])"
_RUN = regex.compile("[0-9]{1,2}[:：][0-5][0-9][:：][0-5][0-9]")
"""以1:02:36夺冠 is how long somebody ran."""
_PLAYED = r"\L<team> ?$"
_LAST = r"(?:最[后终]|终场|全场|半场)$"


def say_list(match: regex.Match[str]) -> str | None:
    """21-19、18-21、15-13: sets of a match; all pairs rise in a list of ranges."""
    pairs = match.captures("pair")
    falls = [_falls(pair) for pair in pairs if _is_dashed(pair)]
    if not (any(falls) and len(falls) == len(pairs)) and not _is_told(match):
        return None
    said, position = "", match.start()
    for start, end in match.spans("pair"):
        said += match.string[position:start] + say_pair(match.string[start:end])
        position = end
    return said


def say_score(match: regex.Match[str]) -> str | None:
    """One pair: a score where a match is spoken of, a ratio where things are mixed."""
    pair, behind = match["pair"], after(match)
    tells = stands_behind(match, _TELLS)
    if _is_dashed(pair):
        played = stands_before(match, _PLAYED) and "." not in pair
        if not (_is_told(match) or played) or (is_counted(behind) and not tells):
            return None
        return say_pair(pair)
    last = stands_before(match, _LAST) and stands_behind(match, _ENDS)
    if _RUN.fullmatch(pair) and not stands_before(match, _TOLD_RATIO):
        return None
    return say_pair(pair) if _is_told(match) or last else None


def _is_told(match: regex.Match[str]) -> bool:
    if stands_behind(match, _TELLS, 10):
        return not stands_before(match, _TIMED)
    return stands_before(match, _TOLD, 12) or stands_before(match, _TOLD_RATIO)


def _is_dashed(pair: str) -> bool:
    return not any(colon in pair for colon in ":：∶")


def _falls(pair: str) -> bool:
    first, last = compiled(_NUMBER).findall(pair)
    return float(first) > float(last)


def say_pair(pair: str) -> str:
    """21-19 → 二十一比十九."""
    return "比".join(
        say_number(one) if "." in one else say_ordinal(one)
        for one in compiled(_NUMBER).findall(pair)
    )


RULE = Rule(
    "score",
    (
        pattern(
            rf"{_FREE}(?<pair>{_PAIR})(?:[、，,；/ ]{{1,2}}(?<pair>{_PAIR})){{1,20}}+{_ENDED}",
            say_list,
        ),
        pattern(rf"{_FREE}(?<pair>{_PAIR}){_ENDED}", say_score),
        pattern(
            rf"(?<=\L<team> ?)(?<pair>[0-9]{{1,2}}/[0-9]{{1,2}}){_ENDED}",
            lambda match: say_pair(match["pair"]),
        ),
    ),
    holds=":：∶-–—/",
)
