"""The scenes in which an alert must be silent: clearly below its burn rate, whatever the catalogue and base window."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from avionics.app.compile import compile_project
from avionics.plan.objectives.objective import objective
from avionics.plan.objectives.windows import catalogues
from avionics.proof.traffic.given import TooMany
from avionics.proof.traffic.scenes import outage
from avionics.proof.traffic.story import facts_of, story
from proof.projects import TINY, TODAY

CLEARLY = 0.985
"""98 %, in three digits."""
BY_NUMBER = ("failure", "due after", "keep_firing_for")
"""Scenes that are silent for want of failures, or until a time that they name."""
BASES = [base for base in range(4, 1801) if 1800 % base == 0]


@pytest.fixture(scope="module")
def known():
    done = compile_project(str(TINY), today=TODAY)
    plan = done.outcomes["checkout"].plan
    return plan.service.slos[0], plan.environments[0].environment, done.catalog


def told(known, period, base):
    """Each tier's facts and story, as told from raw series and from pairs."""
    slo, environment, catalog = known
    scrape = max(1, base // 5)
    timed = replace(catalog.project, base_window=base, scrape_interval=scrape, evaluation_interval=scrape)
    aim = objective("checkout", replace(slo, window=period), environment, replace(catalog, project=timed))
    for tier in aim.shaped:
        long = next(measure for measure in aim.measures if measure.name == tier.long)
        for raw in (False, True)[: 1 + long.fresh]:
            try:
                facts = facts_of(aim, tier, long, raw=raw)
            except TooMany:
                continue
            yield tier, facts, story(facts, outage if raw else None)


def above(facts, traffic, end):
    """By how much the lower of both windows' error ratios is above what is tolerated."""
    windows = (traffic.window(end, window) for window in (facts.long, facts.short))
    return min(bad / events if events else 0 for events, bad in windows) / facts.threshold


@pytest.mark.parametrize("period", catalogues())
@pytest.mark.parametrize("base", BASES)
def test_what_must_be_silent_is_clearly_below_the_burn_rate(period, base, known):
    found = [
        (tier.long, scene.claim, round(over, 4))
        for tier, facts, made in told(known, period, base)
        for scene, end in made.scenes
        if not scene.fires and not any(text in scene.claim for text in BY_NUMBER)
        if (over := above(facts, made.traffic, end)) > CLEARLY
    ]
    assert found == []
