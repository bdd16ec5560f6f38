"""Who reads what, and how: voices, pauses, speed, sounds between words, re-takes.

In: a cast's YAML file, `boyin.yaml`, an article's own choices. Out: a `Cast`, all of it checked.
Open `cast.py` first.
"""
