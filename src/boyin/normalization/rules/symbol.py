"""Whatever else is no word into words, a pause or silence: § → 节, ★★★ → 三星, • → nothing.

Signs with a name of their own are said by it; the rest goes by Unicode category: brackets, dashes
and quotation marks become those that engines know, decoration is silent, letters of scripts whose
Unicode names spell them are spelled in Latin. Letters of any other script can't be said.
"""

import unicodedata

import regex

from boyin.ground.errors import ReadingError
from boyin.normalization.rules.base import Rule, after, before, pattern
from boyin.normalization.rules.numerals import say_number
from boyin.normalization.vocabulary import signs

_SPELLED = regex.compile(
    r"(?:HIRAGANA|KATAKANA|BOPOMOFO) (?:LETTER )?(?:SMALL )?(?P<sound>[A-Z]+)$"
)
_HANGUL = regex.compile(r"HANGUL SYLLABLE (?P<sound>[A-Z]+)")
BY_CATEGORY = {
    "Ps": "（", "Pe": "）", "Pi": "“", "Pf": "”", "Pd": "—", "Po": "", "Pc": " ", "Sk": "",
    "So": "", "Mn": "", "Me": "", "Mc": "", "Zs": " ", "Zl": " ", "Zp": " ", "Lm": "", "Cc": " ",
    "Cf": "",
}  # fmt: skip


def say_symbol(match: regex.Match[str]) -> str:
    """What one character is called; raises ReadingError if it can't be said."""
    character = match[0]
    if (said := signs("sign").get(character)) is not None:
        return said
    if character in "-_*~^`|\\/⁄":
        return _say_ascii(match)
    # Without its accent, if it has one.
    letter = unicodedata.normalize("NFD", character.lower())[0]
    if letter in signs("greek"):
        return signs("greek")[letter]
    return _say_by_name(match)


def _say_ascii(match: regex.Match[str]) -> str:
    """Signs of markup and of plain typing: between words they part them, elsewhere nothing."""
    left, right = before(match, 1), after(match, 1)
    if match[0] in "|\\/⁄" and left.isalnum() and right.isalnum():
        latin = left.isascii() and right.isascii()
        return " " if latin and match[0] != "|" else "、"
    if match[0] == "_" and left.isalnum() and right.isalnum():
        return " "
    if match[0] == "-" and left == " " and right == " ":
        return "——"
    return ""


def _say_marker(match: regex.Match[str], value: float) -> str:
    """A number in a circle opens an item of a list, so it stands between pauses.

    A raised one behind words is the mark of a footnote.
    """
    if match[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return ""
    said = say_number(f"{value:g}")
    before_it, behind_it = before(match, 1).isalnum(), after(match, 1).isalnum()
    return f"{'，' if before_it else ''}{said}{'，' if behind_it else ''}"


def _say_by_name(match: regex.Match[str]) -> str:
    character = match[0]
    category, name = unicodedata.category(character), unicodedata.name(character, "")
    spelled = spell_in_latin(character)
    if spelled is not None:
        return spelled
    if category in BY_CATEGORY:
        return BY_CATEGORY[category]
    if category in ("No", "Nl", "Nd"):
        return _say_marker(match, unicodedata.numeric(character))
    if category in ("Sm", "Sc"):
        return name.removesuffix(" SIGN").lower()
    raise unspeakable(character)


def spell_in_latin(character: str) -> str | None:
    """A kana, Hangul, bopomofo or Cyrillic letter by its sound; None for any other."""
    name = unicodedata.name(character, "")
    if spelled := _SPELLED.search(name) or _HANGUL.fullmatch(name):
        return str(spelled["sound"]).lower()
    return signs("cyrillic").get(character.lower())


def unspeakable(character: str) -> ReadingError:
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    return ReadingError(
        f"nobody here knows how to say {character!r} ({name})",
        remedy="Write it in Chinese or in Latin letters, or take it out of the text.",
    )


def say_rating(match: regex.Match[str]) -> str:
    return say_number(str(match[0].count("★"))) + "星"


_APART = r"(?<![\p{Latin}\p{N}'’])'"
_ENDS = r"'(?![\p{Latin}\p{N}'])"
"""A straight mark that no letter touches from without: 'A' is quoted, students' is not."""

RULE = Rule(
    "symbol",
    (
        pattern(rf"{_APART}(?=[^'\n]{{1,40}}{_ENDS})", lambda _: "“"),
        pattern(rf"(?<={_APART}[^'\n]{{1,40}}){_ENDS}", lambda _: "”"),
        pattern(r"★{2,}☆*|★☆{2,}", say_rating),
        pattern(r"(?<=[0-9] ?)★(?!★)", lambda _: "星"),
        pattern(r"√(?! ?[0-9A-Za-zΑ-ω(（])", lambda _: "对勾"),
        pattern(r"(?<![0-9A-Za-zΑ-ω)）]) ?×(?! ?[0-9A-Za-zΑ-ω(（])", lambda _: "叉"),
        pattern(
            r"(?!(?<=\p{Latin})-(?=\p{Latin}))"
            r"[^\p{Han}\p{Latin}0-9，。、；：？！…—“”‘’「」『』《》〈〉（）【】,.;:?!\"'()\[\] \n]",
            say_symbol,
        ),
    ),
    digits=False,
)
