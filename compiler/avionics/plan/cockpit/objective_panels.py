"""The panels of an objective in a cockpit: one line for all environments, right for the one that is chosen.

What differs between environments is read from recorded series or said of each by name, never written as one number.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from avionics.conventions import names
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.plan.alerts.absence import absence_names
from avionics.plan.alerts.severity import ceiling
from avionics.plan.cockpit import threshold_text
from avionics.plan.cockpit.thresholds import Line, burn_lines, burn_thresholds
from avionics.plan.objectives.objective import Aims, period
from avionics.plan.objectives.surroundings import drawn
from avionics.plan.values import CompiledSeverity, Panel, Query, Row, Threshold
from avionics.promql.text.edit import Around
from avionics.promql.text.number import number


class Drawn(Struct, frozen=True, dict=True):
    """An objective of a cockpit: what it is in each environment, and the lines of its tiers, fastest first.

    `promise` says what was promised, `quieter` where alerts are less loud than their lines.
    """

    service: Service
    slo: Slo
    aims: Aims
    promise: str
    lines: tuple[Line, ...]
    quieter: str
    around: Around

    def series(self, metric: str) -> str:
        """Its series under `metric`, for the choices of the reader."""
        return metric + self._selected

    @cached_property
    def _selected(self) -> str:
        return drawn("", self.around, self.service.name, self.slo.name, self.slo.by)

    @cached_property
    def severities(self) -> tuple[CompiledSeverity, ...]:
        """How loud its lines are; each once, that of the fastest first."""
        return tuple(dict.fromkeys(line.severity for line in self.lines))

    @property
    def base(self) -> str:
        """Its base window, as its series are named."""
        return self.aims[0].base_name

    @cached_property
    def apart(self) -> str:
        """The end of a legend: which of the series kept apart."""
        return "".join(f" {{{{{label}}}}}" for label in self.slo.by)


def objectives_row(service: Service, objectives: tuple[Aims, ...], around: Around) -> Row:
    """A line for each objective: budget left, burn rate, how much was measured, errors and their limits, traffic.

    Below it what a composite is made of.
    """
    each = (_drawn(service, aims, around) for aims in objectives)
    return Row("objectives", "Objectives", False, tuple(panel for one in each for panel in _panels(one)))


def _drawn(service: Service, aims: Aims, around: Around) -> Drawn:
    ceilings = tuple([(aim.environment.name, ceiling(aim.stage, aim.environment)) for aim in aims])
    lines = burn_lines(tuple([(aim.tiers, most) for aim, (_, most) in zip(aims, ceilings, strict=True)]))
    return Drawn(service, aims[0].slo, aims, _promise(aims), lines, threshold_text.quieter(ceilings, lines), around)


def _panels(one: Drawn) -> Iterator[Panel]:
    yield from (panel(one) for panel in (_budget, _rate, _coverage, _errors, _traffic))
    if parts := one.slo.sli.combined:
        yield _parts(one, parts)


def _promise(aims: Aims) -> str:
    """What was promised: `99.9 % good over 30d`, with the names of environments where they differ."""
    told = _in_each(aims, [f"{number(aim.percent)} %" for aim in aims])
    return f"{told}{',' if ';' in told else ''} good over {period(aims[0].slo)}"


def _in_each(aims: Aims, said: list[str]) -> str:
    """What is said of each environment, with its name where they differ."""
    where: dict[str, list[str]] = {}
    for aim, what in zip(aims, said, strict=True):
        where.setdefault(what, []).append(aim.environment.name)
    return "; ".join(what + (f" in {', '.join(of)}" if len(where) > 1 else "") for what, of in where.items())


def _budget(one: Drawn) -> Panel:
    return Panel(
        one.slo.where, f"slo/{one.slo.name}/budget", "stat", f"Budget left: {one.slo.title}",
        f"What is left of the error budget ({one.promise}). Below 0 the promise is broken.",
        (Query(f"min({one.series(names.BUDGET_REMAINING)})", instant=True),), "percentunit",
        thresholds=(Threshold(None, "red"), Threshold(0, "orange"), Threshold(0.25, "green")), width=3, height=7,
    )  # fmt: skip


def _rate(one: Drawn) -> Panel:
    return Panel(
        one.slo.where, f"slo/{one.slo.name}/rate", "stat", f"Burn rate: {one.slo.title}",
        f"How many times faster than allowed errors come now ({one.base}). 1 uses up the budget exactly."
        f"{threshold_text.rate(one.severities)}{one.quieter}",
        (Query(f"max({one.series(names.CURRENT_BURN_RATE)})", instant=True),), "short",
        thresholds=burn_thresholds(one.lines, one.slo.window), width=3, height=7,
    )  # fmt: skip


def _coverage(one: Drawn) -> Panel:
    since = f"the {one.slo.calendar.every} so far" if one.slo.calendar else f"the last {period(one.slo)}"
    return Panel(
        one.slo.where, f"slo/{one.slo.name}/coverage", "stat", f"Measured: {one.slo.title}",
        f"How much of {since} was measured. The rest counts neither as good nor as bad, "
        "so the less it is, the less the budget says.",
        (Query(f"min({one.series(names.COVERAGE + one.aims[0].form.period_window)})", instant=True),), "percentunit",
        thresholds=(Threshold(None, "orange"), Threshold(0.9, "green")), width=3, height=7,
    )  # fmt: skip


def _errors(one: Drawn) -> Panel:
    windows = dict.fromkeys((one.base, *(line.tier.long for line in one.lines)))
    ratios = tuple(Query(one.series(names.ERROR_RATIO + window), window + one.apart) for window in windows)
    allowed = _allowed(one)
    return Panel(
        one.slo.where, names.slo_panel(one.slo.name), "timeseries", f"{one.slo.title}: error ratio",
        f"Bad events over all events, by the windows the alerts look at ({one.promise})."
        f"{threshold_text.dashed(one.severities)}{one.quieter}",
        ratios + tuple(_limit(one, line, allowed) for line in one.lines), "percentunit", minimum=0,
        alerts=(names.burn_alert(one.service.name, one.slo.name),), width=9, height=7,
    )  # fmt: skip


def _allowed(one: Drawn) -> str:
    """The budget in PromQL: it is the same for all that is kept apart, and so one line."""
    budget = drawn(names.ERROR_BUDGET, one.around, one.service.name, one.slo.name)
    return f"max({budget})" if one.slo.by else budget


def _limit(one: Drawn, line: Line, allowed: str) -> Query:
    """The threshold of a tier. Where no ratio can exceed it the tier was left out, and so is the line."""
    expr = f"{number(line.tier.burn_rate(one.slo.window))} * {allowed}" + ("" if line.everywhere else " < 1")
    return Query(expr, f"{threshold_text.LEGENDS[line.severity]} when {line.tier.long} is above", limit=line.severity)


def _traffic(one: Drawn) -> Panel:
    alerts = absence_names(one.service.name, one.slo)
    fires = f" Fires {', '.join(alerts)}." if alerts else ""
    words = one.aims[0].words
    bad = f": {_in_each(one.aims, [aim.words.limit for aim in one.aims])}" if words.limit else ""
    return Panel(
        one.slo.where, names.traffic_panel(one.slo.name), "timeseries", f"{one.slo.title}: events",
        f"Events a second, and the bad ones among them{bad}. {words.counts} "
        f"No line means nothing was measured.{fires}",
        (
            Query(one.series(names.TOTAL + one.base), f"all{one.apart}"),
            Query(one.series(names.ERRORS + one.base), f"bad{one.apart}"),
        ),
        "reqps", minimum=0, alerts=alerts, width=6, height=7,
    )  # fmt: skip


def _parts(one: Drawn, parts: tuple[str, ...]) -> Panel:
    """Which of its parts it is: of one that keeps more labels apart, the worst."""
    base, by = names.ERROR_RATIO + one.base, one.slo.by
    asked = ((part, *part.split("/", maxsplit=1)) for part in parts)
    queries = (Query(f"max({drawn(base, one.around, service, slo, by)})", part) for part, service, slo in asked)
    return Panel(
        one.slo.where, f"slo/{one.slo.name}/parts", "timeseries", f"{one.slo.title}: its parts",
        f"Bad events over all events of each objective that it is made of ({one.base}).",
        tuple(queries), "percentunit", minimum=0, width=24, height=7,
    )  # fmt: skip
