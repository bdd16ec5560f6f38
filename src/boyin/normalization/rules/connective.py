"""Signs that stand for a word between words: A → B is A到B, AT&T is AT and T, A vs B is A对B."""

import regex

from boyin.normalization.rules.base import Rule, after, before, pattern

_ARROW = r"(?:[→⇒➔➙➜➝➞➡⟶⟹⇨▶►]\ufe0f?|-{1,2}>|={1,2}>|——>)"
_BOTH_WAYS = r"(?:[↔⇔⇄⇆⟷]\ufe0f?|<-{1,2}>|<=>)"
_WORD = r"[\p{L}\p{N}%”》）)℃]"
_NEXT = r"[\p{L}\p{N}“《（($¥€£+-]"
_ANGLED = r"[/!]?[A-Za-z](?:(?!&&|\|\|)[\x20-\x7e]){0,80}"
"""What angle brackets hold: a tag, a type. Nothing else has a sign that closes what `<` opens."""

_VISUAL_STUDIO = r" ?(?:Code|Codium|20[0-9]{2}|插件|扩展|编辑器)(?![A-Za-z0-9])"

_PLACEHOLDER = r"\p{Han}[\p{Han}A-Za-z0-9_;；、 -]{0,20}"

_LONG_BEFORE = regex.compile(r"\p{Han}{6}$")
_LONG_BEHIND = regex.compile(r"\p{Han}{6}")
_ACRONYM = regex.compile("(?<![A-Za-z])(?:[A-Z]{1,4}|[a-z])$")
_ACRONYM_OR_FIGURE = regex.compile("[A-Z]{1,4}(?![A-Za-z])|[0-9]")


def say_step(match: regex.Match[str]) -> str:
    """Between whole clauses the voice takes a breath first."""
    long_before = _LONG_BEFORE.search(match.string, 0, match.start())
    return "，到" if long_before or _LONG_BEHIND.match(match.string, match.end()) else "到"


def say_and(match: regex.Match[str]) -> str:
    latin = _latin(before(match, 1)) and _latin(after(match, 1))
    return " and " if latin else "和"


def say_slash(match: regex.Match[str]) -> str:
    """Between acronyms a slash is nothing, A/B; between words it is a pause."""
    acronyms = _ACRONYM.search(before(match)) and _ACRONYM_OR_FIGURE.match(after(match))
    return " " if acronyms and " " not in match[0] else "、"


def say_angle(match: regex.Match[str]) -> str:
    """vector<int> is two words."""
    return " " if before(match, 1).isalnum() and after(match, 1).isalnum() else ""


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


RULE = Rule(
    "connective",
    (
        pattern(rf"(?<={_WORD}) ?{_BOTH_WAYS} ?(?={_NEXT})", lambda _: "和"),
        pattern(rf"(?<={_WORD}) ?{_ARROW} ?(?={_NEXT})", say_step),
        pattern(rf"(?<={_WORD}) ?(?:[←⇐⟵]|<-{{1,2}}) ?(?={_NEXT})", lambda _: "，"),
        pattern(r"[↑⬆▲↗]\ufe0f?(?= ?[0-9.]+)|(?<=[\p{Han}0-9%]) ?[↑⬆↗]\ufe0f?", lambda _: "上升"),
        pattern(r"[↓⬇▼↘]\ufe0f?(?= ?[0-9.]+)|(?<=[\p{Han}0-9%]) ?[↓⬇↘]\ufe0f?", lambda _: "下降"),
        pattern(rf"{_ARROW}|{_BOTH_WAYS}|[←↑↓↖↗↘↙⬆⬇⬅]\ufe0f?|<-{{1,2}}(?=\p{{L}})", lambda _: ""),
        pattern(r"(?<=\p{Han}) > (?=\p{Han})", lambda _: "，"),
        pattern(
            rf"(?<![0-9A-Za-z)]) ?<(?={_PLACEHOLDER}>)|(?<=(?<![0-9A-Za-z)]) ?<{_PLACEHOLDER})> ?",
            lambda _: " ",
        ),
        pattern(rf"</?(?={_ANGLED}>)|(?<=<{_ANGLED})/?>", say_angle),
        pattern(r"(?<![\p{L}\p{N})）])</?(?=[A-Za-z!])", lambda _: ""),
        pattern(r"(?<=[A-Za-z\"'])/?>(?! ?[0-9A-Za-z(])", lambda _: ""),
        pattern(rf"(?<={_WORD}) ?(?:&&?|＆) ?(?={_NEXT})", say_and),
        pattern(
            rf"(?<![A-Za-z0-9.'’-]) ?(?:vs|VS|Vs)\.?(?![A-Za-z0-9'’-])(?!{_VISUAL_STUDIO}) ?",
            lambda _: "对",
        ),
        pattern(r"(?<=[\p{Han}”」]) ?-{3,12} ?(?=[\p{Han}“「])", lambda _: "——"),
        pattern(
            r"(?<=\p{Han}{2})-(?=\p{Han}{2,8}-\p{Han}{2})"
            r"|(?<=\p{Han}{2}-\p{Han}{2,8})-(?=\p{Han}{2})",
            lambda _: "、",
        ),
        pattern(
            r"(?<=[0-9一二两三四五六七八九十百千万亿几]\p{Han}{1,3})/(?=\p{Han}{1,2}"
            r"(?!\p{Han}{3}))",
            lambda _: "每",
        ),
        pattern(
            r"(?<=元|公里|千克|吨|人|次|千瓦时)/(?=吨|公斤|平方?米|月|年|天|日|小时|斤|桶|股|度|人|次|"
            r"亩|台|辆|公里)",
            lambda _: "每",
        ),
        pattern(r"(?<=[0-9A-Za-z]) ?@ ?(?=[0-9])", lambda _: " "),
        pattern(r"(?<=和)/(?=或)", lambda _: ""),
        pattern(rf"(?<={_WORD}) ?[/／|｜\\] ?(?={_NEXT})", say_slash),
        pattern(
            r"(?<=\p{Han}{2}) ?× ?(?=[\p{Han}A-Z])|(?<=[A-Za-z]{2}) ?× ?(?=\p{Han}{2}|[A-Z])",
            lambda _: "和",
        ),
        pattern(r"(?<=\p{Latin})[·・•](?=\p{Latin})", lambda _: " "),
    ),
    digits=False,
)
