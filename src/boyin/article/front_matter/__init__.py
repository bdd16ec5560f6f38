"""What an article says of itself at its top: title, author, date, and what other programs ask for.

In: the lines above the text. Out: values as they were written, each with its line.
Open `front_matter.py` first.
"""
