"""No alert comes later than the same tier over raw series would, the shape that Sloth emits, by more than is promised.

Both are given the same samples. The raw shape is counted here: at every evaluation the bad events over all events
between the samples in both windows. Ours is replayed, which `test_simulated_outages` holds to promtool.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from avionics.app.compile import compile_project
from avionics.app.replayed import replayed
from avionics.app.simulate.fed import Fed
from avionics.app.simulate.outages import Tried, detected
from rules.projects import TODAY, write
from rules.shapes import BUDGET, OBJECTIVE, SLIS

HOUR, DAY = 3_600, 86_400
RATE = Fraction(97, 10)
WINDOWS = {"5m": 300, "10m": 600, "15m": 900, "30m": 1_800, "1h": HOUR, "2h": 2 * HOUR, "6h": 6 * HOUR,
           "12h": 12 * HOUR, "18h": 18 * HOUR, "1d": DAY, "3d": 3 * DAY, "9d": 9 * DAY}  # fmt: skip
BEGINNINGS = (0, 60, 180, 1_020, 1_740, 2_520, 3_540)
"""Seconds after a full hour: before and after the edges of tiles, and in between."""
CATALOGUES = ("2h", "6h", "12h", "1d", "3d", "7d", "30d", "90d", "365d")
BASES = [("15s", "1m", 15), ("30s", "2m", 30), ("30s", "3m", 30), ("15s", "5m", 15), ("1m", "10m", 60)]


def over_raw_series(burn: Fraction, long: int, short: int, share: Fraction, scrape: int) -> int:
    """Seconds from the beginning of an outage, right after a scrape, until both windows are seen to burn."""
    for evaluation in count(1):
        newest = (evaluation * scrape - scrape // 2) // scrape  # samples fall in the middle between evaluations
        held = [min(newest, window // scrape - 1) for window in (long, short)]  # increases since it began
        increases = [window // scrape - 1 for window in (long, short)]
        if all(Fraction(bad, all_) * share > burn for bad, all_ in zip(held, increases, strict=True)):
            return evaluation * scrape - scrape // 2
    raise AssertionError("never")


def tiers(period: str, **rules: str) -> list[Tried]:
    """The tiers of an objective of that period."""
    slo = {"name": "together", "objective": OBJECTIVE, "window": period, "sli": SLIS["errors"]}
    with TemporaryDirectory() as folder:
        write(Path(folder), [slo], [], {}, rules)
        shop = replayed(compile_project(folder, today=TODAY, targets=("prometheus",)), "shop/together", "P")
    return [Tried(shop.aim, tier, Fed(shop.book, shop.aim.scrape, RATE)) for tier in shop.aim.tiers]


def held(tried: Tried, scrape: int) -> None:
    """For a total outage, a tenth, and errors just above the burn rate, whenever they begin."""
    long, short = WINDOWS[tried.tier.long], WINDOWS[tried.tier.short]
    burn = Fraction(str(tried.tier.burn_rate(tried.aim.slo.window))) * Fraction(str(BUDGET))
    allowed = scrape if long <= HOUR else long // 100
    for share in (Fraction(1), Fraction(1, 10), burn * Fraction(102, 100)):
        raw = over_raw_series(burn, long, short, share, scrape)
        for late in BEGINNINGS if long < 3 * DAY else BEGINNINGS[1::3]:
            found = detected(tried, share, late // scrape * scrape)
            assert found is not None, f"{tried.tier.long} never fires at {float(share):.2%}"
            said = (
                f"{tried.tier.long} at {float(share):.2%}, {late} s after the hour: {found} s, over raw series {raw} s"
            )
            assert found <= raw + allowed, said


@pytest.mark.parametrize("period", CATALOGUES)
def test_tiers_of_every_catalogue(period: str) -> None:
    for tried in tiers(period):
        held(tried, 60)


@pytest.mark.parametrize(("scrape", "base", "every"), BASES)
def test_pages_whatever_the_base_window(scrape: str, base: str, every: int) -> None:
    rules = {"scrapeInterval": scrape, "evaluationInterval": scrape, "baseWindow": base}
    for tried in tiers("30d", **rules)[:2]:
        held(tried, every)
