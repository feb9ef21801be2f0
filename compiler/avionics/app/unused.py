"""Playbooks that nothing leads to: of an alert that is gone, or has another name now."""

from __future__ import annotations

from collections.abc import Container, Iterator

from avionics.finding import Finding
from avionics.lint.sections import ANCHORS
from avionics.model.catalog import Catalog
from avionics.place import Where

_SECTIONS = 3
"""As many sections of a playbook make a page one. Others are for readers: an overview, what is known of a database."""


def unused(catalog: Catalog, references: Container[str]) -> Iterator[Finding]:
    """The playbooks of services that none of the `references` of any spec or page is about.

    Pages in folders of no service are shared: nobody can say whose alert would lead to them.
    """
    for path in sorted(path for path in catalog.pages if path not in references):
        service = path.partition("/")[0]
        headings = catalog.pages[path].headings
        if service in catalog.services and sum(anchor in headings for anchor in ANCHORS) >= _SECTIONS:
            yield Finding(
                "page-unused",
                f"no objective, alert or page leads to playbooks/{path}",
                Where(f"playbooks/{path}").at("title"),
                "warning",
                help=f"write 'playbook: {path}' at the objective or alert that it is for, or remove the page",
            )
