"""A status code is not compared with the text of a pattern: nothing would ever fail."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.patterns import compared
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("error", "a label that holds status codes is compared (=, !=) with a code, not with a pattern")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at labels whose values are certainly never written so: `code`, `status`, and names that end or begin so."""
    del catalog
    yield from compared(service, status=True)
