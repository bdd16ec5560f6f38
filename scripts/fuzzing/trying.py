"""One target in a process of its own: `python -m fuzzing.trying TARGET FINDINGS [WORDS]`.

WORDS are libFuzzer's. atheris makes bytes that reach more and more of the code; they decide what
the target's grammar writes, or are the input themselves. Every new kind of fault is written down,
and the search goes on.
"""

import hashlib
import logging
import sys
import tempfile
import time
from pathlib import Path

import atheris

from fuzzing.choices import Choices, below
from fuzzing.judging import fault_of
from fuzzing.targets import Target, target

_WATCHED = ["boyin", "markdown_it", "mdit_py_plugins", "yaml"]
"""Packages whose ways through their code lead the search."""

_AS_IT_IS = 8
"""One input in so many is the bytes themselves."""
_COUNTED = 100
"""Inputs between two notes of how many there were."""


class Trial:
    """What is tried, where, and what came of it until now."""

    def __init__(self, chosen: Target, findings: Path, scratch: Path) -> None:
        self.target = chosen
        self.findings = findings
        self.scratch = scratch
        self.kinds: set[str] = set()
        self.count = 0
        self.began = time.process_time()

    def __call__(self, data: bytes) -> None:
        given = self._input(atheris.FuzzedDataProvider(data))
        (self.findings / "last").write_bytes(given)
        fault = fault_of(self.target.check, given, self.scratch)
        self.count += 1
        if self.count % _COUNTED == 0:
            seconds = time.process_time() - self.began
            (self.findings / "count").write_text(f"{self.count} {seconds:.0f}")
        if fault and fault.kind not in self.kinds:
            self.kinds.add(fault.kind)
            name = hashlib.sha256(fault.kind.encode()).hexdigest()[:12]
            (self.findings / f"{name}.input").write_bytes(given)
            (self.findings / f"{name}.txt").write_text(f"{fault.kind}\n\n{fault.text}")

    def _input(self, choices: Choices) -> bytes:
        kind = below(choices, _AS_IT_IS)
        if kind == 0:
            return choices.ConsumeBytes(choices.remaining_bytes())
        if kind == 1:
            seed = self.target.SEEDS[below(choices, len(self.target.SEEDS))]
            return (seed + choices.ConsumeUnicodeNoSurrogates(99)).encode()
        return self.target.write(choices).encode("utf-8", "surrogatepass")


class _Formatting(logging.Handler):
    """Says every message and prints none: a template that its values don't fit is a fault."""

    def emit(self, record: logging.LogRecord) -> None:
        record.getMessage()


def main() -> None:
    """Tries until libFuzzer's own limit."""
    name, findings, *words = sys.argv[1:]
    logging.basicConfig(handlers=[_Formatting()])
    # Removed by who started this: libFuzzer ends the process without a word to Python.
    scratch = Path(tempfile.mkdtemp())
    with atheris.instrument_imports(include=_WATCHED):
        chosen = target(name)
        # boyin loads much on use.
        for seed in chosen.SEEDS:
            fault_of(chosen.check, seed.encode(), scratch)
    trial = Trial(chosen, Path(findings), scratch)
    atheris.Setup([sys.argv[0], *words], trial)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
