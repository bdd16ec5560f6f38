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

NAMED = {
    "%": "百分号", "‰": "千分号", "‱": "万分号", "°": "度", "′": "分", "″": "秒", "§": "节",
    "№": "号", "℃": "摄氏度", "℉": "华氏度", "℠": "", "™": "", "®": "", "©": "版权所有", "℗": "",
    "✓": "是", "✔": "是", "✗": "否", "✘": "否", "✖": "乘", "∞": "无穷大", "√": "根号",
    "∑": "求和", "∏": "连乘", "∫": "积分", "∂": "偏", "∇": "梯度", "∈": "属于", "∉": "不属于",
    "⊂": "包含于", "⊆": "包含于", "⊃": "包含", "∪": "并", "∩": "交", "∅": "空集", "∀": "任意",
    "∃": "存在", "∧": "且", "∨": "或", "¬": "非", "⊕": "异或", "⊗": "张量积", "∝": "正比于",
    "∼": "约", "≈": "约等于", "≅": "全等于", "≡": "恒等于", "≠": "不等于", "≤": "小于等于",
    "≥": "大于等于", "≪": "远小于", "≫": "远大于", "<": "小于", ">": "大于", "=": "等于",
    "+": "加", "±": "正负", "∓": "负正", "×": "乘", "÷": "除以", "∴": "所以", "∵": "因为",
    "∥": "平行于", "⊥": "垂直于", "∠": "角", "△": "三角形", "♂": "男", "♀": "女", "♯": "升",
    "♭": "降", "♮": "", "µ": "微", "$": "美元", "¥": "元", "€": "欧元", "£": "英镑", "₩": "韩元",
    "₹": "卢比", "₽": "卢布", "₫": "越南盾", "฿": "泰铢", "¢": "美分", "₿": "比特币", "₺": "里拉",
    "₴": "格里夫纳", "₪": "谢克尔", "₱": "比索", "ª": "", "º": "度", "〒": "邮编", "∶": "比",
    "@": "艾特", "#": "井号", "&": "和", "⁒": "减", "ℓ": "升", "〇": "零",
}  # fmt: skip
"""Signs and what a newsreader calls them."""

GREEK = {
    "α": "阿尔法", "β": "贝塔", "γ": "伽马", "δ": "德尔塔", "ε": "伊普西龙", "ζ": "泽塔",
    "η": "伊塔", "θ": "西塔", "ι": "约塔", "κ": "卡帕", "λ": "兰姆达", "μ": "缪", "ν": "纽",
    "ξ": "克西", "ο": "奥密克戎", "π": "派", "ρ": "柔", "σ": "西格玛", "ς": "西格玛", "τ": "陶",
    "υ": "宇普西龙", "φ": "斐", "χ": "希", "ψ": "普西", "ω": "欧米伽",
}  # fmt: skip

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ё": "yo",
}  # fmt: skip
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
    if character in NAMED:
        return NAMED[character]
    if character in "-_*~^`|\\/⁄":
        return _say_ascii(match)
    # Without its accent, if it has one.
    letter = unicodedata.normalize("NFD", character.lower())[0]
    if letter in GREEK:
        return GREEK[letter]
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
    return _CYRILLIC.get(character.lower())


def unspeakable(character: str) -> ReadingError:
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    return ReadingError(
        f"nobody here knows how to say {character!r} ({name})",
        remedy="Write it in Chinese or in Latin letters, or take it out of the text.",
    )


def say_rating(match: regex.Match[str]) -> str:
    return say_number(str(match[0].count("★"))) + "星"


RULE = Rule(
    "symbol",
    (
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
