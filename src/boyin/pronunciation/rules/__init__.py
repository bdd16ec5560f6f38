"""What decides a character with several readings that no dictionary word holds: one rule a file.

In: a run or a clause and a place in it. Out: the reading there, or None.
"""
