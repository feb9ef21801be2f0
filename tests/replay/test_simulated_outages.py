"""What is simulated of a tier is what promtool sees when it runs the compiled rules on the same outage."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from avionics.app.compile import compile_project
from avionics.app.replayed import Replayed, replayed
from avionics.app.simulate.fed import Fed
from avionics.app.simulate.outages import Tried, detected, noticed
from avionics.replay.clock import Clock
from avionics.replay.rulebook import rulebook
from avionics.replay.traffic import Outage, sources
from rules.projects import TODAY, compiled, write
from rules.promtool import Case, only, run
from rules.shapes import OBJECTIVE, SLIS
from rules.traffic import Traffic, probes, requests, traffic

ALERT = "ShopApartBudgetBurn"
SCRAPE = 60
OUTAGES = {"all": Fraction(1), "a tenth": Fraction(1, 10), "a hundredth": Fraction(1, 100), "slow": Fraction(2, 1000)}
BUSY, QUIET = Fraction(97, 10), Fraction(10, 3600)
"""Events a second. Not so round that a window fills up exactly to a threshold, where the last bit decides."""
SLO = {"name": "apart", "objective": OBJECTIVE, "by": ["region"], "sli": SLIS["errors"]}
"""So that promtool plays outages side by side, each in a region: rules cost as much for several as for one."""
CASES = [
    # window, seconds between evaluations, outages by events a second: those that few requests hide beside those of a
    # busy service; and evaluations that are no scrapes apart
    ("1h", 60, {BUSY: list(OUTAGES), QUIET: ["all", "a tenth"]}),
    ("1h", 20, {BUSY: ["all", "a tenth"]}),
    ("6h", 60, {BUSY: list(OUTAGES), QUIET: ["all", "a tenth"]}),
    ("1d", 300, {BUSY: ["all", "a tenth", "a hundredth"], QUIET: ["a hundredth"]}),
    ("3d", 300, {BUSY: ["all", "slow"]}),
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Replayed:
    folder = tmp_path_factory.mktemp("shop")
    write(folder, [SLO], [], {})
    return replayed(compile_project(str(folder), today=TODAY, targets=("prometheus",)), "shop/apart", "P")


def tried(shop: Replayed, window: str, rate: Fraction, every: int = 60) -> Tried:
    """The tier, its groups evaluated as promtool does."""
    groups = [replace(group, interval=every) for group in shop.plan.groups]
    aim = replace(shop.aim, interval=every)
    (tier,) = [tier for tier in aim.tiers if tier.long == window]
    return Tried(aim, tier, Fed(rulebook(groups, "shop/apart"), SCRAPE, rate))


def counted(scrape: int, rate: Fraction) -> int:
    """Events since the beginning; whole ones."""
    return int(rate * SCRAPE * scrape)


def events(rate: Fraction, share: Fraction, begins: int, ends: int, until: int) -> Traffic:
    """The traffic of a service of which a share fails between two scrapes."""

    def bad(scrape: int) -> int:
        return int(share * (counted(min(max(scrape, begins), ends), rate) - counted(begins, rate)))

    return traffic(
        until,
        lambda minute: counted(minute, rate) - counted(minute - 1, rate),
        lambda minute: bad(minute) - bad(minute - 1),
    )


@pytest.mark.parametrize(("window", "every", "outages"), CASES)
def test_promtool_sees_the_detection_and_the_reset_that_are_simulated(
    shop: Replayed, window: str, every: int, outages: dict[Fraction, list[str]], tmp_path: Path
) -> None:
    """At every instant from the first failure until after the reset: within one evaluation would be within these."""
    given, fires, needed = {}, {}, set()
    for rate, name in ((rate, name) for rate, names in outages.items() for name in names):
        each = tried(shop, window, rate, every)
        needed.update(each.book.needed((each.alert,)))
        found = noticed(each, OUTAGES[name])
        begins = (-(-each.long // 3600) + 2) * 60
        lasting = -(-max(found.detection or each.long, each.short) // SCRAPE)
        since, over = (at * SCRAPE + SCRAPE // 2 for at in (begins, begins + lasting))
        region = f"{name} of {float(rate):.3g}"
        given[region] = partial(events, rate, OUTAGES[name], begins, begins + lasting)
        ends = over + (found.reset or 0)
        fires[region] = range(since + found.detection if found.detection else ends, ends)
    looks = range(since // every * every, max(each.stop for each in fires.values()) + 5 * every, every)
    parts = {region: made(looks.stop // SCRAPE + 1) for region, made in given.items()}
    case = Case("outages", requests(parts), alerts=[(ALERT, at) for at in looks], interval=SCRAPE // 2)
    expected = {region: [at for at in looks if at in firing] for region, firing in fires.items()}
    assert any(expected.values()), "nothing fires, so nothing is compared"
    for outcome in run(tmp_path, only(compiled([SLO]).live["P"], *needed, ALERT), [case], every):
        for region, wanted in expected.items():
            fired = [at for at in looks if outcome.firing(ALERT, at, window=window, region=region)]
            assert (fired[:1], fired[-1:]) == (wanted[:1], wanted[-1:]), f"{outcome}: {window}, {region}"
            assert fired == wanted, f"{outcome}: {window}, {region} fires with a gap that was not simulated"


@pytest.mark.parametrize("window", ["1h", "6h", "1d", "3d"])
@pytest.mark.parametrize("share", OUTAGES.values(), ids=OUTAGES)
def test_another_beginning_changes_no_more_than_is_said(shop: Replayed, window: str, share: Fraction) -> None:
    each = tried(shop, window, BUSY)
    told = noticed(each, share)
    found = [detected(each, share, late) for late in (60, 240, 420, 1260, 1740, 2520)]
    if told.detection is None:
        assert found == [None] * len(found)
        return
    assert max(abs(other - told.detection) for other in found if other is not None) <= told.within
    assert None not in found


def test_few_requests_are_noticed_within_what_is_said_as_well(shop: Replayed) -> None:
    """Ten an hour, all of which fail: the third fails 12 to 18 minutes after the beginning."""
    each = tried(shop, "1h", QUIET)
    told = noticed(each, Fraction(1))
    found = [detected(each, Fraction(1), late) for late in range(0, 360, 60)]
    assert [each for each in found if each is None or not 720 <= each <= 1170] == []
    assert max(abs(other - told.detection) for other in found) <= told.within


def test_a_probe_is_an_event_for_each_scrape(tmp_path: Path) -> None:
    """One target, down for good: promtool fires when the simulation does."""
    slo = {**SLO, "sli": SLIS["probe"]}
    write(tmp_path, [slo], [], {})
    shop = replayed(compile_project(str(tmp_path), today=TODAY, targets=("prometheus",)), "shop/apart", "P")
    assert shop.book.counts_samples()
    each = tried(shop, "1h", Fraction(1, SCRAPE))
    found = detected(each, Fraction(1))
    down = traffic(200, lambda minute: 1, lambda minute: int(minute > 180))
    looks = range(180 * SCRAPE, 199 * SCRAPE, SCRAPE)
    case = Case("down", probes({"eu": down}), alerts=[(ALERT, at) for at in looks], interval=SCRAPE // 2)
    rules = only(compiled([slo]).live["P"], *each.book.needed((each.alert,)), ALERT)
    for outcome in run(tmp_path, rules, [case]):
        fired = min(at for _, at in outcome.alerts if outcome.firing(ALERT, at, window="1h"))
        assert fired - 180 * SCRAPE - SCRAPE // 2 == found, str(outcome)


@pytest.mark.parametrize("rate", [Fraction(7), QUIET])
@pytest.mark.parametrize("every", [20, 30, 60])
def test_pairs_are_what_promtool_records(shop: Replayed, every: int, rate: Fraction, tmp_path: Path) -> None:
    """While a third fails, 65 minutes after the first scrape; every 30 s a scrape and an evaluation are at once."""
    each = tried(shop, "1h", rate, every)
    metrics = [metric for metric in each.book.everything() if each.book.is_source(metric)]
    outage = Outage(rate, Fraction(1, 3), SCRAPE, 65, 72)
    clock = Clock(0, every, 80 * SCRAPE // every)
    made = sources(outage, tuple(metrics), clock)
    queries = [(metric, at) for metric in metrics for at in range(62 * SCRAPE, 80 * SCRAPE, every)]
    case = Case("pairs", requests({"eu": events(rate, Fraction(1, 3), 65, 72, 81)}), queries, interval=SCRAPE // 2)
    for outcome in run(tmp_path, only(compiled([SLO]).live["P"], *metrics), [case], every):
        found = {(metric, at): made[metric][at // every] for metric, at in queries}
        wrong = {
            query: (value, outcome.value(*query))
            for query, value in found.items()
            if value != pytest.approx(outcome.value(*query), rel=1e-12)
        }
        assert wrong == {}, f"{outcome}: simulated, recorded"
