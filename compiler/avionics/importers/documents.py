"""What was imported as our documents: readable YAML, with comments where somebody must look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from avionics.conventions import names as conventions
from avionics.importers import names
from avionics.importers.fields import CHANGED, INVALID, UNKNOWN, Told
from avionics.importers.values import NO_ABSENCE, TIERS, Imported, Objective, Service
from avionics.promql.number import number
from avionics.schema import verdict
from avionics.source.document import Document
from avionics.source.yaml import parse
from avionics.source.yaml_text import Commented, mapping

_MODELINE = "# yaml-language-server: $schema=../schemas/{}.schema.json\n"
_API = "avionics/v1"
_NOTE = "# Imported from {}. "
_LOWEST_TIER = 4


class Ground(Struct, frozen=True):
    """What is known of the project that is imported into: names to choose owners, environments and logs from."""

    teams: tuple[str, ...] = ("team",)
    environments: tuple[str, ...] = ("production",)
    data_view: str = "logs"
    services: frozenset[str] = frozenset()


def distinct(objectives: Iterable[Objective], told: Told) -> list[Objective]:
    """The objectives with names that are new in their service."""
    taken: dict[str, set[str]] = {}
    found = []
    for one in objectives:
        used = taken.setdefault(one.service, set())
        name = names.unique(one.name, used)
        if name != one.name:
            message = f"the objective {one.name!r} of {one.service!r} is there already; this one is called {name!r}"
            told.say(CHANGED, "info", one.where, message)
        used.add(name)
        found.append(replace(one, name=name))
    return found


def files(imported: Imported, source: str, ground: Ground, told: Told) -> dict[str, str]:
    """Texts by their paths in a project: objectives, a file for each service, and services that are not there yet."""
    by_service: dict[str, list[Objective]] = {}
    for one in distinct(imported.objectives, told):
        by_service.setdefault(one.service, []).append(one)
    if not imported.tells_absence:
        _absence(imported.objectives, source, told)
    services = {one.name: one for one in imported.services}
    found: dict[str, str] = {}
    for name, group in sorted(by_service.items()):
        path = f"slos/{name}.yaml"
        found[path] = _slos(name, group, source)
        _hold(path, found[path], group, told)
    for name in sorted({*services, *by_service} - ground.services):
        found[f"services/{name}.yaml"] = _service(services.get(name, Service(name)), source, ground)
    return found


def _absence(objectives: Sequence[Objective], source: str, told: Told) -> None:
    """Says once that ours tell more than theirs did."""
    more = [one for one in objectives if one.stage != "shadow" and one.absence != NO_ABSENCE]
    if more:
        message = (
            f"two tickets of ours are new: Vanished and NeverSeen, which {source} does not have, for {_count(more)}"
        )
        help_ = "'alerting: {absence: {vanished: none, neverSeen: none}}' switches them off"
        told.say(CHANGED, "info", more[0].where, message, help_)


def _count(objectives: Sequence[Objective]) -> str:
    return f"{len(objectives)} objectives" if len(objectives) > 1 else f"the objective {objectives[0].name!r}"


def _hold(path: str, text: str, objectives: Sequence[Objective], told: Told) -> None:
    """Says where an objective breaks our schema: what comes out is never worse than what we ask of anybody."""
    data, _ = parse(text)
    for found in verdict.findings(Document(path, "ServiceLevelObjectives", data)):
        index, field = found.where.route[1:2], ".".join(map(str, found.where.route[2:]))
        where = objectives[index[0]].where if index and isinstance(index[0], int) else objectives[0].where
        told.say(INVALID, "error", where, f"this cannot be said in our specs: {field}: {found.message}", found.help)


def _slos(service: str, objectives: Sequence[Objective], source: str) -> str:
    data = {"apiVersion": _API, "kind": "ServiceLevelObjectives", "service": service,
            "slos": [_slo(one) for one in objectives]}  # fmt: skip
    return (
        _MODELINE.format("slos")
        + _NOTE.format(source)
        + "What could not be carried stands above each.\n"
        + mapping(data)
    )


def _slo(one: Objective) -> Commented:
    alerting = {"disable": list(one.disable), "tiers": one.tiers, "absence": one.absence, "labels": one.labels}
    whole: dict[str, Any] = {
        "name": one.name,
        "title": one.title if one.title != conventions.title(one.name) else "",
        "description": one.description,
        "objective": float(number(one.target)),
        "window": one.window,
        "by": list(one.by),
        "sli": one.sli,
        "impact": one.impact,
        "stage": _stage(one),
        "alerting": {key: value for key, value in alerting.items() if value},
    }
    return Commented(
        {key: value for key, value in whole.items() if value not in ("", [], {})},
        notes=tuple(dict.fromkeys(found.message for found in one.notes)),  # of what several share each tells
    )


def _stage(one: Objective) -> Commented | str:
    """Where something was not understood, the objective may not mean what was meant: it wakes nobody yet."""
    if any(found.rule == UNKNOWN for found in one.notes):
        return Commented("shadow", "fires, and wakes nobody: a field was not understood")
    if one.stage == "shadow":
        return Commented(one.stage, "fires, and wakes nobody: nothing there said who is told")
    return one.stage


def _service(service: Service, source: str, ground: Ground) -> str:
    tier = int(service.tier) if service.tier in TIERS else _LOWEST_TIER
    owner = service.owner if service.owner in ground.teams else ground.teams[0]
    said = f"; the spec said {service.owner}" if service.owner and owner != service.owner else ""
    data: dict[str, Any] = {
        "apiVersion": _API,
        "kind": "Service",
        "name": service.name,
        "title": service.title or conventions.title(service.name),
        "description": service.description,
        "type": Commented("functional", "a guess: a product users see, or 'technical'"),
        "tier": Commented(tier, "as the label said" if service.tier in TIERS else "a guess: 1 is most critical"),
        "owners": Commented({"dev": owner, "sre": owner}, f"a guess{said}: who builds it, and who is paged"),
        "environments": list(ground.environments),
        "logs": Commented({"dataView": ground.data_view}, "a guess: where its logs are"),
    }
    kept = {key: value for key, value in data.items() if value != ""}
    return _MODELINE.format("service") + _NOTE.format(source) + "Look at every guess.\n" + mapping(kept)
