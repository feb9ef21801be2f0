"""Addresses of Grafana and Kibana are where these begin, not one of their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog

_PAGES = {
    "Grafana": re.compile(
        r"/(?:(?:d|d-solo|dashboards/f|dashboard/snapshot|a/[^/]*-app|alerting)/.+|dashboard/(?:new|import)|dashboards|"
        r"explore|login)$"
    ),
    "Kibana": re.compile(r"/(?:app/.+|login|spaces/.+)$"),
}
"""What only their own pages end with. `/dashboard` or `/d` alone may be where a proxy put Grafana."""

_SPACE = re.compile(r"(?<!/)/s/[^/]+/?$")
"""How an address ends that has a space of Kibana; a host may be called `s`."""


@rule("error", "the addresses of Grafana and Kibana are those that all of their pages begin with")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at the environments: the compiler writes the rest of an address behind theirs."""
    for one in catalog.project.environments:
        known = (("Grafana", one.grafana, ("grafana",)), ("Kibana", one.kibana, ("kibana", "url")))
        if one.kibana_space and (found := _SPACE.search(one.kibana)):
            message = f"{one.kibana!r} has a space of Kibana in it, and 'space' puts {one.kibana_space!r} behind it"
            yield Problem(one.where.at("kibana", "url"), message, f"write {one.kibana[: found.start()]}")
        for program, address, route in known:
            host, _, path = address.partition("://")[2].partition("/")
            if found := _PAGES[program].search(f"/{path}"):
                scheme = address.partition("://")[0]
                begins = f"{scheme}://{host}{f'/{path}'[: found.start()]}"
                message = f"{address!r} is a page of {program}, and links would lead nowhere below it"
                yield Problem(one.where.at(*route), message, f"write {begins}")
