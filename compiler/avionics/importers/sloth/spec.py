"""One spec of Sloth's: a service and its objectives. Files write `error_query`, custom resources `errorQuery`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from avionics.conventions import names as conventions
from avionics.importers import indicators, labels, names, queries, scale, targets, windows
from avionics.importers.fields import CHANGED, INVALID, LOST, Fields, LeftOut, Told
from avionics.importers.indicators import Indicator
from avionics.importers.sloth.alerting import ALERTS, Alerting
from avionics.importers.values import NO_ABSENCE, TIERS, Objective, Service

_WAITING = "sloth.dev/contrib/alert_for/v1"
"""Puts the `for` of page and ticket alerts into the rules of files; without it Sloth ignores them."""


class Spec:
    """What all objectives of a spec share, and the objectives. `custom` says that it is a custom resource's."""

    def __init__(self, fields: Fields, told: Told, window: str, *, custom: bool) -> None:
        self._fields, self._told, self._window, self._custom = fields, told, window, custom
        shared = fields.pairs("labels")
        self.service = Service(
            names.service(fields.need("service"), fields.at("service"), told),
            owner=shared.peek("owner"), tier=shared.peek("tier"),
        )  # fmt: skip
        if self.service.tier in TIERS:
            shared.skip("tier", f"the label tier: {self.service.tier!r} became the tier of the service")
        self._labels = labels.carried(shared)
        self._waits = self._plugins(fields, "slo_plugins")

    def objectives(self) -> Iterator[Objective]:
        """Those that can be carried, with notes of what could not."""
        written = self._fields.children("slos")
        if not written:
            self._told.say(INVALID, "error", self._fields.at("slos"), "it has no objectives", "say what is promised")
        for slo in written:
            made, notes = self._told.attempt(f"the objective {slo.peek('name') or slo.name!r}", slo, self._objective)
            if made is not None:
                yield replace(made, notes=notes)

    def _objective(self, slo: Fields) -> Objective:
        theirs, target = slo.need("name"), targets.per_cent(slo, "objective")
        name = names.objective(theirs, self.service.name, slo.at("name"), self._told)
        indicator = self._indicator(slo).reported(slo.at("sli"), self._told)
        own = labels.carried(slo.pairs("labels"))
        waits = self._plugins(slo, "plugins") or self._waits
        alerting = Alerting(
            slo.child("alerting"), self._key, conventions.burn_alert(self.service.name, name), waits=waits
        )
        return Objective(
            where=slo.where,
            service=self.service.name,
            name=name,
            target=target,
            sli=indicator.sli,
            title=names.title_of(theirs),
            description=names.paragraph(slo.text("description")),
            window=self._window,
            by=indicator.by,
            impact=alerting.impact,
            page=alerting.page,
            labels={**self._labels, **own, **alerting.labels},
            stage=alerting.stage,
            disable=windows.tiers(alerting.silent, self._window),
            tiers={
                long: {"for": wait}
                for severity, wait in alerting.waits.items()
                for long in windows.tiers((severity,), self._window)
            },
            absence=NO_ABSENCE if len(alerting.silent) == len(ALERTS) else {},
        )

    def _indicator(self, slo: Fields) -> Indicator:
        sli = slo.child("sli")
        if sli is None:
            raise LeftOut(slo.where, "it has no sli", "say how it is measured")
        if plugin := sli.child("plugin"):
            message = f"its sli is made by the plug-in {plugin.text('id')!r}, a program"
            raise LeftOut(sli.at("plugin"), message, "run 'sloth generate', and write the queries it makes as an sli")
        if raw := sli.child("raw"):
            return indicators.of_ratio(self._query(raw, "error_ratio_query"), raw.where, self._told)
        events = sli.child("events")
        if events is None:
            raise LeftOut(sli.where, "its sli is neither events nor raw", "say how it is measured")
        errors, total = self._query(events, "error_query"), self._query(events, "total_query")
        total, errors = scale.cancelled(total, errors, events.where, self._told)
        counted = indicators.of_errors(total, errors)
        if counted and queries.TEMPLATED not in total:
            message = "no {{.window}} is in the queries: their range was taken out, and the compiler puts in its own"
            self._told.say(CHANGED, "info", events.where, message)
        return counted or indicators.raw(indicators.errors_ratio(total, errors), total)

    def _query(self, fields: Fields, name: str) -> str:
        return queries.read(fields, self._key(name))

    def _key(self, name: str) -> str:
        return re.sub(r"_(\w)", lambda match: match[1].upper(), name) if self._custom else name

    def _plugins(self, fields: Fields, name: str) -> bool:
        """Whether the plug-in is there by which alerts wait; others are reported."""
        plugins, waits = fields.child(self._key(name)), False
        for plugin in plugins.children("chain") if plugins else ():
            plugin.drop("config", "priority")
            identity = plugin.text("id")
            if identity == _WAITING and not self._custom:
                waits = True
                continue
            message = f"the plug-in {identity!r} was not carried: it is a program that changes the rules"
            self._told.say(LOST, "warning", plugin.where, message, "our rules are fixed; see whether you still need it")
        if plugins:
            plugins.drop("overridePrevious")
        return waits
