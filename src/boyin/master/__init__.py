"""From clips on a timeline to the bytes of an MP3: levels, transitions, frames.

In: recipes of slices. Out: encoded slices that join frame to frame, kept from build to build.
Open `assembly.py` first, then `slices.py`.
"""
