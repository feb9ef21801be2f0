"""A matcher that compares with a text is not given a pattern."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.patterns import compared
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("warning", "a matcher that compares with a text (=, !=) is not given a pattern")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at labels whose values might, after all, be written so."""
    del catalog
    yield from compared(service, status=False)
