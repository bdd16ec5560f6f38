"""From what is written to what is said: 3.5% becomes 百分之三点五, one rule a file in `rules/`.

In: a segment's text. Out: a `Speech`, with every place where said and written differ.
Open `normalizer.py` first, then `rules/__init__.py` for the order of the rules. How a character is
pronounced is decided later, in `pronunciation/`.
"""
