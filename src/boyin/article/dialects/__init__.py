"""What other programs' Markdown says beyond CommonMark: wikilinks, shortcodes, callouts.

In: lines and inline text outside code. Out: tokens that say what is read and what is skipped, and
under which name. Open `table.py` first: one row a construct.
"""
