"""A name, as somebody who was just woken types it, to the service, objective or alert it means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from avionics.app.compile import Compiled
from avionics.conventions import names
from avionics.failure import Failure
from avionics.finding import did_you_mean
from avionics.model.alert import Alert
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.plan.alerts.absence import absence_names
from avionics.plan.values import Plan

UNUSABLE = "avionics.yaml cannot be used yet: run 'avionics check'"


class UnknownName(Failure):
    """Nothing is called so, or several things are; the message says which there are."""


class Subject(Struct, frozen=True):
    """A service, and what it was compiled to."""

    service: Service
    plan: Plan


class Part(Subject, frozen=True):
    """One of its objectives, or one of its alerts."""

    item: Slo | Alert


def find(name: str, compiled: Compiled) -> Subject:
    """The one thing called `name`: a service, an objective or one of its alerts, an alert; with its service or without.

    Raises:
        UnknownName: nothing is called so, or several things are.
    """
    if compiled.catalog is None:
        raise UnknownName(UNUSABLE)
    known: dict[str, list[tuple[str, Subject]]] = {}
    for called, full, subject in subjects(compiled):
        known.setdefault(called, []).append((full, subject))
    found = known.get(name, [])
    if len(found) == 1 or (found and not isinstance(found[0][1], Part)):
        return found[0][1]
    if found:
        full_names = ", ".join(full for full, _ in found)
        raise UnknownName(f"{name!r} is the name of several: {full_names}")
    if other := _other(name, compiled.catalog):
        raise UnknownName(f"{name!r} is {other}: name a service, an objective or an alert")
    services = [called for called, ((_, subject), *_) in known.items() if not isinstance(subject, Part)]
    raise UnknownName(f"nothing here is called {name!r}{_meant(name, known, services)}{_unread(compiled)}")


def _other(name: str, catalog: Catalog) -> str:
    """What a name is that is known, and of which there is nothing to tell."""
    environments = {environment.name for environment in catalog.project.environments}
    return "a team" if name in catalog.teams else "an environment" if name in environments else ""


def _meant(name: str, known: Iterable[str], services: Collection[str]) -> str:
    """What may be meant by a name: of one with a service, a service, or what that has."""
    service, slash, _ = name.partition("/")
    if slash and service not in services:
        helps = [did_you_mean(word, services) for word in (service, name)]  # `slos/shop.yaml` has one behind the slash
        help_ = next((one for one in helps if one.startswith("did")), helps[0])
        return f": there is no service {service!r}; {help_}"
    return f"; {did_you_mean(name, (one for one in known if one.startswith(service + slash)) if slash else known)}"


def subjects(compiled: Compiled) -> Iterator[tuple[str, str, Subject]]:
    """All there is, by each name it has: (name, its full name, subject); services come first."""
    plans = compiled.plans.values()
    for plan in plans:
        yield plan.service.name, plan.service.name, Subject(plan.service, plan)
    for plan in plans:
        yield from _items(plan.service, plan)


def _items(service: Service, plan: Plan) -> Iterator[tuple[str, str, Part]]:
    for slo in service.slos:
        full = f"{service.name}/{slo.name}"
        alerts = (names.burn_alert(service.name, slo.name), *absence_names(service.name, slo))
        for called in (full, slo.name, *alerts):
            yield called, full, Part(service, plan, slo)
    for alert in service.alerts:
        for called in (alert.name, f"{service.name}/{alert.name}"):
            yield called, alert.name, Part(service, plan, alert)


def _unread(compiled: Compiled) -> str:
    """A name may be missing because its file cannot be read."""
    return " (some files cannot be read: see 'avionics check')" if compiled.unknown else ""
