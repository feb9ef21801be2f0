"""Indicators of OpenSLO v1, inlined or referenced, and the data sources they name."""

from __future__ import annotations

from msgspec import Struct

from avionics.importers.fields import CHANGED, LOST, UNKNOWN, Fields, LeftOut, Told
from avionics.importers.openslo import metrics, objects
from avionics.importers.openslo.metrics import Metric
from avionics.place import Where

_ROLES = ("good", "bad", "total", "raw")


class _Read(Struct, frozen=True):
    """An SLI object: its metric, None where it cannot be carried, and whether all of it was understood."""

    where: Where
    metric: Metric | None
    understood: bool


class Slis:
    """The SLI objects and data sources of a set of objects, by name."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._types: dict[str, str] = {}
        self._read: dict[str, _Read] = {}
        self._used: set[str] = set()

    def add_source(self, document: Fields) -> None:
        """A DataSource object: its type is needed, its connection details are never looked at."""
        name = objects.name(document)
        if spec := document.child("spec"):
            self._types[name] = spec.text("type")
            spec.drop("description")
            message = f"the connection of {name!r} was not carried, and not read: it may hold secrets"
            spec.lose("connectionDetails", message, "the data source of each environment is named in avionics.yaml")

    def add(self, document: Fields) -> None:
        """An SLI object."""
        name, _ = objects.named(document)
        what = f"the indicator {name!r}"
        metric, warnings = self._told.attempt(what, document, lambda held: self._metric(held.child("spec"), held))
        understood = all(found.rule != UNKNOWN for found in warnings)
        self._read[name] = _Read(document.where, metric, understood)

    def inline_or_named(self, fields: Fields) -> Metric | None:
        """The metric that an SLO or one of its objectives has; None where it has none.

        Raises:
            LeftOut: it is in none of the files, or cannot be carried.
        """
        if indicator := fields.child("indicator"):
            objects.name(indicator)
            return self._metric(indicator.child("spec"), indicator)
        name = fields.text("indicatorRef")
        if not name:
            return None
        self._used.add(name)
        if name not in self._read:
            message = f"the indicator {name!r} is in none of the files"
            raise LeftOut(fields.at("indicatorRef"), message, "name its file too")
        found = self._read[name]
        if found.metric is None:
            message = f"the indicator {name!r} could not be carried"
            raise LeftOut(fields.at("indicatorRef"), message, "see what is said of it")
        if not found.understood:
            message = f"the indicator {name!r} was not understood in full"
            self._told.say(UNKNOWN, "warning", fields.at("indicatorRef"), message, "see what is said of it")
        return found.metric

    def report_unused(self) -> None:
        """SLI objects that no objective names: an indicator alone is nothing of ours."""
        for name, found in self._read.items():
            if name not in self._used:
                message = f"no objective in the files uses the indicator {name!r}; it was not carried"
                self._told.say(LOST, "warning", found.where, message, "name the file of its SLO too")

    def _metric(self, spec: Fields | None, holder: Fields) -> Metric:
        if spec is None:
            beside = next((name for name in ("ratioMetric", "thresholdMetric") if name in holder), "")
            help_ = f"indent {beside!r} below it" if beside else "say what is measured"
            raise LeftOut(holder.where, "the indicator has no spec", help_)
        description = spec.text("description")
        if threshold := spec.child("thresholdMetric"):
            return Metric(threshold.where, {"threshold": self._query(threshold)}, description=description)
        ratio = spec.child("ratioMetric")
        if ratio is None:
            message = "the indicator has neither thresholdMetric nor ratioMetric"
            raise LeftOut(spec.where, message, "say what is measured")
        counter, success = ratio.flag("counter"), ratio.text("rawType") == "success"
        found = {role: self._query(part) for role in _ROLES if (part := ratio.child(role))}
        if "good" in found and "bad" in found:
            raise LeftOut(ratio.where, "the ratio says both good and bad", "keep one of them")
        return Metric(ratio.where, found, counter is not False, success, description)

    def _query(self, holder: Fields) -> str:
        source = holder.child("metricSource")
        if source is None:
            raise LeftOut(holder.where, f"{holder.name} has no metricSource", "say where it is")
        reference = source.text("metricSourceRef")
        unknown = f"the data source {reference!r}" if reference else ""
        kind = source.text("type") or self._types.get(reference, unknown)
        spec = source.child("spec")
        if spec is None:
            raise LeftOut(source.where, f"{holder.name} has no query", "say it")
        if reference:
            message = f"the data source {reference!r} is that of the environment here"
            self._told.say(CHANGED, "info", source.at("metricSourceRef"), message)
        return metrics.query(kind, spec, "query")
