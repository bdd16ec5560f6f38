"""Where English stands within Chinese without marks of its own, and is more than a name.

A title that is a link or stands behind a label, what somebody says, a heading with its Chinese in
brackets. Each rule looks at one block; what surrounds the block changes nothing.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from boyin.ground.tables import WordLists
from boyin.script.english.words import has_small_word, is_english, reads_as_said

_LAYOUT = WordLists("mandarin", "layout.tsv")

_NOT_CHINESE = regex.compile(r"[^\p{Han}，。；：、！？（）《》〈〉「」『』【】\n]+")
_BEGINS = regex.compile(r"[“\"‘]?\p{Latin}")
_ENDS = regex.compile(r".*[\p{L}\p{N}](?:[”\"’')]*[.!?…,]*)*", regex.DOTALL)
_QUOTED = regex.compile(r"[“”\"]")
_TOLD = regex.compile(r"[：:]\s*(?=[“\"‘(]?\p{Latin})")
_BRACKETS = (("（", "）"), ("(", ")"), ("《", "》"), ("「", "」"), ("“", "”"))
_STOPPED = regex.compile(r"\p{Latin}[”\"’)]*[.!?]+[”\"’)]*\s*$")
_WITH_CHINESE = regex.compile(
    r"\s*(?P<english>[^\p{Han}（(：:，。]+?)\s*[（(](?=[^（()）]*\p{Han})[^（()）]*[）)]\s*[。.：:]?\s*"
)
_BEHIND_LABEL = regex.compile(
    r"\s*[（(【\[](?=[^（()）】\]]*\p{Han})[^（()）】\]]*[）)】\]]\s*(?P<english>[^\p{Han}]+)"
)
_BEHIND_NUMBER = regex.compile(
    r"[#\s]*第?[一二三四五六七八九十]{1,3}[章节]?\s*[.、．：:]\s*(?P<english>[^\p{Han}]+)"
)
_SENTENCE_END = regex.compile(r"\s*(?:$|[。！？!?…\n])")
_BORDER = regex.compile(r"\s*(?:$|[，。；：、！？）」』”…,.;!?\n)])")

_WORDS_OF_A_TITLE = 3
_WORDS_OF_SPEECH = 4
_WORDS_THAT_ARE_NO_NAME = 5
_WORDS_OF_A_LONG_TITLE = 6
_WORDS_SAID = 2

Span = tuple[int, int]


def find_phrases(text: str, links: Sequence[Span], words: int) -> Iterator[Span]:
    """The stretches of a block's text that are English though no marks say so.

    text: with code and formulas out of the way. words: how many make a passage.
    """
    for start, end in links:
        title = text[start:end]
        # Three words in capitals may be a product's name within a sentence.
        if is_english(title, max(words, _WORDS_OF_A_TITLE)) and (
            _is_no_name(title) or _SENTENCE_END.match(text, end)
        ):
            yield start, end
    for found in _NOT_CHINESE.finditer(text):
        if span := _trimmed(text, *found.span()):
            stretch = text[span[0] : span[1]]
            if _is_speech(stretch, words) or _is_announced(text, span, words):
                yield span


def told_at(text: str, start: int, end: int, words: int) -> int | None:
    """Where English begins that a colon announces, up to the end of its sentence."""
    for told in _TOLD.finditer(text, start, end):
        rest = text[told.end() : end]
        # A colon within brackets announces no more than they hold, and they are looked at whole.
        if any(rest.count(closing) > rest.count(opening) for opening, closing in _BRACKETS):
            continue
        if is_english(rest, max(words, _WORDS_OF_A_TITLE)) and _is_no_name(rest):
            return told.end()
    return None


def before_its_chinese(text: str, start: int, end: int, words: int) -> Span | None:
    """The English of a stretch that has its Chinese in brackets behind it, and nothing else."""
    found = _WITH_CHINESE.fullmatch(text, start, end)
    return found.span("english") if found and is_english(found["english"], words) else None


def behind_its_label(text: str, words: int) -> Span | None:
    """The English of a block that begins with a label in brackets or a number in Chinese.

    （英文）A Short History; 三、Quiet mornings
    """
    found = _BEHIND_LABEL.fullmatch(text)
    if found and is_english(found["english"], max(words, _WORDS_OF_A_TITLE)):
        return found.span("english")
    found = _BEHIND_NUMBER.fullmatch(text)
    if found and is_english(found["english"], words):
        return found.span("english")
    return None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A stretch from its first word to its last, without brackets that only one end stands in."""
    begins = _BEGINS.search(text, start, end)
    ends = _ENDS.match(text, begins.start(), end) if begins else None
    if begins is None or ends is None:
        return None
    return begins.start(), _unmatched_bracket(text, begins.start(), ends.end())


def _unmatched_bracket(text: str, start: int, end: int) -> int:
    depth = 0
    for position in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth < 0:
            return position
    return end


def _is_speech(stretch: str, words: int) -> bool:
    least = _WORDS_OF_A_TITLE if _QUOTED.search(stretch) else _WORDS_OF_SPEECH
    if is_english(stretch, max(words, least)) and reads_as_said(stretch):
        return True
    longer = is_english(stretch, max(words, _WORDS_OF_A_LONG_TITLE))
    return longer and reads_as_said(stretch, joined=True)


def _is_announced(text: str, span: Span, words: int) -> bool:
    """What stands behind 称为 or 口头禅: two words may be all that a clause says of it."""
    stretch = text[span[0] : span[1]]
    if not _sayings().search(text, max(span[0] - 12, 0), span[0]):
        return False
    if not (is_english(stretch, max(words, _WORDS_SAID)) and has_small_word(stretch)):
        return False
    return is_english(stretch, _WORDS_OF_A_TITLE) or bool(_BORDER.match(text, span[1]))


def _is_no_name(text: str) -> bool:
    if _STOPPED.search(text) or reads_as_said(text) or has_small_word(text):
        return True
    return is_english(text, _WORDS_THAT_ARE_NO_NAME)


@cache
def _sayings() -> regex.Pattern[str]:
    words = "|".join(map(regex.escape, _LAYOUT.words("saying")))
    return regex.compile(rf"(?:{words})[了为為是说：:]{{0,2}}\s*$")
