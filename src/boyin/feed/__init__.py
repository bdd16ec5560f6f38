"""From a show file and finished episodes to the feed that podcast apps follow.

In: `show.yaml` and the episodes in a folder. Out: `feed.xml`, changed in place.
Open `feed.py` first.
"""
