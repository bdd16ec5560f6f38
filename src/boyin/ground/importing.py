"""Libraries brought in without what they load and nobody here needs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*names: str) -> Iterator[None]:
    """What is imported meanwhile finds the modules `names` missing, as if not installed."""
    there = {name: sys.modules[name] for name in names if name in sys.modules}
    # None is the import system's own way to say that there is no such module.
    sys.modules.update(dict.fromkeys(names))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in names:
            if sys.modules.get(name) is None:
                sys.modules.pop(name, None)
        sys.modules.update(there)
