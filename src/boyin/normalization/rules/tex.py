"""Formulas between dollar signs, as a teacher says them: $x^2+y^2$ → x的平方加y的平方.

A command nobody knows is said by its name. Rows of aligned formulas are said one by one.
"""

import unicodedata

import regex

from boyin.ground.languages import FORMULA
from boyin.normalization.rules.base import Rule, before, compiled
from boyin.normalization.rules.tex_reader import COLUMN, ENDED, ROW, Reader

_TOKEN = regex.compile(r"\\[A-Za-z]+|\\.|\|\||[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|\S", regex.DOTALL)
_TEXT = r"\\\L<tex_text>\*?\s*\{([^{}]*)\}"
_ENVIRONMENT = regex.compile(
    r"\\(begin|end)\s*\{([A-Za-z]*)\*?\}"
    # How columns are set, which nobody says.
    r"(?:(?<=\{(?:array|tabular|subarray|x?x?alignat|alignedat)\*?\})"
    r"\s*(?:\[[a-z]*\])?\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*+\})?"
)
_NEW_ROW = regex.compile(r"\\\\(?:\*|\s*\[-?[0-9.]+\s*[a-z]{2}\])?|\\(?:newline|cr)(?![A-Za-z])")
_UNSAID = r"\\\L<tex_unsaid>\*?\s*\{[^{}]*\}"
_BAR = regex.compile(r"\\[lr]?vert(?![A-Za-z])")
_NORM = regex.compile(r"\\[lr]?Vert(?![A-Za-z])")
_FOLD = r"(?! ?[0-9A-Za-z(\[$])"
"""Nothing to multiply stands here: 16$\\times$ is sixteenfold."""
_RAISED = regex.compile("[⁰¹²³⁴-⁹⁻⁺ⁿ]+")


def say_formula(match: regex.Match[str]) -> str:
    fold = match["formula"].strip() == r"\times" and compiled(_FOLD).match(
        match.string, match.end()
    )
    if fold and before(match, 1).isdigit():
        return "倍"
    return say_tex(match["formula"])


def say_tex(formula: str) -> str:
    """A formula's words; letters stay letters. Raises ReadingError if it is nested too deeply."""
    texts: list[str] = []

    def keep(match: regex.Match[str]) -> str:
        texts.append(" ".join(match[1].split()))
        return rf"\text{{{len(texts) - 1}}}"

    # Spaces and words of a text are no letters of a formula: they are put aside.
    plain = _plain(compiled(_TEXT).sub(keep, formula))
    said = Reader(_TOKEN.findall(plain), texts).read("")
    said = said.replace(ROW, "；").replace(COLUMN, "").replace(ENDED, "，")
    said = regex.sub(r"[ ，；]*([，；])[ ，；]*", _stronger, said)
    said = regex.sub(r"(?<!\p{Latin}) | (?!\p{Latin})", "", regex.sub(" +", " ", said))
    return said.strip(" ，；")


def _plain(tex: str) -> str:
    """One spelling for each thing, and nothing that only sets how it looks."""
    tex = _ENVIRONMENT.sub(r"\\\1{\2}", tex)
    tex = _NEW_ROW.sub(r"\\cr ", tex)
    tex = compiled(_UNSAID).sub(" ", tex)
    tex = _NORM.sub(r"\\|", _BAR.sub("|", tex))
    return _RAISED.sub(lambda raised: f"^{{{unicodedata.normalize('NFKC', raised[0])}}}", tex)


def _stronger(stops: regex.Match[str]) -> str:
    """Of several pauses in a row the longest."""
    return "；" if "；" in stops[0] else "，"


RULE = Rule("tex", ((FORMULA, say_formula),), digits=False, holds="$")
