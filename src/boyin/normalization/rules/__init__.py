"""The rules of reading, in the order they claim text: the particular before the general."""

from boyin.ground.languages import Language
from boyin.normalization.rules import (
    bare_year,
    code,
    connective,
    date,
    digits,
    emoji,
    english,
    english_emoji,
    fraction,
    identifier,
    math,
    measure,
    model,
    money,
    number,
    operators,
    ordinal,
    percent,
    range,
    ratio,
    roman,
    score,
    symbol,
    tex,
    time,
    unit,
    version,
    web,
    year,
)
from boyin.normalization.rules.base import Rule

RULES: tuple[Rule, ...] = (
    tex.RULE,
    web.RULE,
    emoji.RULE,
    score.RULE,
    code.RULE,
    operators.RULE,
    identifier.RULE,
    year.RULE,
    date.RULE,
    time.RULE,
    version.RULE,
    money.RULE,
    measure.RULE,
    unit.RULE,
    percent.RULE,
    ratio.RULE,
    fraction.RULE,
    math.RULE,
    roman.RULE,
    ordinal.RULE,
    model.RULE,
    range.RULE,
    bare_year.RULE,
    connective.RULE,
    number.RULE,
    digits.RULE,
    symbol.RULE,
)
"""For Chinese text."""

ENGLISH_RULES: tuple[Rule, ...] = (
    english_emoji.RULE,
    english.RULE,
)
"""For English text, whose numbers the engine's own front end reads."""


def rules_for(language: Language) -> tuple[Rule, ...]:
    """The rules that read text of `language`."""
    return RULES if language == "zh" else ENGLISH_RULES
