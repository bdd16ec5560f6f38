"""From a document to the HTML of its article: structure, sentences, and nothing active.

Promise: every stretch of text is escaped, and stands in its sentence if it is in one; what was
skipped is there too. Of addresses, only those of pages become links; pictures are given as data,
and those from elsewhere are described alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup

from boyin.episode.read_along.document import (
    Block,
    Break,
    Code,
    Document,
    Heading,
    Image,
    Item,
    List,
    Note,
    Paragraph,
    Quote,
    Row,
    Run,
    Sentence,
    Table,
)
from boyin.episode.read_along.words import Words

_NOTHING = Markup("")


def article_html(
    document: Document, words: Words, pictures: Mapping[str, str]
) -> tuple[Markup, Markup]:
    """What stands in the heading of the page, and the blocks below it.

    pictures: `data:` addresses by the addresses that the article gives its images.
    """
    writer = _Writer(document, words, pictures)
    writer.level = 1
    match document.blocks:
        case (Heading(level=1) as heading, *rest):
            return writer.text(heading.runs), writer.blocks(rest)
        case _:
            return Markup.escape(document.title), writer.blocks(document.blocks)


class _Writer:
    def __init__(self, document: Document, words: Words, pictures: Mapping[str, str]) -> None:
        self.document = document
        self.words = words
        self.pictures = pictures
        self.shown: set[int] = set()
        """The sentences that have their id."""
        self.level = 0
        self.notes: dict[str, int] = {}
        """Footnotes by label, numbered as they are met."""
        self.referred: set[int] = set()

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        return _joined(self.block(block) for block in blocks)

    def block(self, block: Block) -> Markup:
        match block:
            case Heading():
                html = self.heading(block)
            case Paragraph():
                html = Markup("<p>{}</p>\n").format(self.text(block.runs))
            case Code():
                text = self.text(block.runs, code=True)
                html = Markup("<pre><code>{}</code></pre>\n").format(text)
            case Image():
                html = self.image(block)
            case Break():
                html = Markup("<hr>\n")
            case Quote():
                inner = self.blocks(block.blocks)
                html = Markup("<blockquote>\n{}</blockquote>\n").format(inner)
            case Note():
                html = self.note(block)
            case List():
                tag = "ol" if block.ordered else "ul"
                items = _joined(self.item(item) for item in block.items)
                html = Markup("<{0}>\n{1}</{0}>\n").format(tag, items)
            case Table():
                html = self.table(block)
        return html

    def heading(self, heading: Heading) -> Markup:
        # One that skips a level would leave readers looking for what is not there.
        self.level = min(heading.level, self.level + 1)
        return Markup("<h{0}>{1}</h{0}>\n").format(self.level, self.text(heading.runs))

    def image(self, image: Image) -> Markup:
        picture = _NOTHING
        if address := self.pictures.get(image.address):
            picture = Markup('<img src="{}" alt="">').format(address)
        if not image.runs:
            # One that only decorates.
            return Markup("<figure>{}</figure>\n").format(picture) if picture else _NOTHING
        # What is said for a picture without a description is shown as one.
        runs = tuple(self.shown_run(run) for run in image.runs)
        tag = _NOTHING
        if any(run.text for run in image.runs):
            tag = Markup('<span class="tag">{}</span>').format(self.words.image)
        html = Markup("<figure>{}<figcaption>{}{}</figcaption></figure>\n")
        return html.format(picture, tag, self.text(runs))

    def shown_run(self, run: Run) -> Run:
        """The run of a picture's description, what is said in it where nothing is written."""
        sentence = None if run.sentence is None else self.document.sentences[run.sentence]
        if run.text or sentence is None or sentence.role != "image":
            return run
        return replace(run, text=sentence.spoken)

    def note(self, note: Note) -> Markup:
        if not note.label:
            html = '<div class="note" role="doc-footnote">\n{}</div>\n'
            return Markup(html).format(self.blocks(note.blocks))
        number = self.number_of(note.label)
        back = _NOTHING
        if number in self.referred:
            link = '<p><a href="#ref-{}" role="doc-backlink">{}</a></p>\n'
            back = Markup(link).format(number, self.words.back)
        html = (
            '<div class="note" id="note-{}" role="doc-footnote">\n'
            '<p><span class="tag">[{}]</span></p>\n{}{}</div>\n'
        )
        return Markup(html).format(number, note.label, self.blocks(note.blocks), back)

    def number_of(self, label: str) -> int:
        return self.notes.setdefault(label, len(self.notes) + 1)

    def item(self, item: Item) -> Markup:
        value = Markup(' value="{}"').format(item.number) if item.number is not None else _NOTHING
        return Markup("<li{}>{}</li>\n").format(value, self.blocks(item.blocks))

    def table(self, table: Table) -> Markup:
        head = _joined(self.row(row, Markup('<th scope="col">{}</th>')) for row in table.header)
        rows = _joined(self.row(row, Markup("<td>{}</td>")) for row in table.rows)
        html = (
            '<div class="table" role="group" aria-label="{}" tabindex="0"><table>\n'
            "{}<tbody>\n{}</tbody>\n</table></div>\n"
        )
        if head:
            head = Markup("<thead>\n{}</thead>\n").format(head)
        return Markup(html).format(self.words.table, head, rows)

    def row(self, row: Row, cell: Markup) -> Markup:
        cells = _joined(cell.format(self.text(runs)) for runs in row.cells)
        return Markup("<tr>{}</tr>\n").format(cells)

    def text(self, runs: Sequence[Run], *, code: bool = False) -> Markup:
        return _joined(
            self.sentence(number, list(group), code=code)
            for number, group in groupby(runs, key=lambda run: run.sentence)
        )

    def sentence(self, number: int | None, runs: Sequence[Run], *, code: bool) -> Markup:
        inner = _joined(self.linked(link, list(group), code=code) for link, group in _links(runs))
        if number is None:
            return inner
        sentence = self.document.sentences[number]
        name = self.name_of(number)
        language = self.language_of(sentence)
        if any(run.text for run in runs):
            html = Markup('<span class="s"{} data-s="{}" lang="{}">{}</span>')
            return html.format(name, number, language, inner)
        # It is heard only, and no part of the text for who reads by ear.
        html = Markup('<span class="s heard"{} data-s="{}" lang="{}" aria-hidden="true">{}</span>')
        return html.format(name, number, language, sentence.spoken)

    def name_of(self, number: int) -> Markup:
        """Id and time of a sentence, for the first element that shows it."""
        if number in self.shown:
            return _NOTHING
        self.shown.add(number)
        sentence = self.document.sentences[number]
        html = Markup(' id="{}" data-key="{}" data-from="{}"')
        return html.format(sentence.id, sentence.segment, sentence.start_ms)

    def language_of(self, sentence: Sentence) -> str:
        if sentence.language == "en":
            return "en"
        own = self.document.language
        return own if own.lower().startswith("zh") else "zh"

    def linked(self, link: str, runs: Sequence[Run], *, code: bool) -> Markup:
        text = _joined(self.run(run, code=code) for run in runs)
        if not link:
            return text
        html = '<a href="{}" rel="noopener noreferrer nofollow">{}</a>'
        return Markup(html).format(link, text)

    def run(self, run: Run, *, code: bool) -> Markup:
        if run.note:
            return self.reference(run.note)
        html = Markup("\n" if code else "<br>\n").join(run.text.split("\n"))
        for given, tag in (
            (run.code and not code, "code"),
            (run.emphasis, "em"),
            (run.strong, "strong"),
            (run.deleted, "del"),
        ):
            if given:
                html = Markup("<{0}>{1}</{0}>").format(tag, html)
        return html

    def reference(self, label: str) -> Markup:
        number = self.number_of(label)
        name = _NOTHING
        if number not in self.referred:
            self.referred.add(number)
            name = Markup(' id="ref-{}"').format(number)
        html = (
            '<sup><a{} href="#note-{}" role="doc-noteref">'
            '<span class="unseen">{} </span>[{}]</a></sup>'
        )
        return Markup(html).format(name, number, self.words.note, label)


def _links(runs: Sequence[Run]) -> Iterator[tuple[str, Iterable[Run]]]:
    # A link can't hold the link to a footnote.
    return groupby(runs, key=lambda run: "" if run.note else run.link)


def _joined(parts: Iterable[Markup]) -> Markup:
    return _NOTHING.join(parts)
