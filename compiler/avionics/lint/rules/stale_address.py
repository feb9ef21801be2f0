"""An address of a cockpit or of logs in a page is in the Grafana or Kibana that the environments have now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.conventions import names
from avionics.links import kibana
from avionics.lint.addressed import Addressed, alike, grafana_of, kibana_of, listed, running, told
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import CockpitLink, LogsLink
from avionics.model.project import Environment

_GONE = "; remove an address whose environment is gone"


@rule("warning", "addresses of cockpits and logs in pages are those of the environments now")
def check(addressed: Addressed, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the cockpits of services that there are, and at links to logs as we write them."""
    for link in addressed.page.cockpits:
        if link.service in catalog.services:
            yield from _grafana(link, running(link.service, catalog))
    for logs in addressed.page.logs:
        yield from _kibana(logs, catalog.project.environments)


def _grafana(link: CockpitLink, environments: tuple[Environment, ...]) -> Iterator[Problem]:
    """The data source, if it is named, tells which environment is meant."""
    sources = [value for name, value in link.opens.variables if name == names.DATASOURCE_VARIABLE]
    named = [one for one in environments if one.prometheus in sources]
    meant = named or environments
    if meant and not any(alike(link.opens.base, grafana_of(one)) for one in meant):
        message = f"{link.opens.base} is not the Grafana of {_named(meant)}"
        gone = _GONE if sources and not named else ""
        yield told(link, link.opens.base, message, f"write {listed(meant, grafana_of)}{gone}")


def _kibana(link: LogsLink, environments: tuple[Environment, ...]) -> Iterator[Problem]:
    """The data view tells which environment is meant."""
    home = kibana.home(link.opens.base, link.opens.space)
    if not any(alike(home, kibana_of(one)) for one in environments):
        meant = [one for one in environments if link.opens.data_view in one.data_views.values()]
        message = f"{home} is not the Kibana of {_named(meant or environments)}"
        gone = "" if meant else _GONE
        yield told(link, home, message, f"write {listed(meant or environments, kibana_of)}{gone}")


def _named(environments: Iterable[Environment]) -> str:
    return " or ".join(one.name for one in environments)
