"""Engines turn text into sound; each is a stranger whose work is checked.

In: spoken text and a voice. Out: a `Recording`. Open `base.py` first: what every engine promises.
"""

from boyin.engines.base import Engine
from boyin.ground.errors import CastError

ENGINES = ("kokoro", "edge", "tone")


def create_engine(name: str) -> Engine:
    """The engine that casts call `name`; nothing heavy is loaded until it speaks."""
    if name == "kokoro":
        from boyin.engines.kokoro import KokoroEngine

        return KokoroEngine()
    if name == "edge":
        from boyin.engines.edge import EdgeEngine

        return EdgeEngine()
    if name == "tone":
        from boyin.engines.tone import ToneEngine

        return ToneEngine()
    raise CastError(
        f"there is no engine `{name}`", remedy=f"The engines are: {', '.join(ENGINES)}."
    )
