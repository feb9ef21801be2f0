"""Every alert has a playbook: the page exists, and so does the heading it names."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import did_you_mean
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where


@rule("error", "every alert's playbook and the heading it names exist")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at objectives, alerts, their runbooks and the on-call checklist."""
    for slo in service.slos:
        yield from _reference(slo.where, "playbook", slo.playbook, catalog)
    for alert in service.alerts:
        yield from _reference(alert.where, "playbook", alert.playbook, catalog)
        if alert.runbook:
            yield from _reference(alert.where, "runbook", alert.runbook, catalog)


def _reference(where: Where, key: str, reference: str, catalog: Catalog) -> Iterator[Problem]:
    path, _, anchor = reference.partition("#")
    anchors = catalog.pages.get(path)
    if anchors is None:
        yield Problem(where.at(key), f"the {key} playbooks/{path} does not exist", _page_help(where, path, catalog))
    elif anchor and anchor not in anchors:
        yield Problem(where.at(key), f"playbooks/{path} has no heading {anchor!r}", did_you_mean(anchor, anchors))


def _page_help(where: Where, path: str, catalog: Catalog) -> str:
    near = did_you_mean(path, catalog.pages)
    return near if near.startswith("did you mean") else f"write it: avionics new playbook {path.removesuffix('.md').rsplit('/', 1)[-1]}"
