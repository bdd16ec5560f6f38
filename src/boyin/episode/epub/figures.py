"""Pictures whose description stands below them: the caption, which is read in its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from boyin.episode.read_along.document import Block, Document, Image, Paragraph, Run


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture without a description, and its caption."""

    image: Image
    caption: Paragraph


def is_described(image: Image) -> bool:
    """Whether a picture has a description of its own, or needs none."""
    return image.decorative or any(run.text.strip() for run in image.runs)


def with_figures(blocks: Iterable[Block], document: Document) -> Iterator[Block | Figure]:
    """The blocks; a picture and the caption behind it are one."""
    bare: Image | None = None
    for block in blocks:
        if bare and isinstance(block, Paragraph) and _is_caption(block.runs, document):
            yield Figure(bare, block)
            bare = None
            continue
        if bare:
            yield bare
        bare = (
            block if isinstance(block, Image) and not block.runs and not block.decorative else None
        )
        if not bare:
            yield block
    if bare:
        yield bare


def _is_caption(runs: Iterable[Run], document: Document) -> bool:
    roles = {document.sentences[run.sentence].role for run in runs if run.sentence is not None}
    return roles == {"image"}
