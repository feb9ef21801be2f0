"""An address of logs in a page opens a data view that is declared."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.links import kibana
from avionics.lint.addressed import Addressed, alike, kibana_of, listed, told
from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.project import Environment
from avionics.plan.values import Plan


@rule("error", "addresses of logs in pages open a data view that is declared")
def check(addressed: Addressed, catalog: Catalog) -> Iterator[Problem]:
    """Looks at addresses as we write them, in the Kibana of any environment; people link to data views of their own."""
    for link in addressed.page.logs:
        home = kibana.home(link.opens.base, link.opens.space)
        there = [one for one in catalog.project.environments if alike(home, kibana_of(one))]
        declared = {view for one in there for view in one.data_views.values()}
        if there and link.opens.data_view not in declared:
            who = ", ".join(one.name for one in there)
            message = f"no data view of {who} is called {link.opens.data_view!r}"
            help_ = _of_service(addressed.plan, there) or meant(link.opens.data_view, declared)
            yield told(link, "dataViewId:", message, help_)


def _of_service(plan: Plan | None, environments: list[Environment]) -> str:
    """The data view that holds the logs of the page's service."""
    name = plan.service.logs.data_view if plan else ""
    views = [one for one in environments if name in one.data_views]
    return f"write {listed(views, lambda one: one.data_views[name])}" if views else ""
