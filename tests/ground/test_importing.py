"""Libraries brought in without others: the program around them sees nothing of it."""

import json
import sys

import pytest

from boyin.ground.importing import without


def test_without_hides_modules_for_a_while() -> None:
    with without("json", "colorsys"), pytest.raises(ImportError):
        import colorsys  # noqa: F401
    assert sys.modules["json"] is json
    assert "colorsys" not in sys.modules or sys.modules["colorsys"] is not None
