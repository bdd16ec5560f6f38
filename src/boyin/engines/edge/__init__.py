"""Microsoft's voices, through edge-tts: every answer is proven before it is a recording."""

from boyin.engines.edge.engine import EdgeEngine

__all__ = ["EdgeEngine"]
