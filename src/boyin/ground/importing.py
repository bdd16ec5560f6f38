"""Libraries brought in without what they load and nobody here needs."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def without(*names: str) -> Iterator[None]:
    """What is imported meanwhile finds the modules `names` missing, as if not installed."""
    with _standing_in(dict.fromkeys(names)):
        yield


@contextmanager
def lazily(*names: str) -> Iterator[None]:
    """What imports the modules `names` meanwhile has them loaded when it uses them first.

    That is for `import name`; `from name import it` loads at once.
    """
    with _standing_in({name: _Later(name) for name in names if name not in sys.modules}):
        yield


class _Later(ModuleType):
    """A module that is imported when something in it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


@contextmanager
def _standing_in(modules: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """`modules` in place of those of their names; None where there is to be no such module."""
    there = {name: sys.modules[name] for name in modules if name in sys.modules}
    sys.modules.update(modules)  # type: ignore[arg-type]  # the import system's own way to say none
    try:
        yield
    finally:
        for name, module in modules.items():
            if sys.modules.get(name) is module:
                sys.modules.pop(name, None)
        sys.modules.update(there)
