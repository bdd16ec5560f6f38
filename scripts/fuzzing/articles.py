"""A grammar of articles: blocks within blocks, marks around words, figures beside signs."""

from fuzzing.choices import Choices, below, damaged, one_of, several
from fuzzing.constructs import (
    ADDRESSES,
    CHINESE,
    DIGITS,
    ENGLISH,
    FRAGMENTS,
    MARKS,
    ODD,
    PUNCTUATION,
    SIGNS,
    TEX,
)

_DEEPEST = 4


def article(choices: Choices) -> str:
    """An article as nobody would write it."""
    blocks = several(choices, 8, lambda c: block(c, 0), one_of(choices, ("\n\n", "\n", "\n\n\n")))
    title = f"# {line(choices, 0)}\n\n" if below(choices, 2) else ""
    return damaged(choices, title + blocks, FRAGMENTS)


def figures(choices: Choices) -> str:
    """Figures and signs, of which most rules of reading are about."""
    words = (DIGITS, SIGNS, DIGITS, SIGNS, PUNCTUATION, CHINESE, ENGLISH)
    return several(
        choices, 9, lambda c: one_of(c, one_of(c, words)), one_of(choices, ("", "", " "))
    )


def line(choices: Choices, depth: int) -> str:
    """Words with marks around them."""
    return several(choices, 7, lambda c: _inline(c, depth))


def _inline(choices: Choices, depth: int) -> str:
    kinds = (_words, figures, _words, _sign, _wrapped, _link, _formula, _html, _odd)
    kind = one_of(choices, kinds if depth < _DEEPEST else kinds[:4])
    return kind(choices, depth) if kind in (_wrapped, _link, _html) else kind(choices)  # type: ignore[operator]


def _words(choices: Choices) -> str:
    return one_of(choices, one_of(choices, (CHINESE, ENGLISH))) + one_of(choices, PUNCTUATION)


def _sign(choices: Choices) -> str:
    return one_of(choices, one_of(choices, (PUNCTUATION, MARKS, SIGNS)))


def _odd(choices: Choices) -> str:
    return one_of(choices, ODD) if below(choices, 3) else choices.ConsumeUnicodeNoSurrogates(3)


def _wrapped(choices: Choices, depth: int) -> str:
    pairs = (
        "**",
        "*",
        "_",
        "~~",
        "`",
        "“”",
        "‘’",
        "「」",
        "《》",
        "（）",
        "()",
        '"',
        "'",
        "【】",
        "[]",
    )
    pair = one_of(choices, pairs)
    opening, closing = (pair[0], pair[1]) if pair[0] != pair[-1] else (pair, pair)
    return opening + line(choices, depth + 1) + closing


def _link(choices: Choices, depth: int) -> str:
    target = one_of(choices, ADDRESSES)
    text = line(choices, depth + 1)
    forms = (
        "[{0}]({1})",
        "![{0}]({1})",
        '![{0}]({1} "{0}")',
        "<{1}>",
        "[{0}][a]",
        "^[{0}]",
        "[^{0}]",
    )
    return one_of(choices, forms).format(text, target)


def _formula(choices: Choices) -> str:
    dollars = one_of(choices, ("$", "$$", "$"))
    return dollars + several(choices, 4, lambda c: one_of(c, (*TEX, *DIGITS, *SIGNS))) + dollars


def _html(choices: Choices, depth: int) -> str:
    forms = (
        *("<span lang=en>{}</span>", "<b>{}</b>", "<!-- {} -->", "<!-- boyin: {} -->", "<{}>"),
        *("<img alt='{}'>", '<img data-alt="x" alt="{}" title=\'y\'>', '<img src=x onerror="{}">'),
        *(
            "<!-- boyin: zh -->{}<!-- boyin: / -->",
            "<ruby>{}<rt>x</rt></ruby>",
            "<script>{}</script>",
        ),
        *(
            "<!-- boyin: skip -->{}<!-- boyin: / -->",
            "<a href='x'>{}</a>",
            "<sup>{}</sup>",
            "<br>{}",
        ),
    )
    return one_of(choices, forms).replace("{}", line(choices, depth + 1))


def block(choices: Choices, depth: int) -> str:
    """One block, with others within it."""
    kinds = (_paragraph, _heading, _table, _code, _definition, _rule, _block_html, _quote, _list)
    kind = one_of(choices, kinds if depth < _DEEPEST else kinds[:5])
    return kind(choices, depth)


def _paragraph(choices: Choices, depth: int) -> str:
    return several(choices, 3, lambda c: line(c, depth), one_of(choices, ("\n", "  \n", "\\\n")))


def _heading(choices: Choices, depth: int) -> str:
    text = line(choices, depth)
    forms = ("# {}", "## {}", "### {} ###", "###### {}", "{}\n===", "{}\n---", "#{}", "##")
    return one_of(choices, forms).format(text)


def _table(choices: Choices, depth: int) -> str:
    width = 1 + below(choices, 4)
    rows = [
        "|" + "|".join(line(choices, _DEEPEST).replace("\n", " ") for _ in range(width)) + "|"
        for _ in range(1 + below(choices, 4))
    ]
    return "\n".join([rows[0], "|" + "---|" * width, *rows[1:]])


def _code(choices: Choices, depth: int) -> str:
    text = line(choices, _DEEPEST)
    forms = (
        "```\n{}\n```",
        "```python\n{}\n```",
        "~~~\n{}",
        "    {}",
        "```\n{}",
        "\t{}",
        "$$\n{}\n$$",
    )
    return one_of(choices, forms).format(text)


def _definition(choices: Choices, depth: int) -> str:
    text = line(choices, depth)
    forms = ("[^1]: {}", "[^1]: {}\n\n    {}", "[a]: /u '{}'", "[a]: {}", "[^注]: {}", "*[{}]: x")
    return one_of(choices, forms).format(text, text)


def _rule(choices: Choices, depth: int) -> str:
    return one_of(choices, ("---", "***", "* * *", "___", "<hr>", "<!-- boyin: skip -->"))


def _block_html(choices: Choices, depth: int) -> str:
    inner = block(choices, depth + 1)
    forms = (
        *(
            "<div>\n{}\n</div>",
            "<div>\n\n{}\n\n</div>",
            "<details><summary>{}</summary>",
            "<!--\n{}\n-->",
        ),
        *(
            "<table><tr><td>{}</td></tr></table>",
            "<pre>{}</pre>",
            "<script>\n{}\n</script>",
            "<p>{}",
        ),
        *(
            "<!-- boyin: en -->\n\n{}\n\n<!-- boyin: / -->",
            "<style>{}",
            "<svg>{}</svg>",
            "<dl><dt>{}",
        ),
    )
    return one_of(choices, forms).replace("{}", inner)


def _quote(choices: Choices, depth: int) -> str:
    inner = several(choices, 2, lambda c: block(c, depth + 1), "\n\n")
    mark = one_of(choices, ("> ", ">", ">> ", "  > "))
    return "\n".join(mark + one for one in inner.split("\n"))


def _list(choices: Choices, depth: int) -> str:
    items = [
        one_of(choices, ("- ", "* ", "1. ", "10) ", "- [ ] ", "- [x] ", "+ ", "99. "))
        + block(choices, depth + 1).replace("\n", one_of(choices, ("\n  ", "\n    ", "\n")))
        for _ in range(1 + below(choices, 4))
    ]
    return one_of(choices, ("\n", "\n\n")).join(items)
