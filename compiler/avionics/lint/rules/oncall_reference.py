"""The pages and addresses of the on-call checklist lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.references import missing
from avionics.model.catalog import Catalog
from avionics.model.service import Service

_HELP = "name a page below playbooks/, such as checkout/operate.md#drain, or an https address"
_ADDRESS = re.compile(r"https?://[^\s\"'<>`{}|\\^()]+\Z")


@rule("error", "every page, heading and address of the on-call checklist exists or is an address")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Pages are looked up; addresses are only looked at, since nothing here asks the network."""
    for key, reference in service.oncall.given.items():
        if _ADDRESS.match(reference):
            continue
        where = service.oncall.where.at(key)
        if reference.partition("#")[0].endswith(".md") and "://" not in reference:
            yield from missing(where, "page", reference, catalog, "write it", service=service.name)
        else:
            yield Problem(where, f"{reference!r} is neither a page nor an address", _HELP)
