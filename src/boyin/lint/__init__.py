"""What a producer should mend in an article before it is recorded; one check a file.

In: an article as it would be read. Out: findings, each with its place and a remedy.
Open `lint.py` first.
"""
