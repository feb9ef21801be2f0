"""Nobody has held a page against reality on a day that is still to come."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.days import still_to_come
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import Page


@rule("warning", "pages were reviewed, not planned to be")
def check(page: Page, catalog: Catalog) -> Iterator[Problem]:
    """Looks at `reviewed`."""
    if still_to_come(page.reviewed, catalog.today):
        message = f"{page.reviewed} is still to come: nobody has held this page against reality on it"
        yield Problem(page.where.at("reviewed"), message, "write the day on which somebody did, or leave it out")
