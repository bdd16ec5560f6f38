"""From an `Article` to a `Script`: segments in the order they are heard, each with who reads it.

In: blocks. Out: segments, chapters, and a ledger in which spoken and skipped add up to the source.
Open `script.py` first.
"""
