"""Composite SLOs: each objective has its own indicator and a weight. Ours: the parts, and one that weighs them."""

from __future__ import annotations

from decimal import Decimal

from avionics.importers.fields import CHANGED, INVALID, Fields, LeftOut
from avionics.importers.openslo.objectives import Objectives
from avionics.importers.openslo.slis import Slis
from avionics.importers.openslo.tiers import SHADOW, Alerts
from avionics.importers.values import Objective


def composite(reader: Objectives, slis: Slis, alerts: Alerts) -> list[Objective]:
    """The parts, which wake nobody, and the whole; of one part alone, that one.

    Raises:
        LeftOut: a part cannot be carried, or there is none.
    """
    parts: list[Objective] = []
    weights: list[Decimal] = []
    written = list(reader.each())
    for fields in written:
        metric = slis.inline_or_named(fields)
        if metric is None:
            message = f"neither the SLO nor its {fields.name} has an indicator"
            instead = fields.not_indicator() or reader.spec.not_indicator()
            raise LeftOut(fields.where, message, f"say 'indicator' or 'indicatorRef'{instead}")
        weights.append(_weight(fields))
        parts.append(reader.objective(fields, metric, SHADOW if len(written) > 1 else alerts))
    return [*parts, _whole(reader, parts, weights, alerts.stage)] if len(parts) > 1 else parts


def _weight(fields: Fields) -> Decimal:
    weight = fields.number("compositeWeight")
    if weight is not None and weight <= 0:
        message = f"compositeWeight is {weight}, expected more than 0"
        fields.told.say(INVALID, "error", fields.at("compositeWeight"), message, "leave out a part that does not count")
        return Decimal(1)
    return Decimal(1) if weight is None else weight


def _whole(reader: Objectives, parts: list[Objective], weights: list[Decimal], stage: str) -> Objective:
    mean = sum(part.target * weight for part, weight in zip(parts, weights, strict=True)) / sum(weights)
    target = Decimal(mean).quantize(Decimal("0.0001")).normalize()
    message = f"the composite's objective is {target:f}, the weighted mean of its parts': OpenSLO gives it none"
    reader.spec.told.say(CHANGED, "info", reader.where, message, "say what was agreed")
    weighted = {f"{part.service}/{part.name}": float(weight) for part, weight in zip(parts, weights, strict=True)}
    return Objective(
        where=reader.where,
        service=reader.service,
        name=reader.own_name(""),
        target=target,
        sli={"composite": {"weighted": weighted}},
        title=reader.title,
        description=reader.described(),
        window=reader.window,
        stage=stage,
    )
