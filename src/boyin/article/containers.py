"""From a parser's tokens to what a block stands in: lists, items, quotations, tables, footnotes."""

from markdown_it.token import Token

from boyin.article.blocks import Container, ContainerKind

_KINDS: dict[str, ContainerKind] = {
    "bullet_list": "list",
    "ordered_list": "list",
    "list_item": "item",
    "blockquote": "quote",
    "table": "table",
    "thead": "head",
    "footnote_reference": "note",
}


class Containers:
    """The containers open at a point of the article; `path` has them, the outermost first."""

    def __init__(self) -> None:
        self.path: tuple[Container, ...] = ()
        self.count = 0
        self.numbers: dict[int, int] = {}

    def follow(self, token: Token) -> None:
        """Takes the next token: it opens a container, closes one, or is none of these."""
        name = token.type.removesuffix("_open").removesuffix("_close")
        if kind := _KINDS.get(name):
            if token.nesting > 0:
                label = str(token.meta.get("label", ""))
                self.enter(kind, self.number(token.info) if kind == "item" else label)
            else:
                self.leave()

    def number(self, written: str) -> str:
        """An item's number as it is shown: the first one's as written, then one more each."""
        if not written:
            return ""
        parent = self.path[-1].number if self.path else 0
        self.numbers[parent] = self.numbers[parent] + 1 if parent in self.numbers else int(written)
        return str(self.numbers[parent])

    def enter(self, kind: ContainerKind, value: str = "") -> None:
        """Opens a container."""
        self.count += 1
        self.path = (*self.path, Container(kind, self.count, value))

    def leave(self) -> None:
        """Closes the innermost one."""
        self.path = self.path[:-1]
