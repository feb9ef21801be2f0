"""Names that must differ, and do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem
from avionics.place import Where


def named_twice(
    what: str, named: Iterable[tuple[str, Where]], help_: str = "rename or remove one of the two"
) -> Iterator[Problem]:
    """The problem of each name that another before it has, at its place; `what` is called so."""
    first: dict[str, Where] = {}
    for name, where in named:
        earlier = first.setdefault(name, where)
        if earlier is not where:
            yield Problem(where, f"a second {what} {name!r}", help_, also=(Label(earlier, "the first"),))
