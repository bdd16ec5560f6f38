"""Whether a stretch of text is English that somebody says, or a name, a command, a line of code.

A word is what stands between spaces and is made of letters: `Next.js` is one, `read_csv` is none.
The words that tell English from names stand in voices/english/usage.tsv.
"""

from collections.abc import Iterator

import regex

from boyin.ground.languages import ADDRESS, holds_han
from boyin.ground.tables import WordLists

_USAGE = WordLists("english", "usage.tsv")

_TAG = regex.compile(r"[@#]\w+")
# 3 km, and the m/s of a table's head.
_UNIT = regex.compile(
    r"\d\s*\p{Latin}{1,3}(?!\p{L})|(?<!\p{L})\p{Latin}{1,3}/(?=\p{Latin}{1,3}(?!\p{L}))"
)
_BETWEEN_WORDS = regex.compile(r"[\s—–…，。；：！？·•|]+")
_EDGES = regex.compile(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$")
_WORD = regex.compile(r"\p{Latin}[\p{Latin}\p{M}]*(?:['’/.&-]\p{Latin}[\p{Latin}\p{M}]*)*")
_SMALL = regex.compile(r"\p{Ll}[\p{Ll}\p{M}'’-]+")
_CODE = regex.compile(
    r"[_\\={}^@`]|[<>~$]\p{L}|\p{L}[<>~]|\(\)|::|#\p{L}|->|^--?\p{L}|^\.?/|^\p{L}*/.*/"
    r"|\p{L}\(\p{L}|^\p{Ll}{2,}(?:\.\p{L}+){2,}"
)
_OPERATOR = regex.compile(r"&&|[<>=+*!-]*[<>=][<>=-]*|\{|\}|:=")
_LONGEST_NAME = 5
_OF_A_NAME = regex.compile(r"\p{Lu}\.|\p{Lu}[\p{Latin}\p{M}'’-]*,?|(?:\p{Lu}\.)+|Jr\.|Sr\.|[IVX]+")
_COMMA = regex.compile(r"\s*[,，]\s*")
_STOPPED = regex.compile(r"[.!?][”\"’)]*\s*$")
_ARTICLE = "The"
_WORDS_FOR_CODE = 4
"""Words that one piece of code may stand among."""


def is_english(text: str, words: int) -> bool:
    """Whether `text` has at least `words` English words, no Chinese, and is no code.

    Addresses, handles and figures with their units are no words.
    """
    if holds_han(text) or "、" in text:
        return False
    plain = _UNIT.sub(" ", _TAG.sub(" ", ADDRESS.sub(" ", text)))
    count = code = 0
    for token in _BETWEEN_WORDS.split(plain):
        if _CODE.search(token) or _OPERATOR.fullmatch(token):
            code += 1
        elif _is_word(_EDGES.sub("", token)):
            count += 1
    return count >= words and code * _WORDS_FOR_CODE <= count and not _is_command(plain)


def _is_command(text: str) -> bool:
    """Whether text is what is typed, pressed or counted: `git stash pop`, `Ctrl + Shift + P`."""
    found = list(words_of(text))
    pressed = all(word in _USAGE.members("key") or len(word) == 1 for word in found)
    typed = bool(found) and found[0] in _USAGE.members("command")
    return pressed or (typed and not reads_as_said(text)) or _is_list_of_names(text)


def _is_list_of_names(text: str) -> bool:
    """Whether text counts up single words, `name, age, car`, and says nothing of them."""
    parts = _COMMA.split(text)
    return (
        len(parts) > 1
        and not _STOPPED.search(text)
        and all(len(part.split()) == 1 and not _STOPPED.search(part) for part in parts)
    )


def _is_word(core: str) -> bool:
    return _WORD.fullmatch(core) is not None and (len(core) > 1 or core in "aAI")


def words_of(text: str) -> Iterator[str]:
    """The words of a stretch, without the marks around them."""
    for token in _BETWEEN_WORDS.split(text):
        if _is_word(core := _EDGES.sub("", token)):
            yield core


def reads_as_said(text: str, *, joined: bool = False) -> bool:
    """Whether English is something said or a title by its grammar: `Never say never`.

    Names and commands have no such words: `Visual Studio Code`, `npm install`. With `joined`, words
    that join others count too, which names of some length may have: `ESLint for VS Code`.
    """
    known = _USAGE.members("grammar") | (_USAGE.members("joint") if joined else frozenset())
    words = list(words_of(text))
    # The New York Times is a name.
    if words and words[0] == _ARTICLE:
        words.pop(0)
    return any(_plain(word) in known for word in words if len(word) == 1 or not word.isupper())


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")


def has_small_word(text: str) -> bool:
    """Whether English holds a word without a capital letter that is none of those in names."""
    joint = _USAGE.members("joint")
    return any(_SMALL.fullmatch(word) and word not in joint for word in words_of(text))


def is_person(text: str) -> bool:
    """Whether English is a person's name as a bibliography has it: `John D. Smith`."""
    tokens = text.split()
    if not 2 <= len(tokens) <= _LONGEST_NAME:
        return False
    particles = _USAGE.members("particle")
    named = all(_OF_A_NAME.fullmatch(one) or one in particles for one in tokens)
    return named and not reads_as_said(text, joined=True)
