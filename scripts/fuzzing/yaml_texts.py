"""A grammar of YAML: files with the keys that boyin knows, right values, wrong ones, and damage."""

from collections.abc import Mapping, Sequence

from fuzzing.choices import Choices, below, damaged, one_of
from fuzzing.constructs import CHINESE, DIGITS, ENGLISH, ODD

Values = Mapping[str, Sequence[str]]
"""Keys, and what may stand behind each, as it is written."""

_WRONG = (
    *(
        "",
        "~",
        "null",
        "''",
        '""',
        "yes",
        "no",
        "0",
        "1",
        "-1",
        "1e9",
        ".inf",
        "-.inf",
        ".nan",
        "nan",
    ),
    *(
        "inf",
        "1_0",
        "0x1F",
        "1:30",
        "²",
        "٣",
        "2026-02-09",
        "2026-02-30",
        "[]",
        "{}",
        "[a, b]",
        "*a",
    ),
    *(
        "&a b",
        "!!int 1",
        "!x y",
        "|\n    x\n    y",
        ">\n    x",
        '"\\e[2J"',
        '"\\0"',
        "'",
        '"',
        "- a",
        "? a",
    ),
    *(
        "{a: b}",
        "{a: {b: {c: d}}}",
        "[[[[[[[[[[[]]]]]]]]]]]",
        "a: b",
        "a #b",
        "@x",
        "`x`",
        "%",
        "<<: a",
    ),
    *(
        '"\\uD800"',
        '"\\U0001F600"',
        "1.0000000000000001",
        "9" * 400,
        "a" * 300,
        "<b>",
        "&amp;",
        "]]>",
    ),
)
_DAMAGE = (
    *(
        ":",
        ": ",
        "-",
        "- ",
        "\n",
        "\n\n",
        "  ",
        "\t",
        "#",
        "'",
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        "|",
        ">",
    ),
    *("&a", "*a", "!", "%", "@", "---", "...", "--- ", "? ", "<<: ", "：", "\r\n", "\ufeff", *ODD),
)


def mapping(choices: Choices, values: Values, fragments: Sequence[str] = ()) -> str:
    """A file of some of these keys, once more damaged where the choices say so."""
    lines = [_entry(choices, values) for _ in range(1 + below(choices, len(values) + 2))]
    text = "\n".join(lines) + one_of(choices, ("\n", "", "\n...\n", "\n---\nb: c\n"))
    return damaged(choices, text, (*_DAMAGE, *_WRONG, *fragments)) if below(choices, 2) else text


def _entry(choices: Choices, values: Values) -> str:
    name = one_of(choices, tuple(values))
    if not below(choices, 12):
        name = one_of(choices, (*CHINESE, *ENGLISH, *DIGITS, *_WRONG))
    given = values.get(name) or ("x",)
    chosen = one_of(choices, given if below(choices, 4) else _WRONG)
    return f"{name}: {chosen}"
