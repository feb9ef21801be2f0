"""What is simulated of a tier is what promtool sees when it runs the compiled rules on the same outage."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from avionics.app.compile import compile_project
from avionics.app.replayed import Replayed, replayed
from avionics.app.simulate.outages import Tried, noticed
from avionics.replay.rulebook import rulebook
from rules.projects import TODAY, compiled, write
from rules.promtool import Case, only, run
from rules.shapes import OBJECTIVE, SLIS
from rules.traffic import requests, traffic

ALERT = "ShopTogetherBudgetBurn"
SCRAPE = 60
EVERY = {"1h": 60, "6h": 60, "1d": 240, "3d": 240}
"""Seconds between evaluations; days at a quarter of the cost. promtool evaluates every group so."""

OUTAGES = {"all": Fraction(1), "a tenth": Fraction(1, 10), "a hundredth": Fraction(1, 100), "slow": Fraction(2, 1000)}
RATES = {"busy": Fraction(10), "quiet": Fraction(10, 3600)}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Replayed:
    folder = tmp_path_factory.mktemp("shop")
    write(folder, [slo()], [], {})
    return replayed(compile_project(str(folder), today=TODAY, targets=("prometheus",)), "shop/together", "P")


def slo() -> dict[str, object]:
    return {"name": "together", "objective": OBJECTIVE, "sli": SLIS["errors"]}


def tried(shop: Replayed, window: str, rate: Fraction) -> Tried:
    """The tier, its groups evaluated as promtool does."""
    groups = [replace(group, interval=EVERY[window]) for group in shop.plan.groups]
    aim = replace(shop.aim, interval=EVERY[window])
    (tier,) = [tier for tier in aim.tiers() if tier.long == window]
    return Tried(aim, tier, rulebook(groups, "together"), rate)


def counted(scrape: int, rate: Fraction) -> int:
    """Events since the beginning; whole ones."""
    return int(rate * SCRAPE * scrape)


def series(rate: Fraction, share: Fraction, begins: int, ends: int, until: int) -> dict[str, str]:
    """The counters of a service of which a share fails between two scrapes."""

    def bad(scrape: int) -> int:
        return int(share * (counted(min(max(scrape, begins), ends), rate) - counted(begins, rate)))

    part = traffic(
        until,
        lambda minute: counted(minute, rate) - counted(minute - 1, rate),
        lambda minute: bad(minute) - bad(minute - 1),
    )
    return requests({"eu": part})


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("window", EVERY)
def test_promtool_sees_the_detection_and_the_reset_that_are_simulated(
    shop: Replayed, window: str, rate: str, tmp_path: Path
) -> None:
    each, every = tried(shop, window, RATES[rate]), EVERY[window]
    begins = (-(-each.long // 3600) + 2) * 60
    cases, expected = [], {}
    for name, share in OUTAGES.items():
        found = noticed(each, share)
        lasting = max(found.detection or each.long, each.short) // SCRAPE + 1
        lasting = -(-max(found.detection or each.long, each.short) // SCRAPE)
        since, over = begins * SCRAPE + SCRAPE // 2, (begins + lasting) * SCRAPE + SCRAPE // 2
        until = over + (found.reset or 0) + 5 * every
        looks = range(since // every * every, until, every)
        given = series(RATES[rate], share, begins, begins + lasting, until // SCRAPE + 1)
        cases.append(Case(name, given, alerts=[(ALERT, at) for at in looks], interval=SCRAPE // 2))
        if found.detection is None:
            expected[name] = []
        else:
            assert found.reset is not None
            expected[name] = [at for at in looks if since + found.detection <= at < over + found.reset]
    rules = only(compiled([slo()]).live["P"], *each.book.needed((each.alert,)), ALERT)
    for outcome in run(tmp_path, rules, cases, every):
        fired = sorted(at for _, at in outcome.alerts if outcome.firing(ALERT, at, window=window))
        wanted = expected[outcome.case]
        assert (fired[:1], fired[-1:]) == (wanted[:1], wanted[-1:]), f"{outcome}: {window}"
        assert fired == wanted, f"{outcome}: {window} fires with a gap that was not simulated"
