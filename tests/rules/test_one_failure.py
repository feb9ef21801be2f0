"""One failed request pages nobody, however much it weighs; an outage does. All from raw series."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rules.projects import compiled
from rules.promtool import Case, run

MINUTE = 60
BEGINS = 64
"""The minute at which logins fail, one in six minutes."""


def ratio(name: str) -> dict[str, Any]:
    """The objective over one counter."""
    total = f'{name}_total{{job="shop"}}'
    return {"ratio": {"total": total, "errors": total.replace("}", ',code="500"}')}}


def objectives(form: str, by: str = "") -> list[dict[str, Any]]:
    """A busy objective, one of ten events an hour, and one that is made of them; kept apart by a label, if any."""
    errors, total = (f"sum by ({by}) (rate(logins_total{{{code}}}[$window]))" for code in ('code="500"', ""))
    made = {
        "journey": {"composite": {"journey": ["shop/busy", "shop/login"]}},
        "journey by volume": {"composite": {"journey": ["shop/busy", "shop/login"], "volume": "shop/busy"}},
        "worst": {"composite": {"worst": ["shop/busy", "shop/login"]}},
        "weighted by volume": {"composite": {"weighted": {"shop/busy": 1, "shop/login": 9}, "volume": "shop/busy"}},
        "raw": {"raw": {"errorRatio": f"({errors} or 0 * {total}) / {total}"}},
    }
    apart = {"by": [by]} if by else {}
    return [
        {"name": name, "objective": 99.9, "sli": sli, "alerting": {"disable": ["1d", "3d"]}, **apart}
        for name, sli in (("busy", ratio("requests")), ("login", ratio("logins")), ("made", made[form]))
    ]


def scraped(failing: int) -> dict[str, str]:
    """A thousand requests a minute, of which a few fail, and a login every six, of which so many fail from then on."""
    good = bad = 0
    logins: list[tuple[int, int]] = []
    for minute in range(BEGINS + 60):
        if minute % 6 == BEGINS % 6:
            fails = minute >= BEGINS and bad < failing
            good, bad = good + (not fails), bad + fails
        logins.append((good, bad))
    series = {
        "requests_total": (f"0+1000x{len(logins)}", " ".join(str(at // 2) for at in range(len(logins)))),
        "logins_total": tuple(" ".join(str(pair[at]) for pair in logins) for at in range(2)),
    }
    return {
        f'{name}{{job="shop",environment="P",failing="{failing}",code="{code}"}}': values
        for name, both in series.items()
        for code, values in zip(("200", "500"), both, strict=True)
    }


@pytest.mark.parametrize(
    "form", ["journey", "journey by volume", "worst", "weighted by volume", "raw"]
)  # fmt: skip
def test_one_failure_is_nobodys_business_and_an_outage_is(form: str, tmp_path: Path) -> None:
    rules = compiled(objectives(form, "failing")).live["P"]
    looks = [("ShopMadeBudgetBurn", at * MINUTE) for at in range(BEGINS - 4, BEGINS + 60)]
    latest = 18 if form == "raw" else 14  # of base windows with failures the third ends later
    for outcome in run(tmp_path, rules, [Case("1 and 10 failing", scraped(1) | scraped(10), (), looks)]):
        one, ten = (
            [at // MINUTE - BEGINS for name, at in looks if outcome.firing(name, at, severity="page", failing=failing)]
            for failing in ("1", "10")
        )
        assert not one, f"{outcome}: one of ten logins an hour failed, and it paged at minutes {one} after it"
        assert ten, f"{outcome}: every login fails"
        assert ten[0] <= latest, f"{outcome}: one fails each 6 minutes, the third 12 minutes after the first: {ten}"


@pytest.mark.parametrize("form", ["journey", "journey by volume", "worst"])
def test_a_composite_is_noticed_with_its_part(form: str, tmp_path: Path) -> None:
    rules = compiled(objectives(form)).live["P"]
    series = {
        'requests_total{job="shop",environment="P",code="200"}': f"0+60x{BEGINS} {BEGINS * 60}x60",
        'requests_total{job="shop",environment="P",code="500"}': f"0x{BEGINS} 60+60x60",
        'logins_total{job="shop",environment="P",code="200"}': f"0+60x{BEGINS + 61}",
    }
    names = ("ShopBusyBudgetBurn", "ShopMadeBudgetBurn")
    looks = [(name, at * MINUTE) for name in names for at in range(BEGINS, BEGINS + 8)]
    for outcome in run(tmp_path, rules, [Case("all requests fail", series, (), looks)]):
        paged = [(name, at // MINUTE - BEGINS) for name, at in looks if outcome.firing(name, at, severity="page")]
        part, made = ([after for one, after in paged if one == name] for name in names)
        assert part, "every request fails, and the part itself pages"
        assert made, "every request fails, and the composite pages"
        assert made[0] <= part[0] + 1, f"the part pages {part[0]} m after the outage began, the composite {made[0]} m"


@pytest.mark.parametrize("form", ["journey", "journey by volume", "worst"])
def test_one_failure_hides_no_outage_elsewhere(form: str, tmp_path: Path) -> None:
    """A thousand requests a minute, of which two in a hundred fail, and a login that fails in between."""
    rules = compiled(objectives(form)).live["P"]
    series = {
        'requests_total{job="shop",environment="P",code="200"}': f"0+1000x{BEGINS} {BEGINS * 1000}+980x60",
        'requests_total{job="shop",environment="P",code="500"}': f"0x{BEGINS} 20+20x60",
        'logins_total{job="shop",environment="P",code="200"}': f"0x{BEGINS + 61}",
        'logins_total{job="shop",environment="P",code="500"}': f"0x{BEGINS + 9} 1x51",
    }
    looks = [(name, (BEGINS + at) * MINUTE) for name in ("ShopBusyBudgetBurn", "ShopMadeBudgetBurn") for at in (50, 55)]
    for outcome in run(tmp_path, rules, [Case("two in a hundred", series, (), looks)]):
        for name, at in looks:
            assert outcome.firing(name, at, severity="page"), (
                f"{name} is silent {at // MINUTE - BEGINS} m after it began"
            )


@pytest.mark.parametrize("form", ["journey", "worst", "weighted"])
def test_timed_parts_make_one_failure_a_base_window_however_much_fails(form: str, tmp_path: Path) -> None:
    """All of both fails: in any hour there are twelve failures of equal weight, as there are twelve base windows."""
    parts = ["shop/one", "shop/two"]
    timed = []
    for name in ("one", "two"):
        total, bad = (f'sum(rate(tries_total{{of="{name}"{code}}}[$window]))' for code in ("", ',code="500"'))
        timed.append({"name": name, "objective": 99.9, "sli": {"raw": {"errorRatio": f"{bad} / {total}"}}})
    made = {"composite": {form: dict.fromkeys(parts, 1) if form == "weighted" else parts}}
    rules = compiled([*timed, {"name": "made", "objective": 99.9, "sli": made}]).live["P"]
    series = {
        f'tries_total{{of="{name}",environment="P",code="500"}}': f"0+{each}x200"
        for name, each in (("one", 7), ("two", 900))
    }
    found = 'slo:sli_effective_failures:increase1h{slo="made"}'
    for outcome in run(tmp_path, rules, [Case("all fail", series, [(found, 180 * MINUTE)])]):
        assert outcome.value(found, 180 * MINUTE) == pytest.approx(12), f"{outcome}: {form}"
