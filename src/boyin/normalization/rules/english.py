"""In English text, what its own front end can't read: 25°C → 25 degrees Celsius, A → B, （ → (.

Figures, $ and % stay: the English front end reads them.
"""

import unicodedata

import regex

from boyin.normalization.rules.base import NUMBER, Rule, after, before, pattern
from boyin.normalization.rules.symbol import BY_CATEGORY, spell_in_latin, unspeakable
from boyin.normalization.rules.web import LINK, MAIL
from boyin.normalization.vocabulary import signs

_PLAIN = {
    "，": ",", "。": ".", "、": ",", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(",
    "）": ")", "【": "[", "】": "]", "《": "“", "》": "”", "〈": "“", "〉": "”", "「": "“",
    "」": "”", "『": "‘", "』": "’",
}  # fmt: skip
_WORDS = {
    "=": "equals", "×": "times", "÷": "divided by", "±": "plus or minus", "≈": "about",
    "≠": "is not", "≤": "at most", "≥": "at least", "<": "less than", ">": "greater than",
    "→": "to", "⇒": "to", "↔": "and", "°": "degrees", "@": "at", "~": "about", "∞": "infinity",
    "√": "root", "‰": "per mille", "§": "section", "№": "number", "©": "copyright", "¢": "cents",
    "₩": "won", "₹": "rupees", "¥": "yuan", "₽": "roubles", "₿": "bitcoin", "½": "and a half",
    "¼": "and a quarter", "¾": "and three quarters", "²": "squared", "³": "cubed", "µ": "micro",
    "✓": "yes", "✔": "yes", "✗": "no", "✘": "no", "−": "minus",
}  # fmt: skip
_FRACTIONS = {
    "1/2": "one half", "1/3": "one third", "2/3": "two thirds", "1/4": "one quarter",
    "3/4": "three quarters",
}  # fmt: skip
_UNITS = {
    "km": "kilometers", "mi": "miles", "m": "meters", "ft": "feet", "kg": "kilograms",
    "g": "grams", "mg": "milligrams", "KB": "kilobytes", "MB": "megabytes", "GB": "gigabytes",
    "L": "liters", "kWh": "kilowatt hours",
}  # fmt: skip
_PER = {"hr": "hour", "h": "hour", "min": "minute", "sec": "second", "s": "second", "day": "day"}
_GREEK_NAMES = regex.compile("GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?(?P<sound>[A-Z]+)")
_SILENT = "*_`^|\\{}"


def say_sign(match: regex.Match[str]) -> str:
    sign = match[0]
    if sign in _PLAIN:
        return _PLAIN[sign]
    if sign in _WORDS:
        return _spaced(match, _WORDS[sign])
    if sign in _SILENT or sign == "/":
        return " " if before(match, 1).isalnum() and after(match, 1).isalnum() else ""
    spelled = spell_in_latin(sign)
    return _spaced(match, _say_by_name(sign)) if spelled is None else spelled


def _spaced(match: regex.Match[str], words: str) -> str:
    """The words, apart from what stands beside the sign."""
    left = " " if words[:1].isalnum() and before(match, 1).isalnum() else ""
    return left + words + (" " if words[-1:].isalnum() and after(match, 1).isalnum() else "")


def _say_by_name(sign: str) -> str:
    category, name = unicodedata.category(sign), unicodedata.name(sign, "")
    if sign.lower() in signs("greek") and (letter := _GREEK_NAMES.match(name)):
        return str(letter["sound"]).lower()
    if category in BY_CATEGORY:
        said = BY_CATEGORY[category]
        return _PLAIN.get(said, said)
    if category in ("No", "Nl", "Nd"):
        return f"{unicodedata.numeric(sign):g}"
    if category in ("Sm", "Sc"):
        return name.removesuffix(" SIGN").lower().replace("-", " ")
    raise unspeakable(sign)


def say_host(match: regex.Match[str]) -> str:
    return match["host"].removeprefix("www.").replace(".", " dot ").replace("_", " underscore ")


def say_mail(match: regex.Match[str]) -> str:
    return say_at(match[0]).replace(".", " dot ").replace("_", " underscore ")


def say_at(address: str) -> str:
    return address.replace("@", " at ").strip()


def say_scale(match: regex.Match[str]) -> str:
    return " degrees Celsius" if match["scale"] in ("C", "℃") else " degrees Fahrenheit"


def say_yuan(match: regex.Match[str]) -> str:
    return f"{match['number']} {_WORDS[match['sign']]}"


def say_fraction(match: regex.Match[str]) -> str:
    """Small fractions have names; 24/7 and 9/11 are two numbers."""
    above, below = match["above"], match["below"]
    if match[0] in _FRACTIONS:
        return _FRACTIONS[match[0]]
    small = int(above) < int(below) and above != "9"
    return f"{above} over {below}" if small else f"{above} {below}"


RULE = Rule(
    "english",
    (
        pattern(MAIL, say_mail),
        *(pattern(link, say_host) for link in LINK),
        pattern(r" ?(?:° ?(?<scale>[CF])(?![A-Za-z])|(?<scale>[℃℉]))", say_scale),
        pattern(rf"(?<sign>[¥₩₹₽₿]) ?(?<number>{NUMBER})", say_yuan),
        pattern(r"(?<![0-9/.])(?<above>[0-9]+)/(?<below>[0-9]+)(?![0-9/]|\.[0-9])", say_fraction),
        pattern(r"(?: ?-{1,2}> ?| ?=> ?)(?=[\p{L}0-9])", lambda _: " to "),
        pattern(r"(?<=[0-9]) ?\* ?(?=[0-9])", lambda _: " times "),
        pattern(r"(?<=[0-9A-Za-z])\^(?=[0-9])", lambda _: " to the power of "),
        pattern(
            rf"(?<=[0-9]) ?(?<unit>{'|'.join(_UNITS)})/(?<per>{'|'.join(_PER)})(?![A-Za-z])",
            lambda match: f" {_UNITS[match['unit']]} per {_PER[match['per']]}",
        ),
        pattern(r"#(?=[0-9])", lambda _: "number "),
        pattern(r"(?<=(?<![A-Za-z])[CFJ])#(?![A-Za-z])", lambda _: " sharp"),
        pattern(r"#(?=[A-Za-z])", lambda _: "hashtag "),
        pattern(r"(?<![^\s(])@(?=[A-Za-z])", lambda _: "at "),
        pattern(r"[^\p{Han}\p{Latin}0-9$€£%&+—…“”‘’,.;:?!\"'()\[\] \n-]", say_sign),
    ),
    digits=False,
)
