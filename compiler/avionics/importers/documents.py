"""What was imported as our documents: readable YAML, with comments where somebody must look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from avionics.conventions import names as conventions
from avionics.importers import names
from avionics.importers.environments import Values, without
from avionics.importers.fields import CHANGED, INVALID, Told
from avionics.importers.items import Written, rule, slo
from avionics.importers.values import NO_ABSENCE, TIERS, Alert, Imported, Objective, Recording, Service
from avionics.schema import verdict
from avionics.source.document import Document
from avionics.source.yaml import parse
from avionics.source.yaml.yaml_text import Commented, mapping

W = TypeVar("W", Objective, Alert, Recording)

_API = "avionics/v1"
_LOWEST_TIER = 4


class Ground(Struct, frozen=True):
    """What is known of the project that is imported into: names to choose owners, environments and logs from.

    `labels` are those that its environments set, `certain` those of them that all series have which are asked for;
    `asked` is what they put into selectors.
    """

    teams: tuple[str, ...] = ("team",)
    environments: tuple[str, ...] = ("production",)
    data_view: str = "logs"
    services: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    certain: frozenset[str] = frozenset()
    asked: Values = {}


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


class Files(NamedTuple):
    """Texts by their paths in a project: objectives and alerts, a file for each service, and services that are not
    there yet. `pages` are the addresses of what to do that theirs led to, by the playbooks that ours lead to.
    """

    texts: dict[str, str]
    pages: dict[str, str]


def files(imported: Imported, source: str, ground: Ground, told: Told) -> Files:
    """What was imported as files of ours."""
    if not imported.tells_absence:
        _absence(imported.objectives, source, told)
    services = {one.name: one for one in imported.services}
    found: dict[str, str] = {}
    objectives = _by_service(without(distinct(imported.objectives, told), ground.labels, ground.asked, told))
    for name, slos in objectives.items():
        path = f"slos/{name}.yaml"
        found[path] = _slos(name, slos, source)
        _hold(Document(path, "ServiceLevelObjectives", parse(found[path])[0]), {"slos": slos}, told)
    alerts = _by_service(without(imported.alerts, ground.labels, ground.asked, told))
    recordings = _by_service(without(imported.recordings, ground.labels, ground.asked, told))
    for name in sorted({*alerts, *recordings}):
        path = f"alerts/{name}.yaml"
        parts: dict[str, Sequence[Alert | Recording]] = {
            "rules": recordings.get(name, []), "alerts": alerts.get(name, []),
        }  # fmt: skip
        found[path] = _alerts(name, parts, source)
        _hold(Document(path, "Alerts", parse(found[path])[0]), parts, told)
    for name in sorted({*services, *objectives} - ground.services):
        found[f"services/{name}.yaml"] = _service(services.get(name, Service(name)), source, ground)
    return Files(found, {**_pages(objectives), **_pages(alerts)})


def _pages(written: Mapping[str, Sequence[Objective | Alert]]) -> dict[str, str]:
    led = [one for each in written.values() for one in each if one.page]
    return {f"playbooks/{one.service}/{one.name}.md": one.page for one in led}


def _by_service(written: Iterable[W]) -> dict[str, list[W]]:
    found: dict[str, list[W]] = {}
    for one in written:
        found.setdefault(one.service, []).append(one)
    return dict(sorted(found.items()))


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


def _hold(document: Document, parts: Mapping[str, Sequence[Written]], told: Told) -> None:
    """Says where a part breaks our schema: what comes out is never worse than what we ask of anybody."""
    first = next(one for part in parts.values() for one in part)
    for found in verdict.findings(document):
        part, index = (*found.where.route[:2], "", "")[:2]
        one = parts[str(part)][index] if isinstance(index, int) else first
        said = ": ".join(filter(None, (".".join(map(str, found.where.route[2:])), found.message)))
        told.say(INVALID, "error", one.where, f"this cannot be said in our specs: {said}", found.help)


def _slos(service: str, objectives: Sequence[Objective], source: str) -> str:
    data = {"apiVersion": _API, "kind": "ServiceLevelObjectives", "service": service,
            "slos": [slo(one) for one in objectives]}  # fmt: skip
    return _text("slos", source, "What could not be carried stands above each.", data)


def _alerts(service: str, parts: Mapping[str, Sequence[Alert | Recording]], source: str) -> str:
    written = {name: [rule(one) for one in part] for name, part in parts.items() if part}
    data = {"apiVersion": _API, "kind": "Alerts", "service": service, **written}
    note = "What could not be carried stands above each; each wakes nobody before its 'stage' says so."
    return _text("alerts", source, note, data)


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
    return _text("service", source, "Look at every guess.", kept)


def _text(schema: str, source: str, note: str, data: dict[str, Any]) -> str:
    modeline = f"# yaml-language-server: $schema=../schemas/{schema}.schema.json"
    return f"{modeline}\n# Imported from {source}. {note}\n{mapping(data)}"
