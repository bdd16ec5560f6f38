"""What every room stands on, and what knows no article: errors, files, settings, locks.

Open `errors.py` first: all that a person is told begins there; then `files.py`, through which
everything is written.
"""
