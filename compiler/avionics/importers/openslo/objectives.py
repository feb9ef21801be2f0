"""One SLO object: what its objectives share, and each of them as an objective of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from avionics.importers import names, targets
from avionics.importers.fields import INVALID, Fields, LeftOut, Told
from avionics.importers.openslo import metrics, objects, windows
from avionics.importers.openslo.metrics import Bound, Metric
from avionics.importers.openslo.tiers import Alerts
from avionics.importers.values import Choices, Objective, Window

Period = Callable[[Fields, Told], Window]
"""Reads the period of an SLO's spec, which the versions write differently."""

_METHODS = ("Occurrences", "Timeslices", "RatioTimeslices")


def slo(document: Fields) -> str:
    """What an SLO object is called where the whole of it is left out."""
    own, held = document.peek_in("metadata", "name"), document.count_in("spec", "objectives")
    return f"the SLO {own!r}{f' with its {held} objectives' if held > 1 else ''}"


class Objectives:
    """Reads the `spec` of an SLO. `taken` are the names used up to now, as service/name."""

    def __init__(
        self, document: Fields, told: Told, choices: Choices, taken: set[str], period: Period = windows.shorthand
    ) -> None:
        self.name, display = objects.named(document)
        self.title = names.title(display)
        self.where, self._told, self._taken = document.where, told, taken
        spec = document.child("spec")
        if spec is None:
            raise LeftOut(document.where, "it has no spec", "say what is promised")
        self.spec = spec
        self.service = names.service(spec.need("service"), spec.at("service"), told)
        self._description = spec.text("description")
        self.window = period(spec, told) or choices.window
        method = spec.text("budgetingMethod") or _METHODS[0]
        if method not in _METHODS:
            expected = f"expected one of: {', '.join(_METHODS)}"
            told.say(INVALID, "error", spec.at("budgetingMethod"), f"the budgeting method is {method!r}", expected)
        self._slices = method != _METHODS[0]
        self._objectives = spec.children("objectives")

    def carried(self, metric_of: Callable[[Fields], Metric], alerts: Alerts) -> list[Objective]:
        """Those of the objectives that can be carried, each measured by what `metric_of` finds for it."""

        def one(fields: Fields) -> Objective:
            return self.objective(fields, metric_of(fields), alerts)

        attempts = [self._told.attempt(self._named(fields), fields, one)[0] for fields in self.each()]
        return [made for made in attempts if made is not None]

    def each(self) -> Iterator[Fields]:
        """The objectives as written."""
        if not self._objectives:
            raise LeftOut(self.where, "it has no objectives", "say what is promised")
        yield from self._objectives

    def objective(self, fields: Fields, metric: Metric, alerts: Alerts) -> Objective:
        """One of them, measured by `metric`."""
        display = fields.text("displayName")
        bound = self._bound(fields)
        found = metrics.indicator(metric, bound, self._told).reported(metric.where, self._told)
        if "threshold" not in metric.queries:
            fields.drop("op", "value")  # written there out of habit: they say nothing about a ratio
        named, scale = ("targetPercent", 1) if "targetPercent" in fields else ("target", 100)
        target = targets.per_cent(fields, named, scale)
        return Objective(
            where=fields.where,
            service=self.service,
            name=self.own_name(display if len(self._objectives) > 1 else ""),
            target=target,
            sli=found.sli,
            title=names.title(": ".join(filter(None, (self.title, display if len(self._objectives) > 1 else "")))),
            description=self.described(metric.description),
            window=self.window,
            by=found.by,
            stage=alerts.stage,
            disable=alerts.disabled(target, self.window),
            tiers=alerts.severities(self.window),
        )

    def own_name(self, part: str) -> str:
        """A name of ours that is new in the service."""
        whole = names.ours("-".join(filter(None, (self.name, part))))
        used = {full.partition("/")[2] for full in self._taken if full.startswith(f"{self.service}/")}
        name = names.unique(names.within(whole, self.service), used)
        self._taken.add(f"{self.service}/{name}")
        return name

    def described(self, more: str = "") -> str:
        """The description, and that of the indicator."""
        return names.paragraph("\n".join(filter(None, (self._description.strip(), more.strip()))))

    def _named(self, fields: Fields) -> str:
        own = f"{fields.peek('displayName')!r} " if "displayName" in fields else ""
        return f"the objective {own}({fields.name}) of the SLO {self.name!r}"

    def _bound(self, fields: Fields) -> Bound:
        op, value = fields.text("op"), fields.number("value")
        if not self._slices:
            for name in ("timeSliceTarget", "timeSliceWindow"):
                message = f"{name} was not carried: the budgeting method {_METHODS[0]} counts events, not slices"
                fields.lose(name, message, f"take it out, or say budgetingMethod: {_METHODS[1]}")
            return Bound(op, value)
        share = fields.number("timeSliceTarget")
        if share is not None and not 0 <= share <= 1:
            message = f"timeSliceTarget is {share}, expected a share from 0 to 1"
            self._told.say(INVALID, "error", fields.at("timeSliceTarget"), message)
        length = fields.text("timeSliceWindow")
        seconds = metrics.slice_length(length, fields.at("timeSliceWindow"), self._told)
        return Bound(op, value, share, seconds)
