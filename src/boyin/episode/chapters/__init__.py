"""The one list of chapters that every file of an episode tells, with their pictures and links.

Open `chapters.py` first.
"""
