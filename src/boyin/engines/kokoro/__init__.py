"""Kokoro-82M v1.0, offline on the CPU through onnxruntime: phonemes in, sound out."""

from boyin.engines.kokoro.engine import KokoroEngine

__all__ = ["KokoroEngine"]
