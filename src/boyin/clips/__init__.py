"""From a `Speech` to a `Clip`: each text is spoken once per voice, and its recording kept.

In: speeches and a cast. Out: orders, and for each the recording from the store or the engine.
Open `clips.py` first.
"""
