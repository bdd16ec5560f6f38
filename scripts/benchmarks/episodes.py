"""Articles as long as a benchmark wants them, the same in every run."""

import random
from pathlib import Path

_CHARACTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
    "说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当"
)
_SENTENCES = 4
_CLAUSE = 12
_PARAGRAPHS_A_CHAPTER = 12
_SECONDS_A_PARAGRAPH = 25.0
"""Measured, with the tone engine and the pauses of its cast."""


def article(minutes: float, *, sentence: str = "", opening: str = "") -> str:
    """An article of about so many minutes, in chapters.

    sentence: stands in place of one in the middle. opening: a paragraph before all others.
    """
    dice = random.Random(1)
    paragraphs = []
    for _ in range(max(2, round(minutes * 60 / _SECONDS_A_PARAGRAPH))):
        clauses = ("".join(dice.choices(_CHARACTERS, k=_CLAUSE)) for _ in range(2 * _SENTENCES))
        paragraphs.append(
            "".join(f"{one}，{other}。" for one, other in zip(clauses, clauses, strict=False))
        )
    middle = len(paragraphs) // 2
    if sentence:
        paragraphs[middle] = sentence + paragraphs[middle].partition("。")[2]
    lines = ["# 一期节目", *([opening] if opening else [])]
    for number, paragraph in enumerate(paragraphs):
        if number % _PARAGRAPHS_A_CHAPTER == 0:
            lines.append(f"## 第{number // _PARAGRAPHS_A_CHAPTER + 1}章")
        lines.append(paragraph)
    return "\n\n".join(lines) + "\n"


def write_article(folder: Path, text: str) -> Path:
    """The text as a file in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "article.md"
    path.write_text(text, encoding="utf-8")
    return path
