"""Written text into spoken text: 增长3.5% → 增长百分之三点五, each change recorded.

One pass. Rules are asked in the order of `rules/__init__.py`; each finds its matches from left to
right in the text as it was written, pattern by pattern, and claims those that touch nothing claimed
before. What no rule claims is copied as it stands. The spoken text holds nothing but
Chinese characters, Latin letters (digits and a few signs too in English) and SILENT punctuation;
whatever can't be brought to that is an error, never left out.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from boyin.ground.errors import BoyinError, ReadingError
from boyin.ground.languages import HAN, Language
from boyin.normalization.rules import rules_for
from boyin.normalization.rules.base import Rule, Say, compiled
from boyin.normalization.rules.folding import Change, Folded, fold
from boyin.normalization.spoken import Reading, Spoken

SILENT = "，。、；：？！…—“”‘’「」『』《》〈〉（）【】,.;:?!\"'()[] \n"
"""The punctuation that may stand in spoken text: engines make pauses of it."""

_PUNCTUATION = regex.escape(SILENT, special_only=False)
_SPEAKABLE: dict[Language, regex.Pattern[str]] = {
    # A hyphen is part of a Latin word or it is nothing.
    "zh": regex.compile(
        rf"(?:[\p{{Han}}\p{{Latin}}{_PUNCTUATION}]|(?<=\p{{Latin}})-(?=\p{{Latin}}))*"
    ),
    "en": regex.compile(r"[\p{Han}\p{Latin}0-9$€£%&+—…“”‘’,.;:?!\"'()\[\] \n-]*"),
}
_UNTOUCHED = regex.compile(
    r"[[\p{Han}--[\u2e80-\u2fd5々\u3400-\u4dbf\uf900-\ufaff\U00020000-\U0003ffff]]，。、；：？！…“”‘’《》（）]*",
    regex.V1,
)
"""What most sentences are made of; no rule claims any of it."""

_DIGIT = regex.compile("[0-9]")
_WITHIN_FIGURES = regex.compile("[0-9]{2}")
_SET_OFF = regex.compile(r"\p{Latin} ")
_SET_OFF_BEHIND = regex.compile(r" [\p{Latin}\p{Han}]")


def speak_written(written: str, language: Language) -> Spoken:
    """What is said for `written`.

    Raises ReadingError if it holds something that nobody here knows how to say.
    """
    return apply_rules(written, language, rules_for(language))


def apply_rules(written: str, language: Language, rules: Sequence[Rule]) -> Spoken:
    """What `rules` alone make of `written`, and the check that all of it can be said."""
    if _UNTOUCHED.fullmatch(written):
        return Spoken(written, ())
    folded = fold(written)
    readings = _place(folded, _claim(folded, rules))
    readings += _claim_changes(folded.changes, readings)
    spoken = _join(written, sorted(readings, key=lambda reading: reading.start))
    _check(spoken.text, language)
    return spoken


class _Claim(NamedTuple):
    start: int
    end: int
    rule: str
    said: str


def _claim(folded: Folded, rules: Iterable[Rule]) -> list[_Claim]:
    """What each rule claims of the folded text, in the order of the text."""
    text, claimed = folded.text, bytearray(len(folded.text))
    characters = frozenset(text)
    has_digits = _DIGIT.search(text) is not None
    claims: list[_Claim] = []
    for rule in rules:
        if rule.digits and not has_digits:
            continue
        if rule.holds and characters.isdisjoint(rule.holds):
            continue
        for expression, say in rule.patterns:
            pattern = compiled(expression)
            position = 0
            while match := pattern.search(text, position):
                start, end = match.span()
                if claimed[start:end].count(1) or _splits_figures(text, claimed, start, end):
                    position = start + 1
                    continue
                said = _say(rule, say, match)
                if said is None:
                    position = start + 1
                    continue
                claim = _take_spaces(text, claimed, _Claim(start, end, rule.name, said))
                claimed[claim.start : claim.end] = b"\1" * (claim.end - claim.start)
                claims.append(claim)
                position = claim.end
    return sorted(claims)


def _say(rule: Rule, say: Say, match: regex.Match[str]) -> str | None:
    """What a rule says for a match; a fault of the rule is told as one, with what it fails at."""
    try:
        return say(match)
    except BoyinError:
        raise
    except Exception as error:
        raise ReadingError(
            f"the rule `{rule.name}` fails at “{match[0][:40]}”: {type(error).__name__}: {error}",
            remedy="This is a fault of boyin, not of the article; please report it. Until it is "
            "mended, write these figures or signs in words.",
        ) from error


def _place(folded: Folded, claims: Iterable[_Claim]) -> list[Reading]:
    """The claims as readings of the source.

    A character that folding spelled out (㎡ as m2) can't be read in parts: claims that meet in
    one are read as one, with what lies between them.
    """
    text, starts, ends = folded.text, folded.starts, folded.ends
    placed: list[Reading] = []
    reached = 0
    for claim in claims:
        before = claim.start
        while before and starts[before - 1] == starts[before]:
            before -= 1
        if placed and starts[claim.start] < placed[-1].end:
            last = placed.pop()
            said = last.spoken[: len(last.spoken) - (reached - claim.start)] + claim.said
            start, rule = last.start, last.rule
        else:
            said, start, rule = text[before : claim.start] + claim.said, starts[before], claim.rule
        reached = claim.end
        while reached < len(text) and starts[reached] == starts[reached - 1]:
            said += text[reached]
            reached += 1
        placed.append(Reading(rule, start, ends[reached - 1], said))
    return placed


def _splits_figures(folded: str, claimed: bytearray, start: int, end: int) -> bool:
    """Whether a claim would tear off a part of a row of digits that is still whole."""
    for border in (start, end):
        inside = 0 < border < len(folded) and not claimed[border - 1] and not claimed[border]
        if inside and _WITHIN_FIGURES.match(folded, border - 1):
            return True
    return False


def _take_spaces(folded: str, claimed: bytearray, claim: _Claim) -> _Claim:
    """The claim with the space that set its figures off from a Latin word: iPhone 15 Pro."""
    start, end = claim.start, claim.end
    if start >= 2 and not claimed[start - 1] and _SET_OFF.match(folded, start - 2):
        start -= 1 if HAN.match(claim.said) else 0
    if _SET_OFF_BEHIND.match(folded, end) and not claimed[end]:
        end += 1 if HAN.match(claim.said[-1:]) else 0
    return claim._replace(start=start, end=end)


def _claim_changes(changes: Iterable[Change], readings: Sequence[Reading]) -> list[Reading]:
    """Readings for what folding spelled otherwise and no rule has claimed."""
    claimed = {index for reading in readings for index in range(reading.start, reading.end)}
    return [
        Reading(
            "spacing" if not change.folded else "width", change.start, change.end, change.folded
        )
        for change in changes
        if change.start not in claimed
    ]


def _join(written: str, readings: Sequence[Reading]) -> Spoken:
    said, position = [], 0
    for reading in readings:
        said += [written[position : reading.start], reading.spoken]
        position = reading.end
    said.append(written[position:])
    return Spoken("".join(said), tuple(readings))


def _check(spoken: str, language: Language) -> None:
    match = _SPEAKABLE[language].match(spoken)
    end = match.end() if match else 0
    if end < len(spoken):
        raise ReadingError(
            f"nobody here knows how to say {spoken[end]!r} (U+{ord(spoken[end]):04X})",
            remedy="Write it in Chinese or in Latin letters, or take it out of the text.",
        )
