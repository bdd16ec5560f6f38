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

    def follow(self, token: Token) -> None:
        """Takes the next token: it opens a container, closes one, or is none of these."""
        name = token.type.removesuffix("_open").removesuffix("_close")
        if kind := _KINDS.get(name):
            if token.nesting > 0:
                value = token.info if kind == "item" else str(token.meta.get("label", ""))
                self.enter(kind, value)
            else:
                self.leave()

    def enter(self, kind: ContainerKind, value: str = "") -> None:
        """Opens a container."""
        self.count += 1
        self.path = (*self.path, Container(kind, self.count, value))

    def leave(self) -> None:
        """Closes the innermost one."""
        self.path = self.path[:-1]
