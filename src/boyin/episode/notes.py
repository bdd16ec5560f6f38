"""From a production to its show notes, as HTML and as text, each within what apps take.

Promise: neither is longer than 4,000 bytes. What is too long is cut at the end of a sentence or
left out whole, and the notes say so; credits and the line about the voices always stay.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from boyin.article.article import Article
from boyin.episode.chapters.chapters import Contents
from boyin.episode.escapes import clean_line
from boyin.episode.links import Link, links_of
from boyin.episode.manifest import Production
from boyin.episode.templating import render
from boyin.episode.times import short_clock
from boyin.episode.transcripts.paragraphs import Paragraph
from boyin.ground.languages import is_english
from boyin.script.sentences import split_sentences

MOST_BYTES = 4000
"""Apple Podcasts takes no more in a description."""
_SUMMARY_BYTES, _DISCLOSURE_BYTES = 1200, 300
_LEAST_BYTES = 150
"""Of a line that has to stay: short enough for all of them, even where every sign is escaped."""
_PROSE = frozenset({"narration", "english", "quotation", "item"})
_NO = frozenset({"no", "off", "false", "none", "否", "无"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words of the notes that are not the article's."""

    chapters: str
    many_chapters: str
    sources: str
    more: str
    author: str
    voices: str
    produced: str
    disclosure: str


CHINESE = Labels(
    chapters="章节",
    many_chapters="本期共 {} 章，目录见播放器的章节列表。",
    sources="来源与链接",
    more="另有 {} 条，见文字稿。",
    author="作者：",
    voices="朗读：",
    produced="制作：boyin 播音",
    disclosure="本期由人工智能合成的语音朗读。",
)
ENGLISH = Labels(
    chapters="Chapters",
    many_chapters="There are {} chapters; your player lists them.",
    sources="Sources and links",
    more="{} more are in the transcript.",
    author="Written by ",
    voices="Read by ",
    produced="Produced with boyin",
    disclosure="This episode is read by synthetic voices made with artificial intelligence.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """Show notes in parts, in their order."""

    labels: Labels
    summary: tuple[str, ...]
    chapters: tuple[str, ...]
    sources: tuple[str, ...]
    links: tuple[Link, ...]
    credits: tuple[str, ...]
    disclosure: str


def notes_of(production: Production, contents: Contents, paragraphs: Sequence[Paragraph]) -> Notes:
    """All that the notes of an episode could say."""
    article = production.article
    labels = labels_of(article)
    longest = contents.chapters[-1].end_ms
    sources = tuple(one.written for one in paragraphs if one.role == "note" and one.written)
    told = " ".join(sources)
    return Notes(
        labels=labels,
        summary=(_summary(article, paragraphs),),
        chapters=tuple(
            f"{short_clock(one.start_ms, longest)} {one.title}" for one in contents.chapters
        ),
        sources=sources,
        links=tuple(link for link in links_of(article) if link.address not in told),
        credits=tuple(cut_at_sentence(line, _LEAST_BYTES) for line in credits_of(production)),
        disclosure=disclosure_of(article),
    )


def notes_html(notes: Notes) -> bytes:
    """The notes as a fragment of HTML: paragraphs, lists and links."""
    return _shortened(notes, lambda one: _rendered("notes.html", one))


def notes_text(notes: Notes) -> bytes:
    """The notes as plain text."""
    return _shortened(notes, lambda one: _rendered("notes.txt", one))


def _rendered(template: str, notes: Notes) -> bytes:
    names = ("labels", "summary", "chapters", "sources", "links", "credits", "disclosure")
    page = render(template, **{name: getattr(notes, name) for name in names})
    return (page.strip() + "\n").encode()


def _shortened(notes: Notes, rendered: Callable[[Notes], bytes]) -> bytes:
    """The notes, less and less of them until they fit."""
    for shorter in _shorter(notes):
        data = rendered(shorter)
        if len(data) <= MOST_BYTES:
            return data
    return data


def _shorter(notes: Notes) -> Iterator[Notes]:
    """The notes whole, then without the last links, without chapters, with a shorter summary."""
    entries = len(notes.sources) + len(notes.links)
    for kept in range(entries, -1, -1):
        yield _with_entries(notes, kept)
    least = _with_entries(notes, 0)
    listed = notes.labels.many_chapters.format(len(notes.chapters))
    for kept in range(entries, -1, -1):
        yield replace(_with_entries(notes, kept), chapters=(listed,))
    summary = tuple(cut_at_sentence(one, _LEAST_BYTES) for one in notes.summary)
    yield replace(least, chapters=(listed,), summary=summary)


def _with_entries(notes: Notes, kept: int) -> Notes:
    """The notes with the first `kept` of their sources and links, and how many more there are."""
    sources = notes.sources[:kept]
    links = notes.links[: max(0, kept - len(notes.sources))]
    left = len(notes.sources) + len(notes.links) - kept
    if left:
        sources = (*sources, notes.labels.more.format(left))
    return replace(notes, sources=sources, links=links)


def _summary(article: Article, paragraphs: Sequence[Paragraph]) -> str:
    told = clean_line(article.summary)
    if not told:
        texts = [one.written for one in paragraphs if one.role in _PROSE and one.written]
        told = next(iter(texts), paragraphs[0].text)
    return cut_at_sentence(told, _SUMMARY_BYTES)


def cut_at_sentence(text: str, limit: int) -> str:
    """As many whole sentences of `text` as `limit` bytes hold.

    Where even the first is longer, as much of it as fits, with `…` behind it.
    """
    if len(text.encode()) <= limit:
        return text
    kept = ""
    for start, end in split_sentences(text):
        if len((kept + text[start:end]).rstrip().encode()) > limit:
            break
        kept += text[start:end]
    if kept:
        return kept.rstrip()
    room = text.encode()[: limit - len("…".encode())].decode(errors="ignore")
    return room.rstrip() + "…"


def labels_of(article: Article) -> Labels:
    """The words of the notes, in the article's language."""
    return ENGLISH if is_english(article.language) else CHINESE


def voices_of(production: Production) -> tuple[str, ...]:
    """Who reads, each once, with the engine: `zf_xiaoxiao + af_heart (kokoro)`."""
    names = (
        f"{_voice_name(clip.cast_voice.voice.name)} ({clip.cast_voice.engine})"
        for clip, _, _ in production.timeline.cues()
    )
    return tuple(dict.fromkeys(names))


def disclosure_of(article: Article) -> str:
    """What is said about the voices; empty if the author wants nothing said."""
    told = clean_line(article.disclosure)
    if told.lower() in _NO:
        return ""
    if told:
        return cut_at_sentence(told, _DISCLOSURE_BYTES)
    return labels_of(article).disclosure


def credits_of(production: Production) -> tuple[str, ...]:
    """Who wrote it, who reads it, and what it was made with: a line each."""
    article, labels = production.article, labels_of(production.article)
    author = (labels.author + clean_line(article.author),) if article.author.strip() else ()
    return (*author, labels.voices + ", ".join(voices_of(production)), labels.produced)


def _voice_name(name: str) -> str:
    """A voice's name; a blend by its parts, without their shares."""
    return " + ".join(part.partition(":")[0] for part in name.split("+"))
