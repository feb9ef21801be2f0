"""The service that a page says it is for exists, and is that of the page's folder."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import Page

_GONE = "remove the page if its service is gone"


@rule("error", "the service a page is for is a service of the project, and that of the folder it is in")
def check(page: Page, catalog: Catalog) -> Iterator[Problem]:
    """Looks at `service` in the front matter. A folder of no service holds pages of any."""
    folder = page.path.partition("/")[0]
    where = page.where.at("service")
    if page.service and page.service not in catalog.services:
        yield Problem(where, f"there is no service {page.service!r}", meant(page.service, catalog.services, _GONE))
    elif page.service not in ("", folder) and folder in catalog.services:
        message = f"the page is for {page.service!r}, and in the folder of {folder}, whose team owns it"
        yield Problem(where, message, f"write 'service: {folder}', or move it to playbooks/{page.service}/")
