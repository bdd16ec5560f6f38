"""One episode as a whole: built, planned, compared with what stands, and what is kept of it.

In: an article's file and what was asked for. Out: a published episode, or what a build would do.
Open `pipeline.py` first: it is the whole flow on one screen.
"""
