"""Words found with a part of jieba's dictionary are those found with all of it."""

import gzip
import random
import warnings
from pathlib import Path
from typing import Any

import pytest
import regex

from boyin.ground.settings import voices_folder
from boyin.pronunciation.segmenter import TOTAL, cut_words, frequency

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba

TABLES = tuple(Path(__file__).parents[1].rglob("*.tsv"))


@pytest.fixture(scope="module")
def whole() -> Any:
    """jieba as it comes, everything loaded."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def test_shipped_frequencies_are_those_of_jieba(whole: Any) -> None:
    """Where this fails after an upgrade of jieba, run scripts/build-readings."""
    data = gzip.decompress((voices_folder() / "mandarin" / "frequencies.txt.gz").read_bytes())
    shipped = dict(line.split(" ") for line in data.decode().splitlines())
    assert int(shipped.pop(TOTAL)) == whole.total
    assert {word: int(count) for word, count in shipped.items()} == {
        word: count for word, count in whole.FREQ.items() if count
    }


def test_words_of_texts_are_those_of_jieba(whole: Any) -> None:
    texts = [table.read_text(encoding="utf-8") for table in TABLES]
    runs = [run for text in texts for run in regex.findall(r"\p{Han}+", text)]
    assert len(runs) > 2000
    assert [cut_words(run) for run in runs] == [whole.lcut(run) for run in runs]


def test_words_run_together_are_those_of_jieba(whole: Any) -> None:
    """Words without a sentence around them: borders that can be cut in many ways."""
    choice = random.Random(7)
    words = sorted(word for word in whole.FREQ if regex.fullmatch(r"\p{Han}+", word))
    runs = ["".join(choice.choices(words, k=5)) for _ in range(2000)]
    assert [cut_words(run) for run in runs] == [whole.lcut(run) for run in runs]


@pytest.mark.parametrize("word", ["我", "我们", "银行", "银行业", "我银行", "龘", "〇"])
def test_frequency_is_that_of_jieba(whole: Any, word: str) -> None:
    assert frequency(word) == whole.FREQ.get(word, 0)
