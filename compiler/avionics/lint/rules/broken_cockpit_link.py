"""An address in a page opens a cockpit that there is."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.addressed import Addressed, ours, told
from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog


@rule("error", "addresses of cockpits in pages open the cockpit of a service that there is")
def check(addressed: Addressed, catalog: Catalog) -> Iterator[Problem]:
    """Looks at addresses in the Grafana of any environment; whether it is still there, stale-address says."""
    for link in addressed.page.cockpits:
        if link.service not in catalog.services and ours(link, catalog):
            message = f"there is no service {link.service!r}, and so no cockpit {link.opens.uid!r}"
            yield told(link, link.opens.uid, message, meant(link.service, catalog.services))
