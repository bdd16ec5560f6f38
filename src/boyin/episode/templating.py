"""The templates of pages and notes, with everything put into HTML escaped."""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def render(name: str, **values: Any) -> str:
    """The template of that name, filled in; what ends in `.html` is escaped.

    Raises jinja2.UndefinedError for a name that the template wants and is not given.
    """
    return _environment().get_template(name).render(**values)


def load_templates() -> None:
    """Has them at hand before anything is filled in."""
    for name in _environment().list_templates(extensions=["html", "txt"]):
        _environment().get_template(name)


def source_of(name: str) -> str:
    """A file of the templates as it is."""
    from importlib.resources import files

    return (files("boyin.episode") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=PackageLoader("boyin.episode"),
        autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
