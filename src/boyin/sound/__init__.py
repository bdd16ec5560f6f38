"""Sound as numbers: samples and their edges, and how loud they are.

Open `samples.py` first.
"""
