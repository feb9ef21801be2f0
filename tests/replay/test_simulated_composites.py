"""What is simulated of an objective that is made of others is what promtool sees, whichever of them fails."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from avionics.app.compile import compile_project
from avionics.app.replayed import replayed
from avionics.app.simulate.feeding import Told, feeding
from avionics.app.simulate.outages import Tried, detected, noticed
from avionics.replay import run as replays
from avionics.replay.evaluate import evaluate
from rules.projects import TODAY, compiled, write
from rules.promtool import Case, only, run
from rules.traffic import BASE, spaced

ALERT = "ShopMadeBudgetBurn"
SCRAPE = 60
BUSY, RARE = Fraction(97, 10), Fraction(10, 3600)
"""Events a second of a busy objective and of one of ten events an hour, whose ratio is raw and weighed by nothing."""


def ratio(name: str) -> dict[str, Any]:
    total = f'{name}_total{{job="shop"}}'
    return {"ratio": {"total": total, "errors": total.replace("}", ',code="500"}')}}


def raw(name: str) -> dict[str, Any]:
    errors, total = (f"sum(rate({name}_total{{{code}}}[$window]))" for code in ('code="500"', ""))
    return {"raw": {"errorRatio": f"({errors} or 0 * {total}) / {total}"}}


PARTS = ["shop/busy", "shop/login"]
FORMS: dict[str, dict[str, Any]] = {
    "journey": {"journey": PARTS},
    "journey by volume": {"journey": PARTS, "volume": "shop/busy"},
    "worst": {"worst": PARTS},
    "weighted": {"weighted": {"shop/busy": 1, "shop/login": 9}},
    "weighted by volume": {"weighted": {"shop/busy": 1, "shop/login": 9}, "volume": "shop/busy"},
    "of a composite": {"journey": ["shop/busy", "shop/both"], "volume": "shop/busy"},
}


def objectives(form: str) -> list[dict[str, Any]]:
    """The composite stands before one of its parts and behind the other."""
    made = {"composite": FORMS[form]} if form in FORMS else raw("logins")
    slis = {"busy": ratio("requests"), "made": made, "login": raw("logins")}
    if form == "of a composite":
        slis["both"] = {"composite": {"worst": PARTS}}
    return [{"name": name, "objective": 99.9, "sli": sli} for name, sli in slis.items()]


def tried(folder: Path, form: str, window: str, failing: str) -> Tried:
    """The tier of the composite."""
    write(folder, objectives(form), [], {})
    done = compile_project(str(folder), today=TODAY, targets=("prometheus",))
    chosen = replayed(done, "shop/made", "P")
    told = Told(None, {"shop/busy": BUSY, "shop/login": RARE}, failing) if form in FORMS else Told(RARE)
    (tier,) = [tier for tier in chosen.aim.tiers if tier.long == window]
    return Tried(chosen.aim, tier, feeding(chosen, done, told))


def events(rate: Fraction, scrape: int) -> int:
    """Whole ones, since the beginning."""
    return int(rate * SCRAPE * scrape)


def counters(name: str, rate: Fraction, share: Fraction, lasting: tuple[int, int], until: int) -> Mapping[str, str]:
    """Good and bad events of a service of which a share fails between two scrapes."""
    begins, ends = lasting
    bad = [int(share * (events(rate, min(max(at, begins), ends)) - events(rate, begins))) for at in range(until)]
    good = [events(rate, at) - failed for at, failed in enumerate(bad)]
    return {
        f'{name}_total{{job="shop",environment="P",code="{code}"}}': spaced(BASE + count for count in counts)
        for code, counts in (("200", good), ("500", bad))
    }


FAILS = {"shop/busy": ("requests",), "shop/login": ("logins",), "shop/both": ("requests",)}
"""Whose events are bad: of a composite those of its first part, which are bad wherever else they count."""
CASES = [
    # form, tier, what fails (all where nothing is named), share of it that is bad
    *((form, "1h", "shop/login", Fraction(1)) for form in FORMS),
    *((form, "1h", "shop/busy", Fraction(1, 10)) for form in ("journey", "worst", "weighted by volume")),
    ("of a composite", "6h", "shop/login", Fraction(1, 10)),
    ("of a composite", "1h", "shop/both", Fraction(1, 10)),
    ("weighted", "1h", "", Fraction(1)),
    ("raw", "1h", "", Fraction(1)),
]


@pytest.mark.parametrize(("form", "window", "failing", "share"), CASES)
def test_promtool_fires_in_the_minute_that_is_simulated(
    form: str, window: str, failing: str, share: Fraction, tmp_path: Path
) -> None:
    """And falls silent so: at every instant from the first failure until after the reset."""
    each = tried(tmp_path, form, window, failing)
    found = noticed(each, share)
    lasting = -(-max(found.detection or each.long, each.short) // SCRAPE)
    begins = (-(-each.long // 3600) + 2) * 60
    since, over = (at * SCRAPE + SCRAPE // 2 for at in (begins, begins + lasting))
    looks = range(since // SCRAPE * SCRAPE, over + (found.reset or 0) + 5 * SCRAPE, SCRAPE)
    given: dict[str, str] = {}
    for name, rate in (("requests", BUSY), ("logins", RARE)):
        fails = name in FAILS.get(failing, ("requests", "logins"))
        until = looks.stop // SCRAPE + 1
        given |= counters(name, rate, share if fails else Fraction(0), (begins, begins + lasting), until)
    case = Case(form, given, alerts=[(ALERT, at) for at in looks], interval=SCRAPE // 2)
    expected = [at for at in looks if found.detection and since + found.detection <= at < over + (found.reset or 0)]
    assert expected, "nothing fires, so nothing is compared"
    rules = only(compiled(objectives(form)).live["P"], *each.book.needed((each.alert,)), ALERT)
    for outcome in run(tmp_path, rules, [case], SCRAPE):
        fired = sorted(at for _, at in outcome.alerts if outcome.firing(ALERT, at, window=window))
        assert (fired[:1], fired[-1:]) == (expected[:1], expected[-1:]), f"{outcome}: {form}, {window}"
        assert fired == expected, f"{outcome}: {form}, {window} fires with a gap that was not simulated"


@pytest.mark.parametrize(("failing", "rate"), [("shop/busy", BUSY), ("shop/login", RARE)])
def test_failures_are_as_rare_as_what_fails(failing: str, rate: Fraction, tmp_path: Path) -> None:
    """What is up may have as few events as it likes: none of its failures are waited for."""
    assert tried(tmp_path, "worst", "1h", failing).fed.rare == rate


def test_parts_of_other_services_are_read_an_evaluation_later(tmp_path: Path) -> None:
    """Even where all are called alike. The group of the journey is evaluated before those of its parts here."""
    parts = {"logins": "pay", "requests": "mail"}
    slis = {"shop": {"composite": {"journey": ["mail/made", "pay/made"]}}}
    slis |= {service: ratio(metric) for metric, service in parts.items()}
    for service, sli in slis.items():
        write(tmp_path, [{"name": "made", "objective": 99.9, "sli": sli}], [], {"name": service})
    done = compile_project(str(tmp_path), today=TODAY, targets=("prometheus",))
    chosen = replayed(done, "shop/made", "P")
    each = Tried(chosen.aim, chosen.aim.tiers[0], feeding(chosen, done, Told(BUSY, failing="pay/made")))
    files = {each.path: yaml.safe_load(each.content) for each in done.artifacts if "prometheus/P/" in each.path}
    groups = [group for service in slis for group in files[f"prometheus/P/{service}.yaml"]["groups"]]
    rules = only(yaml.safe_dump({"groups": groups}), *each.book.needed((each.alert,)), ALERT)
    given: dict[str, str] = {}
    for name, service in parts.items():
        share = Fraction(int(service == "pay"), 10)
        given |= counters(name, BUSY, share, (180, 1 << 20), 240)
    looks = range(180 * SCRAPE, 239 * SCRAPE, SCRAPE)
    found = detected(each, Fraction(1, 10))
    for outcome in run(tmp_path, rules, [Case("a tenth", given, alerts=[(ALERT, at) for at in looks], interval=30)]):
        fired = min(at for _, at in outcome.alerts if outcome.firing(ALERT, at, window="1h"))
        assert fired - 180 * SCRAPE - SCRAPE // 2 == found, str(outcome)


@pytest.mark.parametrize("form", ["raw", "journey", "weighted by volume"])
def test_another_beginning_changes_no_more_than_is_said(form: str, tmp_path: Path) -> None:
    each = tried(tmp_path, form, "1h", "shop/login" if form in FORMS else "")
    told = noticed(each, Fraction(1))
    found = [detected(each, Fraction(1), late) for late in range(0, 360, 60)]
    assert None not in found
    assert max(abs((other or 0) - (told.detection or 0)) for other in found) <= told.within, (found, told)


def test_what_comes_before_an_outage_is_replayed_once_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hours in which all is well fill the windows: of a quarter, with a base window of 1m, they took 100 s."""
    each, hours = tried(tmp_path, "weighted", "6h", "shop/login"), []

    def watched(rule, reader, known):
        hours.append((reader.clock.count - len(known)) * reader.clock.step / 3600)
        return evaluate(rule, reader, known)

    monkeypatch.setattr(replays, "evaluate", watched)
    noticed(each, Fraction(1))
    assert max(hours) >= 8, "an outage begins after 8 hours in which all is well"
    hours.clear()
    noticed(each, Fraction(1, 2))
    assert hours, "another one is replayed as well"
    assert max(hours) < 8, "and what came before is known"
