"""An objective, an alert or a recording rule as an item of a document of ours, with what somebody must look at."""

from __future__ import annotations

from typing import Any

from avionics.conventions import names as conventions
from avionics.importers.fields import UNKNOWN
from avionics.importers.values import Alert, Objective, Recording
from avionics.promql.text.number import number
from avionics.source.yaml.yaml_text import Commented

Written = Objective | Alert | Recording


def slo(one: Objective) -> Commented:
    """An item of `slos`."""
    alerting = {"disable": list(one.disable), "tiers": one.tiers, "absence": one.absence, "labels": one.labels}
    return _noted(one, {
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
    })  # fmt: skip


def _stage(one: Objective) -> Commented | str:
    """Where something was not understood, the objective may not mean what was meant: it wakes nobody yet."""
    if any(found.rule == UNKNOWN for found in one.notes):
        return Commented("shadow", "fires, and wakes nobody: a field was not understood")
    if one.stage == "shadow":
        return Commented(one.stage, "fires, and wakes nobody: nothing there said who is told")
    return one.stage


def rule(one: Alert | Recording) -> Commented:
    """An item of `alerts`, or of `rules`."""
    if isinstance(one, Recording):
        return _noted(one, {"record": one.record, "expr": one.expr, "labels": one.labels})
    side, bound = one.bound or ("", "")
    fields = {
        "name": one.name,
        "description": one.description,
        "expr": one.expr,
        side: bound,
        "unit": one.unit,
        "for": one.waits,
        "keepFiringFor": one.keeps_firing,
        "severity": one.severity,
        "type": one.type,
        "by": list(one.by),
        "impact": one.impact,
        "labels": one.labels,
    }
    guesses = {key: Commented(fields[key], why) for key, why in one.guesses.items()}
    return _noted(one, {**fields, **guesses})


def _noted(one: Written, data: dict[str, Any]) -> Commented:
    """What there is of the fields, below what was said of it; of what several share each tells."""
    notes = dict.fromkeys(found.message for found in one.notes)
    return Commented({key: value for key, value in data.items() if value not in ("", [], {})}, notes=tuple(notes))
