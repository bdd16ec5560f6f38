"""When everything is heard: clips, and the pauses between them, in whole samples.

In: clips and a cast's pacing. Out: a `Timeline`. Open `pauses.py` for the length of one pause,
`timeline.py` for where everything comes to stand.
"""
