"""From numbered pinyin and Chinese punctuation to the symbols Kokoro v1.0 was trained on.

The model writes a syllable as IPA without tie bars, its tone an arrow behind the vowel:
zhe4 → ꭧɤ↘, jia1 → ʨja→, mei3 → mei↓. The neutral tone has no arrow.

Promise: every syllable and every mark has symbols, or a ReadingError names it.
"""

import regex

from boyin.ground.errors import ReadingError

TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}

INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l",
    "g": "k", "k": "kʰ", "h": "x", "j": "ʨ", "q": "ʨʰ", "x": "ɕ",
    "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s",
}  # fmt: skip

FINALS = {
    "a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0", "e": "ɤ0", "ei": "ei0",
    "en": "ə0n", "eng": "ə0ŋ", "i": "i0", "ia": "ja0", "ian": "jɛ0n", "iang": "ja0ŋ",
    "iao": "jau0", "ie": "je0", "in": "i0n", "iou": "jou0", "ing": "i0ŋ", "iong": "jʊ0ŋ",
    "ong": "ʊ0ŋ", "ou": "ou0", "u": "u0", "uei": "wei0", "ua": "wa0", "uai": "wai0",
    "uan": "wa0n", "uen": "wə0n", "uang": "wa0ŋ", "ueng": "wə0ŋ", "uo": "wo0", "o": "wo0",
    "v": "y0", "ve": "ɥe0", "van": "ɥɛ0n", "vn": "y0n",
}  # fmt: skip

ALONE = {
    "hm": "hm0", "hng": "hŋ0", "m": "m0", "n": "n0", "ng": "ŋ0",
    "io": "jɔ0", "yo": "jɔ0", "ê": "ɛ0", "er": "ɚ0", "o": "ɔ0", "wong": "ʊ0ŋ",
}  # fmt: skip
"""Syllables that are no initial and final."""

SPELLINGS = {"iu": "iou", "ui": "uei", "un": "uen"}
"""Finals that pinyin shortens after an initial."""

MARKS = {
    "，": ", ", "、": ", ", ",": ", ", "。": ". ", "．": ". ", ".": ". ", "！": "! ", "!": "! ",
    "？": "? ", "?": "? ", "：": ": ", ":": ": ", "；": "; ", ";": "; ", "…": "… ", "—": "— ",
    "–": "— ", "―": "— ", "～": "— ", "~": "— ", "“": " “", "”": "” ", "「": " “", "」": "” ",
    "『": " “", "』": "” ", "‘": " “", "’": "” ", "《": " “", "》": "” ", "〈": " “", "〉": "” ",
    "«": " “", "»": "” ", "【": " “", "】": "” ", "〔": " (", "〕": ") ", "（": " (", "）": ") ",
    "(": " (", ")": ") ", "[": " (", "]": ") ", '"': ' " ', "/": ", ", "／": ", ", "·": " ",
    "•": " ", "'": " ", "－": " ", "‧": " ", "･": " ", "・": " ", "-": " ",
}  # fmt: skip
"""What the model hears for each mark."""

_PARTS = regex.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])?([a-zê]+)")


def syllable_symbols(pinyin: str) -> str:
    """The model's symbols for one syllable: `zhe4` → `ꭧɤ↘`."""
    spelled, tone = pinyin[:-1], pinyin[-1:]
    if tone not in TONES:
        raise ReadingError(f"“{pinyin}” is no syllable in numbered pinyin")
    if spelled.endswith("r") and spelled != "er":
        return _with_merged_er(spelled[:-1], tone)
    return _shape(spelled).replace("0", TONES[tone])


def mark_symbols(mark: str) -> str:
    """The model's symbols for one punctuation mark."""
    if mark.isspace():
        return " "
    symbols = MARKS.get(mark)
    if symbols is None:
        raise ReadingError(f"nobody knows how to say “{mark}” (U+{ord(mark):04X})")
    return symbols


def _shape(spelled: str) -> str:
    """Symbols with 0 where the tone goes."""
    if spelled in ALONE:
        return ALONE[spelled]
    initial, final = _split(spelled)
    if final == "i" and initial in ("zh", "ch", "sh", "r", "z", "c", "s"):
        return INITIALS[initial] + "ɨ0"
    if final not in FINALS or (initial and initial not in INITIALS):
        raise ReadingError(f"“{spelled}” is no syllable of Mandarin")
    return INITIALS.get(initial, "") + FINALS[final]


def _split(spelled: str) -> tuple[str, str]:
    """Initial and full final: `jun` → j, vn; `you` → "", iou; `wei` → "", uei."""
    if spelled[0] == "y":
        return "", _after_y(spelled[1:])
    if spelled[0] == "w":
        return "", "u" if spelled == "wu" else "u" + spelled[1:]
    match = _PARTS.fullmatch(spelled)
    if match is None:
        raise ReadingError(f"“{spelled}” is no syllable of Mandarin")
    initial, final = match[1] or "", match[2]
    if initial in ("j", "q", "x") and final.startswith("u"):
        final = "v" + final[1:]
    final = "v" + final[1:] if final.startswith("ü") else final
    return initial, SPELLINGS.get(final, final)


def _after_y(rest: str) -> str:
    if rest.startswith(("u", "v")):
        return "v" + rest[1:]
    return rest if rest.startswith("i") else "i" + rest


def _with_merged_er(spelled: str, tone: str) -> str:
    """A syllable with 儿 merged into it: its coda goes, ɚ comes (花儿, 玩儿, 味儿)."""
    shape = _shape(spelled)
    if shape.endswith("ɨ0"):
        return shape.removesuffix("ɨ0") + "ɚ" + TONES[tone]
    if spelled.endswith("ui"):
        shape = shape.removesuffix("ei0") + "ə0"
    elif shape.endswith("n"):
        shape = shape.removesuffix("n")
    elif shape.endswith(("ai0", "ei0")):
        shape = shape.removesuffix("i0") + "0"
    return shape.replace("0", TONES[tone]) + "ɚ"
