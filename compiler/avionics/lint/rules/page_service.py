"""The service that a page says it is for exists, and is that of the page's folder."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import did_you_mean
from avionics.lint.engine import Meant, Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import Page


@rule("error", "the service a page is for is a service of the project, and that of the folder it is in")
def check(page: Page, catalog: Catalog) -> Iterator[Problem]:
    """Looks at `service` in the front matter. A folder of no service holds pages of any."""
    folder = page.path.partition("/")[0]
    where = page.where.at("service")
    if page.service and page.service not in catalog.services:
        yield Problem(where, f"there is no service {page.service!r}", _renamed_or_gone(page.service, catalog))
    elif page.service not in ("", folder) and folder in catalog.services:
        message = f"the page is for {page.service!r}, and in the folder of {folder}, whose team owns it"
        yield Problem(where, message, f"write 'service: {folder}', or move it to playbooks/{page.service}/")


def _renamed_or_gone(service: str, catalog: Catalog) -> Meant:
    def near() -> str:
        said = did_you_mean(service, catalog.services)
        return said if said.startswith("did") else f"{said}; remove the page if its service is gone"

    return Meant(service, near)
