"""What a finished episode is like: its sound measured, its tag read back, both drawn.

In: an episode's folder. Out: what it measures, as numbers and as a picture.
Open `inspection.py` first.
"""
