"""A document of objectives to values."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from avionics.conventions import names
from avionics.load.agreement import agreement
from avionics.load.logs import own_logs
from avionics.load.periods import maintenance, period
from avionics.load.project import pairs
from avionics.model.maintenance import Maintenance
from avionics.model.slo import Absence, Slo, SloOverride, TierOverride
from avionics.place import Where
from avionics.promql.text.duration import seconds
from avionics.slis.indicator import Indicator
from avionics.source.document import Document

WINDOW = "30d"
STAGE = "page"


def slos(document: Document | None, service_name: str) -> tuple[Slo, ...]:
    """The objectives in a valid document; none without one."""
    if document is None:
        return ()
    where = document.where
    planned = maintenance(document.data.get("maintenance", ()), where)
    return tuple(
        _slo(data, where.at("slos", index), service_name, planned) for index, data in enumerate(document.data["slos"])
    )


def _slo(data: dict[str, Any], where: Where, service_name: str, planned: tuple[Maintenance, ...]) -> Slo:
    ((kind, written),) = data["sli"].items()
    sli = Indicator(kind, written)
    window, calendar = period(data.get("window", WINDOW))
    alerting = data.get("alerting", {})
    name = data["name"]
    return Slo(
        where=where,
        name=name,
        title=data.get("title") or names.title(name),
        description=data.get("description", ""),
        objective=exact(data["objective"]),
        window=window,
        calendar=calendar,
        by=tuple(data.get("by", ())),
        sli=sli,
        impact=data.get("impact", ""),
        stage=data.get("stage", STAGE),
        playbook=data.get("playbook", f"{service_name}/{name}.md"),
        logs=own_logs(data, where),
        agreement=agreement(data, where),
        min_failures=_whole(alerting.get("minFailures", sli.least_failures)),
        min_events=_whole(alerting.get("minEvents", 0)),
        disabled_tiers=tuple(alerting.get("disable", ())),
        tiers={long: _tier(tier) for long, tier in alerting.get("tiers", {}).items()},
        absence=_absence(alerting.get("absence", {})),
        traffic=_traffic(data["traffic"]) if "traffic" in data else None,
        maintenance=planned,
        labels=pairs(alerting.get("labels", {})),
        environments={
            environment: _slo_override(override, where.at("environments", environment))
            for environment, override in data.get("environments", {}).items()
        },
    )


def _tier(data: dict[str, Any]) -> TierOverride:
    return TierOverride(
        data.get("severity"),
        data.get("for", ""),
        data.get("keepFiringFor", ""),
        _whole(data["minFailures"]) if "minFailures" in data else None,
        _whole(data["minEvents"]) if "minEvents" in data else None,
    )


def _whole(written: float) -> int:
    """A whole number: 3.0 is one too, says JSON Schema."""
    return int(written)


def _absence(data: dict[str, Any]) -> Absence:
    return Absence(**{"never_seen" if key == "neverSeen" else key: wanted for key, wanted in data.items()})


def _traffic(written: str) -> Fraction:
    """Events a second, exactly: `600/m` is 10, `3/h` 1/1200."""
    count, _, unit = written.partition("/")
    return Fraction(count) / seconds(f"1{unit}")


def exact(number: float) -> Decimal:
    """The number as written: 99.9 is 99.9, not the nearest binary fraction."""
    return Decimal(repr(number))


def _slo_override(data: dict[str, Any], where: Where) -> SloOverride:
    objective = exact(data["objective"]) if "objective" in data else None
    disabled = tuple(data.get("disable", ()))
    return SloOverride(where, objective, data.get("threshold", ""), data.get("stage"), disabled)
