"""From a file to an `Article`: blocks, each piece knowing where it stands in the source.

In: Markdown or plain text with front matter. Out: blocks of text, and marks for what is no text.
Open `article.py` first; `blocks.py` is what comes out.
"""
