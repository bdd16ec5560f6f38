"""From a finished master to what is published: the MP3, its tag, and the files beside it.

In: a `Production`. Out: an episode's folder, in place at once. Open `publish.py` first; `bundle.py`
lists every file that stands beside the MP3, and is the place to add another.
"""
