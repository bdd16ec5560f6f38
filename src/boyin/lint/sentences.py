"""Sentences too long to follow by ear."""

from collections.abc import Iterator

import regex

from boyin.article.article import Article
from boyin.ground.languages import HAN, LATIN_WORD
from boyin.lint.finding import Finding, line_at
from boyin.script.sentences import LONGEST, split_sentences

CHECK = "long sentences"

LONGEST_BREATH = 40
"""Characters between two marks; at four and a half a second, nine seconds without a breath."""

_PAUSES = regex.compile(r"[，,；;：:、。！？!?…—（）()“”\"\n]+")


def check_sentences(article: Article) -> Iterator[Finding]:
    """Sentences that would be cut to be spoken, and stretches without a mark to breathe at."""
    for block in article.layout.blocks:
        if block.kind not in ("paragraph", "item"):
            continue
        text = block.text
        for start, end in split_sentences(text):
            sentence = text[start:end]
            line = line_at(article, block, start)
            if (length := _length(sentence)) > LONGEST:
                yield Finding(
                    line,
                    CHECK,
                    f"{length} characters in one sentence: “{_head(sentence)}”",
                    "Make two of it: an ear can't go back.",
                )
            for breath in _PAUSES.split(sentence):
                if (length := _length(breath)) > LONGEST_BREATH:
                    yield Finding(
                        line,
                        CHECK,
                        f"{length} characters without a pause: “{_head(breath)}”",
                        "Put a comma where a speaker would breathe.",
                    )


def _length(text: str) -> int:
    """Chinese characters; an English word takes as long as one and a half."""
    return len(HAN.findall(text)) + len(LATIN_WORD.findall(text)) * 3 // 2


def _head(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 16 else f"{text[:15]}…"
