"""The picture on an episode: the article's own, or one drawn from its title.

Open `cover.py` first.
"""
