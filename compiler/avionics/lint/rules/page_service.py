"""The service that a page says it is for exists."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import Page


@rule("error", "the service a page is for is a service of the project")
def check(page: Page, catalog: Catalog) -> Iterator[Problem]:
    """Looks at `service` in the front matter."""
    if page.service and page.service not in catalog.services:
        message = f"there is no service {page.service!r}"
        yield Problem(page.where.at("service"), message, meant(page.service, catalog.services))
