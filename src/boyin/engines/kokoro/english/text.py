"""From written English to English in words: symbols, money, ranges, versions, times, addresses.

Only what `reader` drops or misreads is changed; plain numbers stay for it to read.

Promise: what comes out holds letters, digits and marks that pause, nothing else; a character that
can't be turned into words is a ReadingError that names it.
"""

from collections.abc import Callable

import regex

from boyin.ground.errors import ReadingError

_SCALES = {
    "k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million",
    "b": "billion", "B": "billion", "bn": "billion", "T": "trillion", "tn": "trillion",
}  # fmt: skip
_CURRENCIES = {
    "$": ("dollar", "cent"), "£": ("pound", "penny"), "€": ("euro", "cent"), "¥": ("yuan", "fen"),
    "₩": ("won", "jeon"), "₹": ("rupee", "paisa"),
}  # fmt: skip
_COUNTRIES = {
    "US": "US",
    "HK": "Hong Kong",
    "A": "Australian",
    "C": "Canadian",
    "NT": "New Taiwan",
    "S": "Singapore",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ROMANS = (
    "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII", "XVIII", "XIX", "XX",
)  # fmt: skip
_SYMBOLS = {
    "&": "and", "+": "plus", "=": "equals", "@": "at", "#": "hash", "%": "percent",
    "‰": "per mille", "*": "asterisk", "^": "caret", "~": "about", "<": "less than",
    ">": "greater than", "≤": "at most", "≥": "at least", "≠": "is not", "≈": "about",
    "×": "times", "÷": "divided by", "±": "plus or minus", "√": "root", "∞": "infinity", "→": "to",
    "←": "from", "|": "bar", "\\": "backslash", "§": "section", "©": "copyright",
    "®": "registered", "™": "trademark", "°": "degrees", "−": "minus", "$": "dollars",
    "£": "pounds", "€": "euros", "¥": "yuan", "₩": "won", "₹": "rupees", "№": "number",
    "²": "squared", "³": "cubed", "′": "feet", "″": "inches", "¢": "cents", "µ": "micro",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "θ": "theta",
    "λ": "lambda", "μ": "mu", "π": "pi", "σ": "sigma", "φ": "phi", "ω": "omega", "Δ": "delta",
    "Σ": "sigma", "Ω": "omega",
}  # fmt: skip
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width letters, digits and marks → the usual ones."""
_MARKS = {
    "[": "(", "]": ")", "{": "(", "}": ")", "（": "(", "）": ")", "，": ", ", "。": ". ",
    "！": "! ", "？": "? ", "：": ": ", "；": "; ", "、": ", ", "「": "“", "」": "”", "『": "“",
    "』": "”", "《": "“", "》": "”", "«": "“", "»": "”", "•": ",", "·": " ", "–": "—", "―": "—",
    "_": " ", "`": "'", "´": "'", "„": "“", "/": " ", "‐": "-", "‑": "-", "\u200b": "",
    "\ufeff": "", "\xad": "",
}  # fmt: skip
_IN_ADDRESS = {
    ".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at", ":": "colon",
    "?": "question mark",
}  # fmt: skip
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_ADDRESS = (
    r"https?://[^\s()<>\"”]+|www\.[^\s()<>\"”]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|ai|dev|app|cn|co|uk|me|tv|info)\b(?:/[^\s()<>\"”]*)?"
)


def in_words(text: str) -> str:
    """`text` with everything that `reader` can't read turned into words."""
    text = text.translate(_NARROW)
    for pattern, replace in _RULES:
        text = pattern.sub(replace, text)
    return "".join(_character(text, i) for i in range(len(text)))


def _character(text: str, i: int) -> str:
    one = text[i]
    if one in _SYMBOLS:
        return f" {_SYMBOLS[one]} "
    if one in _MARKS:
        return _MARKS[one]
    if one.isspace():
        return " "
    if regex.match(r"[\p{Latin}\p{M}0-9'‘’.,;:!?…“”\"()—-]", one):
        return one
    raise ReadingError(
        f"nobody knows how to say “{one}” (U+{ord(one):04X}) in English",
        remedy="Write it in words, or leave it out.",
    )


def _address(match: regex.Match[str]) -> str:
    """openai.com/blog → openai dot com slash blog."""
    bare = regex.sub(r"^https?://|^www\.", "", match.group())
    address = bare.rstrip("/.,;:!?")
    stop = bare[len(address) :].lstrip("/")
    return regex.sub(r"[./_@:?-]", lambda m: f" {_IN_ADDRESS[m.group()]} ", address) + stop


def _money(match: regex.Match[str]) -> str:
    """$3.5B → 3.5 billion dollars; HK$20 → 20 Hong Kong dollars; $3.50 → 3 dollars and 50 cents."""
    unit, part = _CURRENCIES[match["sign"]]
    country = _COUNTRIES[match["country"]] + " " if match["country"] else ""
    scale = _SCALES.get(match["scale"] or "", match["scale"] or "")
    amount = match["amount"]
    plural = "" if unit in ("yuan", "won") else "s"
    cents = regex.fullmatch(r"([\d,]+)\.(\d\d)", amount)
    if cents and not scale and int(cents[2]):
        whole = f"{cents[1]} {country}{unit}{'' if cents[1] == '1' else plural} and "
        parts = (
            part if int(cents[2]) == 1 else {"penny": "pence", "fen": "fen"}.get(part, part + "s")
        )
        return (whole if int(cents[1].replace(",", "")) else "") + f"{int(cents[2])} {parts}"
    if cents and not scale:
        amount = cents[1]
    one = amount == "1" and not scale
    return f"{amount} {scale + ' ' if scale else ''}{country}{unit}{'' if one else plural}"


def _date(match: regex.Match[str]) -> str:
    month, day = int(match[2]), int(match[3])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return match.group()
    return f"{_MONTHS[month - 1]} {day}, {match[1]}"


def _clock(match: regex.Match[str]) -> str:
    hour, minute = match[1], match[2]
    if minute == "00":
        return hour if match[3] else f"{hour} o'clock"
    return f"{int(hour)} {'oh ' if minute[0] == '0' else ''}{int(minute)}"


def _fraction(match: regex.Match[str]) -> str:
    above, below = int(match[1]), int(match[2])
    named = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
    if above >= below or below not in named:
        return f"{match[1]} {match[2]}"
    plural = "" if above == 1 else "s"
    return f"{above} {named[below]}{plural}" if above > 1 else f"one {named[below]}"


def _decimal(match: regex.Match[str]) -> str:
    whole, *parts = match.group().split(".")
    if len(parts) == 1:
        return f"{whole} point {' '.join(parts[0])}"
    return " point ".join((whole, *parts))


def _scaled(match: regex.Match[str]) -> str:
    return f"{match[1]} {_SCALES[match[2]]}"


def _initials(match: regex.Match[str]) -> str:
    """AT&T → A.T. and T."""
    return f"{'.'.join(match[1])}{'.' if len(match[1]) > 1 else ''} and {match[2]}"


def _singly(match: regex.Match[str]) -> str:
    return " ".join(one for one in match.group() if one.isdigit())


def _roman(match: regex.Match[str]) -> str:
    return f"{match[1]} {_ROMANS.index(match[2]) + 2}"


Rule = tuple[regex.Pattern[str], str | Callable[[regex.Match[str]], str]]

_AMOUNT = (
    r"(?<![\w.])(?P<country>US|HK|NT|A|C|S)?(?P<sign>[$£€¥₩₹])\s?"
    rf"(?P<amount>{_NUMBER})"
    r"(?:[ -]?(?P<scale>(?:thousand|million|billion|trillion)\b|(?:bn|mn|tn|[kKmMbBT])\b))?"
)
_CLOCK = r"\b([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?\b(?=(\s?[ap]\.?m)?)"
_RANGE = r"(?<![\p{L}\d.,])(\d+(?:[,.]\d+)*(?:st|nd|rd|th|%)?)\s?[-–—~]\s?(?=[$£€]?\d)"
_AFTER_NAMES = "|".join(_ROMANS[:3] + _ROMANS[4:8] + _ROMANS[9:])
_RULES: tuple[Rule, ...] = (
    (regex.compile(_ADDRESS, regex.IGNORECASE), _address),
    (regex.compile(_AMOUNT), _money),
    (regex.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b"), _date),
    (regex.compile(r"\b\d{3}-\d{3,4}(?:-\d{4})?\b"), _singly),
    (regex.compile(_CLOCK, regex.IGNORECASE), _clock),
    (regex.compile(_RANGE), r"\1 to "),
    (regex.compile(r"(?<![\w.)-])[-−](?=\d)"), "minus "),
    (regex.compile(r"(?<=\w)-(?=\d)"), " "),
    (regex.compile(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])"), _fraction),
    (regex.compile(r"\bkm/h\b"), "kilometers per hour"),
    (regex.compile(r"(?<![\w-])v(?=\d)"), "version "),
    (regex.compile(r"(?<![\p{L}\d.,])(\d+(?:\.\d+)?)(k|K|M|bn|B)\b(?<!\b[248]K)"), _scaled),
    (regex.compile(r"(?<=\d)\s?([ap])\.?m\b\.?", regex.IGNORECASE), r" \1.m."),
    (regex.compile(r"\b(\p{Lu}{1,3})&(\p{Lu})\b"), _initials),
    (regex.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)+"), _decimal),
    (regex.compile(r"(?<=\p{L}[-]?)\d+(?:\.\d+)+"), lambda match: f" {_decimal(match)}"),
    (regex.compile(r"(?<![\d.,])0\d+"), _singly),
    (regex.compile(r"\b([CF])#"), r"\1 sharp"),
    (regex.compile(r"#(?=\d)"), "number "),
    (regex.compile(r"#(?=\p{L})"), "hashtag "),
    (regex.compile(r"°\s?C\b"), " degrees Celsius"),
    (regex.compile(r"°\s?F\b"), " degrees Fahrenheit"),
    (regex.compile(rf"\b(\p{{Lu}}\p{{Ll}}+) ({_AFTER_NAMES})\b(?!\.)"), _roman),
    (regex.compile(r"(?<=\p{Ll}{2})\.(?=\p{Ll})"), " dot "),
    (regex.compile(r"(?<=\p{Ll}{2})\.(?=\p{Lu})"), ". "),
    (regex.compile(r"—+|--+"), "—"),
    (regex.compile(r"…+|\.{3,}"), "… "),
)
