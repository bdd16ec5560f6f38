"""From words with the readings of the dictionary to those that are meant in this sentence.

Who decides about a character that no dictionary word holds: rules of grammar; else its commonest
reading, where the character is a common one; else the network. The network never overrules a common
character: it only makes its reading uncertain.

Promise: the words stay as they are, and what the lexicon decided.
"""

from collections.abc import Iterator, Mapping

from boyin.pronunciation import polyphones
from boyin.pronunciation.dictionary import Reading
from boyin.pronunciation.rules.commonest import commonest_reading
from boyin.pronunciation.rules.neighbours import word_exception
from boyin.pronunciation.rules.particles import particle_reading
from boyin.pronunciation.rules.wei import wei_reading
from boyin.pronunciation.words import Word


def decide_readings(runs: Mapping[int, list[Word]], sentence: str) -> dict[int, list[Word]]:
    """The words of each run of a sentence, by the place where it begins, with readings decided."""
    ruled = {start: _apply_rules(words, sentence, start) for start, words in runs.items()}
    # The network reads the whole sentence each time: it is asked once, for all runs.
    asked = [i for start, words in ruled.items() for i in _doubtful(words, start)]
    answers = polyphones.ask(sentence, asked)
    return {start: _with_answers(words, answers, start) for start, words in ruled.items()}


def _apply_rules(words: list[Word], sentence: str, place: int) -> list[Word]:
    text = "".join(word.text for word in words)
    ruled, start = [], 0
    for word in words:
        end = start + len(word.text)
        readings = list(word.readings)
        for i, reading in enumerate(readings):
            if reading.source == "character" or polyphones.better_than_words(text[start + i]):
                pinyin = particle_reading(text, start + i, start, end)
                if text[start + i] == "为" and not pinyin:
                    pinyin = wei_reading(sentence, place + start + i)
                readings[i] = (
                    Reading(pinyin, "grammar") if pinyin else _usual(text[start + i], reading)
                )
        if exception := word_exception(word.text, text[:start], text[end:]):
            which, pinyin = exception
            if readings[which].source != "lexicon":
                readings[which] = Reading(pinyin, "grammar")
        ruled.append(Word(word.text, tuple(readings)))
        start = end
    return ruled


def _usual(character: str, reading: Reading) -> Reading:
    commonest = commonest_reading(character) if reading.source == "character" else None
    return reading._replace(pinyin=commonest) if commonest else reading


def _doubtful(words: list[Word], place: int) -> Iterator[int]:
    """Where in the sentence, in a run that begins at `place`, the network has something to say."""
    for word in words:
        if len(word.readings) == len(word.text):
            for i, reading in enumerate(word.readings):
                if _asks_network(word.text[i], reading):
                    yield place + i
        place += len(word.text)


def _asks_network(character: str, reading: Reading) -> bool:
    if reading.source in ("lexicon", "grammar"):
        return False
    if reading.source == "character":
        return not polyphones.never_doubted(character)
    return polyphones.better_than_words(character)


def _with_answers(
    words: list[Word], answers: Mapping[int, polyphones.Answer], place: int
) -> list[Word]:
    """The words of a run that begins at `place`, with the network's readings or its doubts."""
    read: list[Word] = []
    for word in words:
        readings = tuple(
            _decide(word.text[i], reading, answers.get(place + i))
            for i, reading in enumerate(word.readings)
        )
        read.append(Word(word.text, readings))
        place += len(word.text)
    return read


def _decide(character: str, reading: Reading, answer: polyphones.Answer | None) -> Reading:
    if answer is None:
        return reading
    if commonest_reading(character) and reading.source == "character":
        doubted = answer.pinyin != reading.pinyin and answer.probability > 0.5
        return reading._replace(uncertain=doubted)
    return Reading(answer.pinyin, "network", answer.probability < polyphones.SURE)
