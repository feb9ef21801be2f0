"""A runbook is temporary: on the day it expires, it is replaced or its date is decided again."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import Page


@rule("error", "no runbook has expired")
def check(page: Page, catalog: Catalog) -> Iterator[Problem]:
    """Looks at `expires`; the day itself is still in time."""
    if page.expires and page.expires < catalog.today:
        reference = f"{page.exit_type} {page.exit_ref}".strip()
        help_ = f"finish its exit ({reference}) and remove it, or agree on another day"
        yield Problem(page.where.at("expires"), f"this runbook expired on {page.expires}", help_)
