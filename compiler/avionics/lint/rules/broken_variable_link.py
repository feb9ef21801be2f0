"""An address in a page fills in variables that the cockpit has, with values that they can have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from avionics.conventions import names
from avionics.links import url
from avionics.lint import patches
from avionics.lint.addressed import Opened, known, listed, running, told
from avionics.lint.engine import Meant, Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import CockpitLink
from avionics.model.project import Environment

_Filled = list[tuple[Environment, dict[str, str]]]
_BY_GRAFANA = "orgId="
"""Stands in addresses that Grafana wrote itself. These may call a data source by its name, which nobody knows here."""


@rule("error", "addresses of cockpits in pages fill in variables that there are, with values of one environment")
def check(opened: Opened, catalog: Catalog) -> Iterator[Problem]:
    """Looks at addresses in the pages of its service and of others, where all that the cockpit holds is known."""
    plan = opened.plan
    if patches.changes(plan, "/templating"):
        return
    variables = {variable.name for variable in plan.cockpit.variables}
    environments = running(plan.service.name, catalog)
    for link in opened.links:
        if known(link, catalog):
            yield from _unknown(link, variables)
            yield from _impossible(link, environments)


def _unknown(link: CockpitLink, variables: set[str]) -> Iterator[Problem]:
    for name in dict(link.opens.variables):
        if name not in variables:
            message = f"the cockpit of {link.service} has no variable {name!r}"
            yield told(link, f"var-{url.encode(name)}=", message, meant(name, variables))


def _impossible(link: CockpitLink, environments: tuple[Environment, ...]) -> Iterator[Problem]:
    """Values of which nothing would be seen, but for those that mean several. Of an address with more than one variable
    like that no letter was mistaken: the environment that it is of is none of these.
    """
    filled = [(one, _filled(one)) for one in environments]
    never = [(name, value) for name, value in link.opens.variables if _never(name, value, link, filled)]
    first: dict[str, str] = {}
    for name, value in never:
        first.setdefault(name, value)
    if len(first) > 1:
        (name, value), *others = first.items()
        also = "".join(f", nor {other} {it!r}" for other, it in others)
        runs = " or ".join(one.name for one in environments)
        yield _told(link, name, value, also, f"fill in {runs}, or remove it: {link.service} runs nowhere else")
        return
    fitting = _fitting(first, link, filled)
    for name, value in never:
        help_ = f"write {listed(fitting, partial(_fills, name))}" if fitting else meant(value, _possible(name, filled))
        yield _told(link, name, value, "", help_)


def _told(link: CockpitLink, name: str, value: str, also: str, help_: str | Meant) -> Problem:
    message = f"{name} is never {value!r}{also} in the cockpit of {link.service}"
    return told(link, f"var-{url.encode(name)}={url.encode(value)}", message, help_)


def _never(name: str, value: str, link: CockpitLink, filled: _Filled) -> bool:
    possible = _possible(name, filled)
    by_its_name = name == names.DATASOURCE_VARIABLE and _BY_GRAFANA in link.address
    return bool(possible) and value not in possible and not by_its_name and not value.startswith(("$", "{"))


def _possible(name: str, filled: _Filled) -> set[str]:
    return {fills[name] for _, fills in filled if name in fills}


def _fitting(but: dict[str, str], link: CockpitLink, filled: _Filled) -> list[Environment]:
    """The environments that fill in some of an address's variables, and that all the others fit."""
    rest = [(name, value) for name, value in link.opens.variables if name not in but]
    able = [(one, fills) for one, fills in filled if but.keys() <= fills.keys()]
    return [one for one, fills in able if all(fills.get(name, value) == value for name, value in rest)]


def _filled(environment: Environment) -> dict[str, str]:
    """The variables that an environment fills in."""
    return {names.DATASOURCE_VARIABLE: environment.prometheus, **dict(environment.matchers + environment.labels)}


def _fills(name: str, environment: Environment) -> str:
    return _filled(environment)[name]
