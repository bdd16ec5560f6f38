"""What a syllable in numbered pinyin is: lv4, de5, huar1.

Promise: what is no syllable is named, with the line of the table in which it stands.
"""

import regex

from boyin.ground.tables import Row

_SYLLABLE = regex.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:a(?:i|o|ng?)?|e(?:i|r|ng?)?|i(?:a(?:ng?|o)?|e|ng?|ong|u)?|o(?:ng|u)?"
    r"|u(?:a(?:i|ng?)?|e|i|n|o)?|v(?:e|an|n)?)r?|ê|m|n|ng|hm|hng)[1-5]"
)


def is_syllable(text: str) -> bool:
    """Whether `text` is one syllable: letters, ü as v, and a tone from 1 to 5."""
    return _SYLLABLE.fullmatch(text) is not None


def syllable_in(row: Row, cell: str) -> str:
    """The syllable that a cell of a table holds."""
    if not is_syllable(cell):
        raise row.wrong(
            f"“{cell}” is not a syllable in numbered pinyin",
            "Write letters and a tone from 1 to 5: lv4, de5.",
        )
    return cell
