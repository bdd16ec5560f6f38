"""Where sentences end, in Chinese, in English, and in Chinese full of English.

A border depends on the text around it only, never on how much text came before, so an edit moves
no border but its own.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate

import regex

from boyin.ground.languages import ADDRESS, HAN, without_formulas
from boyin.script.quotation_marks import QUOTES, TITLES, Pair, match_marks

LONGEST = 80
"""Chinese characters in one segment: Kokoro is at its best with 30 to 70 and hurries above 90."""

_LETTERS_PER_CHARACTER = 3
_STOPS = regex.compile(
    r"\n|[。！？!?｡．…⋯]+|\.{2,}|\.|(?<=[了吧啊呢吗哈呀啦哦嘛])"
    r"(?:[～~]+|[\U0001F600-\U0001F64F\U0001F910-\U0001F92F\U0001F970-\U0001F97A🎉🎊✨💪👍🔥👏❤🥳])"
    r"(?=[\p{Extended_Pictographic}\p{EMod}\uFE0F\u200d\s]*\p{Han})"
)
"""Marks that end sentences; in posts also a tilde or a face behind a final particle: 太棒了🎉."""
_TAIL = regex.compile(r"(?:\p{Extended_Pictographic}|\p{EMod}|[\uFE0F\u200d\s])*")
_ABBREVIATION = regex.compile(
    r"(?<!\p{L})(?:\p{L}|\p{L}\.\p{L}|Mr|Mrs|Ms|Dr|Prof|Rev|Gen|Sen|Rep|Gov|St|Mt|Jr|Sr|Inc|Ltd|Co"
    r"|Corp|Nos?|Vol|Fig|Eq|pp|vs|etc|al|cf|approx|ca|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov"
    r"|Dec|Ave|Blvd|Bros|Capt|Lt|Sgt|Univ|Dept|Mme|oz|Eqs|Figs|Sec|Ver)$",
    regex.IGNORECASE,
)
_LIST_NUMBER = regex.compile(r"(?:^|[：:；;，,。、\n])\s*\d{1,2}$")
_SAID = regex.compile(
    r"[^，。！？；：,.!?;:\n]{0,14}?(?:说|說|问|問|道|答|喊|叫|想|写|寫|称|稱|念|骂|罵|嚷|表示|指出|认为|認為|强调|強調|解释|解釋|感叹|感嘆)"
)
_GOES_ON = regex.compile(
    r"\s*(?:[（(，,；;：:、—的地得]|之|等|[这那][个种句样些番话本部首段条一]|和|与|是|一样|\p{Ll})"
)
_AND_THEN = tuple("就便后时才却也")
"""Behind a quotation that no colon announced: 她说“不用了。”就挂了电话."""
_BOUND = regex.compile(r"\s*[的地得等、和与及或]")
"""Nothing that a sentence begins with, so the point before it ends a word: Fifth Ave. 的店."""
_NAME_BEFORE = regex.compile(r"(?:\s|^)\p{Han}{1,6}$")
_NAME_BEHIND = regex.compile(r"\p{Han}{1,6}(?=\s|[()（])")
_NEVER_FIRST = frozenset("，、；：,;")
_CLAUSE = regex.compile(r"[，,；;：:、。！？!?…]|——")
_SHORTEST_BEFORE_ELLIPSIS = 3
_NEAR = 64
"""Characters before a stop that tell what it is; all of them would be read again at every stop."""


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of one block, as spans that cover it from end to end.

    No border stands within quotation marks or brackets that are closed in the same block; closing
    marks, white space and emoji behind a stop belong to the sentence it ends.
    """
    ends = [*_Borders(text).find(), len(text)]
    starts = [0, *ends[:-1]]
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if start < end)


class _Borders:
    def __init__(self, text: str) -> None:
        self.text = text = without_formulas(text)
        self.closing = {pair.end: pair for pair in match_marks(text).pairs}
        self.depth = _depth(len(text), self.closing.values())
        self.protected = [match.span() for match in ADDRESS.finditer(text)]

    def find(self) -> Iterator[int]:
        start = position = 0
        while stop := _STOPS.search(self.text, position):
            position = end = self.behind_closing_marks(stop.end())
            if not self.is_stop(stop, start, closes=end > stop.end()):
                continue
            if self.depth[end] > 0 or self.text[end : end + 1] in _NEVER_FIRST:
                continue
            if end > stop.end() and self.goes_on(start, end):
                continue
            tail = _TAIL.match(self.text, end)
            start = position = tail.end() if tail else end
            if start < len(self.text):
                yield start

    def behind_closing_marks(self, position: int) -> int:
        while position in self.closing:
            position += 1
        return position

    def is_stop(self, stop: regex.Match[str], start: int, *, closes: bool) -> bool:
        if self.is_protected(stop.start()):
            return False
        mark = stop.group()
        if mark == ".":
            return self.is_full_stop(stop.start(), closes=closes)
        if mark == "．":
            return not self.text[stop.end() : stop.end() + 1].isdigit()
        if set(mark) <= {"…", "⋯", "."}:
            # “我……不知道” hesitates; “他沉默了很久……最后” has ended.
            near = self.text[max(start, stop.start() - _NEAR) : stop.start()]
            return len(_CLAUSE.split(near)[-1]) >= _SHORTEST_BEFORE_ELLIPSIS
        return True

    def is_protected(self, position: int) -> bool:
        """Whether it stands within an address."""
        last = bisect_left(self.protected, (position, 0)) - 1
        return last >= 0 and position < self.protected[last][1]

    def is_full_stop(self, position: int, *, closes: bool) -> bool:
        before = self.text[max(0, position - 12) : position]
        after = self.text[position + 1 : position + 2]
        if closes:
            return True
        if after and not (after.isspace() or regex.match(r"[\p{Han}“‘「『\"]", after)):
            return False
        if self.is_within_name(position):
            return False
        if _LIST_NUMBER.search(before) or _BOUND.match(self.text, position + 1):
            return False
        return not (after and _ABBREVIATION.search(before))

    def is_within_name(self, position: int) -> bool:
        """类名.方法名 between spaces is one name, as `list.size` is."""
        before = _NAME_BEFORE.search(self.text[max(0, position - 12) : position])
        return bool(before and _NAME_BEHIND.match(self.text, position + 1))

    def goes_on(self, start: int, end: int) -> bool:
        """Whether the sentence goes on behind a mark that closes over a stop."""
        pair = self.closing[end - 1]
        if pair.mark in TITLES or _GOES_ON.match(self.text, end):
            return True
        if pair.mark not in QUOTES:
            return pair.start > start
        announced = self.text[start : pair.start].rstrip().endswith(("：", ":"))
        if announced:
            return False
        return self.text.startswith(_AND_THEN, end) or bool(_SAID.match(self.text, end))


def _depth(length: int, pairs: Iterable[Pair]) -> list[int]:
    """How many pairs each border between characters lies within."""
    changes = [0] * (length + 2)
    for pair in pairs:
        changes[pair.start + 1] += 1
        changes[pair.end + 1] -= 1
    return list(accumulate(changes))


_CLAUSE_BORDERS = (
    regex.compile(r"[。！？!?｡…]+[”’」』》）)\"＂]*|(?<=\p{Ll}{2})\.[”’\")]*(?=\s)"),
    regex.compile(r"[；;]|(?<!\d)[：:]|——|(?<=\p{Latin}) [–—-] "),
    regex.compile(r"[，、]|,(?!\d)"),
    regex.compile(r"(?<=\p{Latin}[,.]?) (?=\p{Latin})"),
)


def split_long(text: str) -> tuple[tuple[int, int], ...]:
    """`text` in spans that can be said in one breath, cut at the strongest border near the middle.

    Sentence ends first, then semicolons, colons and dashes, then commas, then the spaces of
    English. Where there is none of these, the text stays whole.
    """
    return tuple(_split(without_formulas(text), 0, len(text)))


def _breath(text: str) -> float:
    """The length of `text` in Chinese characters; about three letters take the time of one."""
    han = sum(1 for _ in HAN.finditer(text))
    return han + (len(text) - han) / _LETTERS_PER_CHARACTER


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    border = _best_border(text, start, end) if _breath(text[start:end]) > LONGEST else None
    if border is None:
        yield start, end
        return
    yield from _split(text, start, border)
    yield from _split(text, border, end)


def _best_border(text: str, start: int, end: int) -> int | None:
    middle, reach = (start + end) / 2, (end - start) * 0.35
    for near in (True, False):
        for pattern in _CLAUSE_BORDERS:
            borders = [
                match.end()
                for match in pattern.finditer(text, start, end)
                if start < match.end() < end and (not near or abs(match.end() - middle) <= reach)
            ]
            if borders:
                return min(borders, key=lambda border: abs(border - middle))
    return None
