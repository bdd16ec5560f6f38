"""What the contract's tests are given: each test file of an engine has a fixture `engine`."""

import pytest

# Before the first import of it, so that its assertions explain themselves as a test file's do.
pytest.register_assert_rewrite("tests.engines.contract")

from boyin.engines.base import Engine, Recording, Voice  # noqa: E402
from boyin.ground.languages import Language  # noqa: E402
from tests.engines.contract import LANGUAGES, TEXTS, say  # noqa: E402


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    language: Language = request.param
    return language


@pytest.fixture(scope="module")
def voice(engine: Engine, language: Language) -> Voice:
    """The first voice that speaks the language."""
    return next(Voice(info.name) for info in engine.voices() if info.language == language)


@pytest.fixture(scope="module")
def recording(engine: Engine, language: Language, voice: Voice) -> Recording:
    """The longer of the contract's texts."""
    return say(engine, TEXTS[language][1], language, voice)


@pytest.fixture(scope="module")
def short_recording(engine: Engine, language: Language, voice: Voice) -> Recording:
    """The shorter of the contract's texts."""
    return say(engine, TEXTS[language][0], language, voice)
