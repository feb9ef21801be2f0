"""Composites: what is recorded is what the ratios of their parts make, by the formulas of their page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from rules.recorded import AT, BASE, MINUTE, MINUTES, WINDOWS, bases, expect, measured, ratio, share, total
from rules.shapes import HOUR
from rules.traffic import Traffic, counter, together, traffic

STEPS = {"front": "front_total", "back": "back_total", "side": "side_total"}


Formula = Callable[[dict[str, float]], float]


COMPOSITES: dict[str, tuple[dict[str, Any], Formula]] = {
    "journey": ({"journey": [f"shop/{step}" for step in STEPS]}, lambda e: 1 - prod(1 - one for one in e.values())),
    "worst": ({"worst": [f"shop/{step}" for step in STEPS]}, lambda e: max(e.values())),
    "weighted": (
        {"weighted": {"shop/front": 3, "shop/back": 1.5, "shop/side": 1}},
        lambda e: sum(WEIGHTS[step] * one for step, one in e.items()) / sum(WEIGHTS[step] for step in e),
    ),
}
WEIGHTS = {"front": 3, "back": 1.5, "side": 1}


def steps(minutes: int) -> dict[str, dict[str, Traffic]]:
    """Three steps in two regions: busy, with a bad hour; idle every other half hour; and without any error."""
    return {
        "front": {
            "eu": traffic(minutes, lambda m: 1000, lambda m: 100 if 120 <= m < 150 else 1),
            "us": traffic(minutes, lambda m: 10, lambda m: 5),
        },
        "back": {
            "eu": traffic(minutes, lambda m: 0 if m % HOUR >= 30 else 60, lambda m: 3),
            "us": traffic(minutes, lambda m: 7, lambda m: int(m > 170)),
        },
        "side": {"eu": traffic(minutes, lambda m: 5, lambda m: 0), "us": traffic(minutes, lambda m: 0, lambda m: 0)},
    }


def stepped(found: Mapping[str, Mapping[str, Traffic]]) -> dict[str, str]:
    return {
        f'{STEPS[step]}{{job="shop",environment="P",region="{region}",code="{code}"}}': counter(counts)
        for step, parts in found.items()
        for region, part in parts.items()
        for code, counts in (("200", part.good), ("500", part.bad))
    }


def parted() -> list[dict[str, Any]]:
    return [
        {
            "name": step, "objective": 99.9, "by": ["region"],
            "sli": {"ratio": {"total": f'{metric}{{job="shop"}}', "errors": f'{metric}{{job="shop",code="500"}}'}},
        }
        for step, metric in STEPS.items()
    ]  # fmt: skip


@pytest.mark.parametrize("how", COMPOSITES)
def test_composites_combine_the_ratios_of_their_parts(how: str, tmp_path: Path) -> None:
    """Kept apart by region, and all together; by time, and by the events of one part. An idle part is left out."""
    sli, formula = COMPOSITES[how]
    volume = {**sli, "volume": "shop/front"}
    slos = [
        *parted(),
        {"name": "apart", "objective": 99.9, "by": ["region"], "sli": {"composite": sli}},
        {"name": "together", "objective": 99.9, "sli": {"composite": sli}},
        {"name": "by-events", "objective": 99.9, "by": ["region"], "sli": {"composite": volume}},
    ]
    found = steps(MINUTES)
    for outcome in measured(tmp_path, slos, stepped(found)):
        for at in AT:
            for window, seconds in WINDOWS.items():
                for region in ("eu", "us"):
                    own = {step: parts[region] for step, parts in found.items()}
                    pieces = [combined(formula, own, end) for end in bases(at, seconds)]
                    expect(outcome, ratio(window), at, mean(pieces), region=region)
                    expect(outcome, total(window), at, 1 / MINUTE, region=region)
                    weights = [own["front"].truth(end - BASE, end)[0] for end in bases(at, seconds)]
                    events = sum(weights)
                    weighed = sum(weight * one for weight, one in zip(weights, pieces, strict=True)) / events
                    expect(outcome, ratio(window), at, weighed, slo="by-events", region=region)
                    expect(outcome, total(window), at, events / seconds, slo="by-events", region=region)
                pieces = [
                    formula(known({step: together(parts.values(), end - BASE, end) for step, parts in found.items()}))
                    for end in bases(at, seconds)
                ]
                expect(outcome, ratio(window), at, mean(pieces), slo="together")


def combined(formula: Formula, parts: Mapping[str, Traffic], end: int) -> float:
    """What a composite makes of a base window; a part without events is left out."""
    return formula(known({step: part.truth(end - BASE, end) for step, part in parts.items()}))


def known(counted: Mapping[str, tuple[int, int]]) -> dict[str, float]:
    """The ratios of the parts that have one."""
    return {step: one for step, each in counted.items() if (one := share(each)) is not None}


def test_a_composite_of_idle_parts_is_no_data(tmp_path: Path) -> None:
    idle = {step: {"eu": traffic(MINUTES, lambda m: 0, lambda m: 0)} for step in STEPS}
    slos = [
        *parted(),
        {"name": "apart", "objective": 99.9, "by": ["region"], "sli": {"composite": COMPOSITES["journey"][0]}},
    ]
    for outcome in measured(tmp_path, slos, stepped(idle)):
        expect(outcome, total("5m"), AT[0], 0, region="eu")
        expect(outcome, ratio("5m"), AT[0], None, region="eu")
