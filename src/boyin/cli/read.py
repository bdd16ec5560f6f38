"""boyin read: what would be said, and how each character is read."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import regex

from boyin.cli.output import complain, say, say_json
from boyin.cli.statuses import ARTICLE
from boyin.ground.errors import ArticleError
from boyin.ground.inputs import open_input

if TYPE_CHECKING:
    from boyin.pronunciation.utterances import Utterance

ARTICLES = (".md", ".markdown", ".txt")
_FILE_NAME = regex.compile(r"[^\s，。！？]*\.(?:md|markdown|txt)", regex.IGNORECASE)


@click.command("read")
@click.argument("text", metavar="TEXT|ARTICLE")
@click.option("--lines", "by_line", is_flag=True, help="Every line is a text of its own.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def command(text: str, *, by_line: bool, as_json: bool) -> None:
    """Show each sentence as it is written, as it is spoken, and with its readings.

    A name of a .md or .txt file is an article, `-` is standard input, all else is text to read.
    A sentence that nobody can read shows its error; the exit status then is 1, at the end.

    \b
    Example:
      boyin read "银行的行长涨薪3.5%"
      boyin read article.md
      boyin read --lines --json - < sentences.txt
    """
    unread = 0
    for utterance in _lines(text) if by_line else _sentences(text):
        unread += bool(utterance.error)
        if as_json:
            say_json(utterance.as_json(), indent=None)
        else:
            say(_as_text(utterance))
    if unread:
        complain(f"boyin: {unread} could not be read.")
        sys.exit(ARTICLE)


def _sentences(text: str) -> "Iterator[Utterance]":
    from boyin.article.article import parse_article, read_article
    from boyin.builds.draft import read_lexicon
    from boyin.pronunciation.lexicon import shipped_lexicon
    from boyin.pronunciation.utterances import read_sentences
    from boyin.script.passages import Routing

    if text == "-" or _is_article(text):
        article = read_article(Path(text))
        return read_sentences(article, Routing(), read_lexicon(article))
    article = parse_article(text, "the text.txt")
    return read_sentences(article, Routing(), shipped_lexicon())


def _lines(text: str) -> "Iterator[Utterance]":
    from boyin.pronunciation.lexicon import shipped_lexicon
    from boyin.pronunciation.utterances import read_lines

    if text == "-":
        lines = _decoded(sys.stdin.buffer)
    else:
        lines = _lines_of(Path(text)) if _is_article(text) else iter(text.split("\n"))
    return read_lines(lines, shipped_lexicon())


def _lines_of(path: Path) -> Iterator[str]:
    try:
        with open_input(path) as file:
            yield from _decoded(file)
    except OSError as error:
        raise ArticleError(f"can't be read: {error.strerror}", place=str(path)) from error


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    """Each line without its end; bytes that are not UTF-8 stay in it as lone surrogates."""
    for line in lines:
        yield line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "surrogateescape")


def _is_article(text: str) -> bool:
    path = Path(text)
    if not _FILE_NAME.fullmatch(text) and path.suffix.lower() not in ARTICLES:
        return False
    if path.exists():
        return True
    if _FILE_NAME.fullmatch(text):
        raise ArticleError("there is no such file", place=text)
    return False


def _as_text(utterance: "Utterance") -> str:
    """A paragraph of lines, each with its label; labels of what there is not are left out."""
    lines = [f"written:   {' '.join(utterance.written.split())}".rstrip()]
    lines += [f"added:     {text.strip()}" for text in utterance.added]
    if utterance.error:
        return "\n".join([*lines, f"error:     {utterance.error}", ""])
    if utterance.spoken != utterance.written:
        lines.append(f"spoken:    {' '.join(utterance.spoken.split())}")
    lines.append(f"readings:  {' '.join(utterance.readings())}")
    document = utterance.as_json()
    for rule in document["rules"]:
        lines.append(
            f"rule:      {rule['rule']}: {rule['written']} is {rule['spoken'] or 'silence'}"
        )
    for one in document["decided"]:
        lines.append(f"decided:   {one['text']} {one['reading']}, by {one['by']}")
    for doubt in document["uncertain"]:
        others = " or ".join(doubt["candidates"])
        lines.append(f"uncertain: {doubt['text']} {doubt['reading']} of {others}: {doubt['why']}")
    return "\n".join([*lines, ""])
