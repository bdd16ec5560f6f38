"""Libraries brought in empty, or without others: the program around them sees nothing of it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from boyin.ground.importing import lazily, without

PROGRAM = """
import json, sys
sys.path.insert(0, {folder!r})
from boyin.ground.importing import lazily
with lazily("heavy", "nowhere"):
    import user
before = "heavy.inside" in sys.modules
answer = user.answer()
print(json.dumps([before, answer, "heavy.inside" in sys.modules]))
"""


def test_lazy_module_loads_when_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "heavy").mkdir()
    (tmp_path / "heavy" / "__init__.py").write_text("from heavy.inside import VALUE\n")
    (tmp_path / "heavy" / "inside.py").write_text("VALUE = 42\n")
    (tmp_path / "user.py").write_text("import heavy\n\ndef answer():\n    return heavy.VALUE\n")
    program = PROGRAM.format(folder=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert json.loads(done.stdout) == [False, 42, True]


def test_lazy_module_loads_for_what_is_taken_from_it(tmp_path: Path) -> None:
    (tmp_path / "heavy.py").write_text("VALUE = 42\n")
    (tmp_path / "user.py").write_text("from heavy import VALUE\n")
    program = PROGRAM.format(folder=str(tmp_path)).replace("user.answer()", "user.VALUE")
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert json.loads(done.stdout)[1] == 42


def test_loaded_module_stays() -> None:
    with lazily("json"):
        assert sys.modules["json"] is json


def test_without_hides_modules_for_a_while() -> None:
    with without("json", "colorsys"), pytest.raises(ImportError):
        import colorsys  # noqa: F401
    assert sys.modules["json"] is json
    assert "colorsys" not in sys.modules or sys.modules["colorsys"] is not None
