"""What fuzzing brought to light stays mended, and the fuzzer's own judgement holds."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from boyin.ground.errors import ArticleError
from fuzzing import judging
from fuzzing.targets import TARGETS, target

FINDINGS = Path(__file__).with_name("findings.tsv")


def rows() -> Iterator[tuple[str, str]]:
    """The target and the input of every row."""
    for line in FINDINGS.read_text(encoding="utf-8").splitlines()[1:]:
        name, given, wrong = line.split("\t")
        assert wrong
        yield name, json.loads(given)


@pytest.mark.parametrize(("name", "given"), list(rows()))
def test_what_was_found_once_is_no_fault_any_more(name: str, given: str, tmp_path: Path) -> None:
    fault = judging.fault_of(target(name).check, given.encode(), tmp_path)
    assert fault is None, fault


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_no_faults_and_refused_by_none(name: str, tmp_path: Path) -> None:
    for seed in target(name).SEEDS:
        target(name).check(seed.encode(), tmp_path)


def test_refusal_is_no_fault_and_anything_else_is_one(tmp_path: Path) -> None:
    def raising(error: Exception) -> judging.Check:
        def check(data: bytes, folder: Path) -> None:
            raise error

        return check

    assert judging.fault_of(raising(ArticleError("is empty")), b"", tmp_path) is None
    own = ArticleError("lost", remedy="This is a fault of boyin, not of the article.")
    for error in (own, ValueError("x"), RecursionError(), MemoryError(), judging.PromiseError("x")):
        assert judging.fault_of(raising(error), b"", tmp_path)


def test_what_takes_too_long_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "LONGEST", 0.01)

    def check(data: bytes, folder: Path) -> None:
        end = time.process_time() + 0.02
        while time.process_time() < end:
            pass

    fault = judging.fault_of(check, b"", tmp_path)
    assert fault
    assert fault.kind == "slow"
