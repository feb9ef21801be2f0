"""Composite SLOs: each objective has its own indicator and a weight. Ours: the parts, and one that weighs them."""

from __future__ import annotations

from decimal import Decimal

from avionics.importers.fields import CHANGED, INVALID, Fields, LeftOut
from avionics.importers.openslo.objectives import Objectives
from avionics.importers.openslo.slis import Slis
from avionics.importers.openslo.tiers import SHADOW
from avionics.importers.values import Objective


def composite(reader: Objectives, slis: Slis, stage: str) -> list[Objective]:
    """The parts, which wake nobody, and the whole.

    Raises:
        LeftOut: a part cannot be carried, or there are fewer than two.
    """
    parts: list[Objective] = []
    weights: list[Decimal] = []
    for fields in reader.each():
        metric = slis.inline_or_named(fields)
        if metric is None:
            message = f"neither the SLO nor its {fields.name} has an indicator"
            instead = fields.not_indicator() or reader.spec.not_indicator()
            raise LeftOut(fields.where, message, f"say 'indicator' or 'indicatorRef'{instead}")
        weights.append(_weight(fields))
        parts.append(reader.objective(fields, metric, SHADOW))
    if len(parts) == 1:
        return parts
    return [*parts, _whole(reader, parts, weights, stage)]


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
