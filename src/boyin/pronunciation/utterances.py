"""From a text or an article to utterances: as written, as spoken, and with their readings.

Promise: an utterance for every sentence of an article and for every line of a list, in order; one
that can't be read carries its error instead of its readings.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypedDict

import regex

from boyin.article.article import Article
from boyin.ground.errors import ReadingError, faults_at, placed_in
from boyin.ground.languages import Language, holds_han
from boyin.normalization.normalizer import speak_written
from boyin.normalization.speech import to_speech
from boyin.normalization.spoken import Reading
from boyin.pronunciation import polyphones
from boyin.pronunciation.lexicon import Lexicon
from boyin.pronunciation.pinyin import Syllable, Token, read_mandarin
from boyin.script.english.words import is_english
from boyin.script.passages import Routing
from boyin.script.script import Segment, split_article
from boyin.script.sentences import split_sentences

_ENGLISH_WORD = regex.compile(r"[\p{L}\p{N}$€£&](?:\S*[\p{L}\p{N}%&+])?")

_BROKEN = regex.compile(r"\p{Cs}")
"""What Python makes of bytes that are no UTF-8, where it is asked to keep them."""


class RuleJson(TypedDict):
    """What a rule claimed, and what is said in its place; silence is an empty `spoken`."""

    rule: str
    span: tuple[int, int]
    """Where it stands in `written`."""
    written: str
    spoken: str


class DecisionJson(TypedDict):
    """A reading that the lexicon, a rule of grammar or the network chose."""

    text: str
    span: tuple[int, int]
    """Where it stands in `spoken`."""
    reading: str
    by: str
    """`lexicon`, `grammar` or `network`."""


class UncertainJson(TypedDict):
    """A reading to listen to."""

    text: str
    span: tuple[int, int]
    """Where it stands in `spoken`."""
    reading: str
    candidates: list[str]
    why: str


class UtteranceJson(TypedDict, total=False):
    """One line of `boyin read --json`."""

    written: str
    spoken: str
    readings: list[str]
    uncertain: list[UncertainJson]
    rules: list[RuleJson]
    decided: list[DecisionJson]
    language: str
    added: list[str]
    """What is said besides what is written."""
    lines: tuple[int, int]
    error: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """One text and how it is read."""

    written: str
    language: Language = "zh"
    spoken: str = ""
    rules: tuple[Reading, ...] = ()
    tokens: tuple[Token, ...] = ()
    """They cover `spoken`."""
    lines: tuple[int, int] | None = None
    """First and last line in the article, counted from 1."""
    added: tuple[str, ...] = ()
    """What is said besides what is written, in order."""
    error: str = ""
    """Why nobody can read it; then all but `written` is empty."""

    def as_json(self) -> UtteranceJson:
        """The utterance as `boyin read --json` prints it."""
        document = UtteranceJson(
            written=self.written,
            spoken=self.spoken,
            readings=self.readings(),
            uncertain=[_uncertain_json(one, self.spoken) for one in self.uncertain()],
            rules=[_rule_json(one, self.written) for one in self.rules],
            decided=[_decision_json(one, self.spoken) for one in self.decided()],
            language=self.language,
        )
        if self.added:
            document["added"] = list(self.added)
        if self.lines:
            document["lines"] = self.lines
        if self.error:
            document["error"] = self.error
        return document

    def readings(self) -> list[str]:
        """Numbered pinyin, one for each syllable as it is spoken; English words as written."""
        readings: list[str] = []
        for token in self.tokens:
            if token.kind == "word":
                readings += [syllable.pinyin for syllable in token.syllables]
            elif token.kind == "latin":
                readings += token.text.split()
        return readings

    def decided(self) -> Iterator[Syllable]:
        """Syllables whose reading no dictionary word decided."""
        for syllable in self._syllables():
            if syllable.source in ("lexicon", "grammar", "network"):
                yield syllable

    def uncertain(self) -> Iterator[Syllable]:
        """Syllables whose reading may be another one."""
        return (syllable for syllable in self._syllables() if syllable.uncertain)

    def _syllables(self) -> Iterator[Syllable]:
        return (syllable for token in self.tokens for syllable in token.syllables)


def read_sentences(article: Article, routing: Routing, lexicon: Lexicon) -> Iterator[Utterance]:
    """Every sentence of an article, or part of one that another voice reads, as in an episode.

    Raises ArticleError if there is nothing to say.
    """
    for segment in split_article(article, routing).segments:
        with placed_in(article.name), faults_at(f"line {segment.lines[0]}"):
            utterance = read_segment(segment, lexicon)
        yield utterance


def read_lines(texts: Iterable[str], lexicon: Lexicon) -> Iterator[Utterance]:
    """Each text by itself, as its narrator reads it; an empty one has nothing spoken."""
    return (read_text(text, lexicon) for text in texts)


def read_text(written: str, lexicon: Lexicon) -> Utterance:
    """One text of any length. English if it holds two English words and no Chinese."""
    if broken := _BROKEN.search(written):
        shown = _BROKEN.sub("\N{REPLACEMENT CHARACTER}", written)
        return Utterance(shown, error=f"is not UTF-8 text from character {broken.start() + 1} on")
    language: Language = "en" if is_english(written, Routing().english_words) else "zh"
    try:
        spoken = speak_written(written, language)
        tokens = _tokens(spoken.text, language, lexicon)
    except ReadingError as error:
        return Utterance(written, language, error=str(error))
    return Utterance(written, language, spoken.text, spoken.readings, tokens)


def read_segment(segment: Segment, lexicon: Lexicon) -> Utterance:
    """A segment as it is read, with what is added to it."""
    written, language, lines = segment.written, segment.language, segment.lines
    try:
        speech = to_speech(segment)
        tokens = _tokens(speech.spoken, language, lexicon)
    except ReadingError as error:
        return Utterance(written, language, lines=lines, error=str(error))
    added = tuple(one.text for one in segment.added)
    return Utterance(written, language, speech.spoken, speech.readings, tokens, lines, added)


def _tokens(spoken: str, language: Language, lexicon: Lexicon) -> tuple[Token, ...]:
    if language == "en" and not holds_han(spoken):
        words = _ENGLISH_WORD.finditer(spoken)
        return tuple(Token("latin", word[0], *word.span()) for word in words)
    return tuple(
        token
        for start, end in split_sentences(spoken)
        for token in _moved(read_mandarin(spoken[start:end], lexicon), start)
    )


def _moved(tokens: Iterable[Token], by: int) -> Iterator[Token]:
    """The tokens of a sentence with their places in the whole text."""
    for token in tokens:
        syllables = tuple(
            replace(one, start=one.start + by, end=one.end + by) for one in token.syllables
        )
        yield replace(token, start=token.start + by, end=token.end + by, syllables=syllables)


def _rule_json(reading: Reading, written: str) -> RuleJson:
    return RuleJson(
        rule=reading.rule,
        span=(reading.start, reading.end),
        written=written[reading.start : reading.end],
        spoken=reading.spoken,
    )


def _decision_json(syllable: Syllable, spoken: str) -> DecisionJson:
    return DecisionJson(
        text=spoken[syllable.start : syllable.end],
        span=(syllable.start, syllable.end),
        reading=syllable.pinyin,
        by=syllable.source,
    )


def _uncertain_json(syllable: Syllable, spoken: str) -> UncertainJson:
    text = spoken[syllable.start : syllable.end]
    return UncertainJson(
        text=text,
        span=(syllable.start, syllable.end),
        reading=syllable.pinyin,
        candidates=list(polyphones.candidates(text[0])),
        why="the words around it leave several readings open",
    )
