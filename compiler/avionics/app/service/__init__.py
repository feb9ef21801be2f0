"""A new service: its own file, an objective in shadow, a cockpit and a playbook, with all that the project tells."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files

from avionics.app import playbook
from avionics.app.compile import Compiled, compile_project
from avionics.app.explain.find import UNUSABLE
from avionics.conventions import names
from avionics.failure import Failure
from avionics.finding import did_you_mean
from avionics.model.catalog import Catalog
from avionics.promql.text.quote import quote
from avionics.source.yaml.yaml_text import text
from avionics.write.failed import WriteFailed
from avionics.write.fresh import EXISTS, create

__all__ = ["OBJECTIVE", "new"]

OBJECTIVE = "availability"
_TEMPLATES = {"services": "services.yaml", "slos": "slos.{}.yaml", "cockpits": "cockpits.yaml"}
"""By folder; what is measured depends on the type of the service."""
_IMPACT = {
    "functional": "Users of {} get errors instead of answers",
    "technical": "What is built on {} stands still while it is down",
}


def new(root: str, name: str, *, dev: str, sre: str, kind: str, today: str) -> tuple[str, ...]:
    """Makes the files of the service `name`, owned by the teams `dev` and `sre` ("" to be told); their paths.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        Failure: the name will not do, or nobody can tell whose the service is.
        WriteFailed: one of the files is there already, or the disk fails.
    """
    if not names.SERVICE_NAME.fullmatch(name):
        form = "lower case letters, digits and hyphens, no hyphen at the end, at most 32"
        raise Failure(f"{name!r} is no name of a service: {form}{_instead(name)}")
    compiled = compile_project(root, today=today)
    catalog = compiled.catalog
    if catalog is None:
        raise Failure(UNUSABLE)
    sre = sre or _usual_sre(compiled)
    sre = _team(sre, "sre", catalog, sorted(catalog.teams))
    dev = _team(dev, "dev", catalog, sorted(catalog.teams.keys() - {sre}))
    filled = _filled(catalog, name=name, dev=dev, sre=sre, kind=kind, today=today)
    return (*_written(root, name, filled), playbook.new(root, f"{name}/{OBJECTIVE}", today=today))


def _instead(name: str) -> str:
    """A name of other manners in ours; "" if that is none either."""
    fit = names.hyphened(name)
    return f"; write {fit}" if names.SERVICE_NAME.fullmatch(fit) else ""


def _usual_sre(compiled: Compiled) -> str:
    """The team that carries most services; "" where there are none."""
    owners = Counter(unit.service.sre for _, unit in sorted(compiled.units.items()) if unit.service)
    return owners.most_common(1)[0][0] if owners else ""


def _team(asked: str, role: str, catalog: Catalog, left: list[str]) -> str:
    """The team that is asked for, or the only one that is left."""
    if asked and asked not in catalog.teams:
        raise Failure(f"there is no team {asked!r}; {did_you_mean(asked, catalog.teams)}")
    if not asked and len(left) != 1:
        raise Failure(f"whose is it? Say --{role} TEAM: {', '.join(left) or _none_left(catalog)}")
    return asked or left[0]


def _none_left(catalog: Catalog) -> str:
    """Why there is no team to choose from: there is none at all, or only the one that carries the service."""
    if not catalog.teams:
        return "there is none in teams/ yet"
    (sre,) = catalog.teams
    return f"teams/ holds only {sre}, which carries it. Write teams/TEAM.yaml first, or say --dev {sre} if it builds it"


def _filled(catalog: Catalog, *, name: str, dev: str, sre: str, kind: str, today: str) -> Mapping[str, str]:
    """What stands for the marks in the templates."""
    title, environments = names.title(name), catalog.project.environments
    return {
        "NAME": text(name),
        "TITLE": text(title),
        "IMPACT": text(_IMPACT[kind].format(title)),
        "TYPE": kind,
        "JOB": quote(name),
        "QUERY": text(f'service.name: "{name}"'),
        "DEV": text(dev),
        "SRE": text(sre),
        "ENVIRONMENTS": text([each.name for each in environments])[1:-1],
        "DATAVIEW": text(catalog.project.usual_view),
        "TODAY": today,
    }


def _written(root: str, name: str, filled: Mapping[str, str]) -> tuple[str, ...]:
    """The specs, none of which is there yet."""
    paths = {folder: f"{folder}/{name}.yaml" for folder in _TEMPLATES}
    for path in (*paths.values(), f"playbooks/{name}/{OBJECTIVE}.md"):
        if os.path.lexists(os.path.join(root, path)):
            raise WriteFailed(path, EXISTS)
    for folder, path in paths.items():
        template = (
            files("avionics.app").joinpath("service", _TEMPLATES[folder].format(filled["TYPE"])).read_text("utf-8")
        )
        create(root, path, re.sub(r"@([A-Z]+)@", lambda mark: filled[mark[1]], template))
    return tuple(paths.values())
