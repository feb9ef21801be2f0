"""OpenSLO v1: seven kinds of objects, which refer to one another by name."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from avionics.importers import kubernetes
from avionics.importers.fields import INVALID, Fields, Told
from avionics.importers.openslo import objects
from avionics.importers.openslo.composite import composite
from avionics.importers.openslo.objectives import Objectives, slo
from avionics.importers.openslo.policies import Policies
from avionics.importers.openslo.slis import Slis
from avionics.importers.values import Choices, Imported, Objective, Service


def read(documents: Iterable[Fields], told: Told, choices: Choices) -> Imported:
    """The objectives and services of one set of objects."""
    return _Set(told, choices).read(documents)


class _Set:
    def __init__(self, told: Told, choices: Choices) -> None:
        self._told, self._choices = told, choices
        self._slis, self._policies = Slis(told), Policies(told)
        self._services: dict[str, Service] = {}
        self._objectives: list[Objective] = []
        self._taken: set[str] = set()

    def read(self, documents: Iterable[Fields]) -> Imported:
        take = {
            "Service": self._service, "DataSource": self._slis.add_source, "Datasource": self._slis.add_source,
            "AlertCondition": self._policies.add_condition, "AlertNotificationTarget": self._policies.add_target,
            "AlertPolicy": self._policies.add_policy, "SLI": self._slis.add, "SLO": self._slo,
        }  # fmt: skip
        order = {kind: place for place, kind in enumerate(take)}  # those come first that others refer to
        for document in sorted(documents, key=lambda one: order.get(one.peek("kind"), len(order))):
            kind = document.text("kind")
            kubernetes.skip_status(document)
            if kind in take:
                take[kind](document)
            else:
                document.settle()
                expected = f"expected one of: {', '.join(take)}"
                self._told.say(INVALID, "error", document.at("kind"), f"{kind!r} is no kind of OpenSLO v1", expected)
        self._slis.report_unused()
        self._policies.report_unused()
        return Imported(tuple(self._objectives), tuple(self._services.values()))

    def _service(self, document: Fields) -> None:
        made = objects.service(document, self._told)
        self._services[made.name] = made

    def _slo(self, document: Fields) -> None:
        made, notes = self._told.attempt(slo(document), document, self._read_slo)
        found = [replace(one, notes=notes) for one in made or ()]
        self._objectives += found
        for one in found:
            self._services.setdefault(one.service, Service(one.service))

    def _read_slo(self, document: Fields) -> list[Objective]:
        reader = Objectives(document, self._told, self._choices, self._taken)
        alerts = self._policies.alerts(reader.spec, reader.window)
        metric = self._slis.inline_or_named(reader.spec)
        if metric is not None:
            return reader.carried(lambda _: metric, alerts)
        return composite(reader, self._slis, alerts)
