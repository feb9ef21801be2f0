"""A page of a service whose dependency fails says so: whoever is woken asks first whether it is theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from avionics.app.compile import compile_project
from rules.projects import TODAY, write
from rules.promtool import Case, only, run
from rules.shapes import OBJECTIVE, SLIS

NEEDED = {"bank": ("P", "D-P"), "dns": ("P",), "abroad": ("D-P",), "mailer": ("P",), "unmeasured": ("P",)}
"""The services beside the shop, and where they run."""
ALERT = "ShopApartBudgetBurn"
LATE = "What it needs burns too, in times the allowed rate: "


def objective(name: str, **fields: Any) -> dict[str, Any]:
    return {"name": name, "objective": OBJECTIVE, "sli": SLIS["errors"], **fields}


def rules(root: Path, slo: dict[str, Any], *hard: str, beside: Sequence[dict[str, Any]] = (), **service: Any) -> str:
    """The alert of a shop that needs these, and the mailer softly, in production; it has objectives `beside` this."""
    for name, environments in NEEDED.items():
        slos = [] if name == "unmeasured" else [objective("open"), objective("quick")]
        for one in slos:
            one["sli"] = {"ratio": {part: f"{name}_{one['name']}_{part}" for part in ("total", "errors")}}
        write(root, slos, [], {"name": name, "title": name, "environments": list(environments)})
    needs = [{"service": name, "impact": "hard"} for name in hard] + [{"service": "mailer", "impact": "soft"}]
    write(root, [*(beside or [objective("one")]), slo], [], {"dependsOn": needs, **service})
    done = compile_project(str(root), today=TODAY, targets=("prometheus",))
    assert not done.failed, done.findings
    (text,) = [each.content.decode() for each in done.artifacts if each.path == "prometheus/P/shop.yaml"]
    return only(text, ALERT)


def said(root: Path, text: str, parts: dict[str, float] | None = None, **burning: float) -> str:
    """What the alert says while these objectives, as `service_slo`, burn that many times as fast as allowed, and this
    share of `parts` is bad.
    """
    own = '{environment="P",service="shop",slo="apart"}'
    failing = {"error:ratio_rate1h": 0.5, "error:ratio_rate5m": 0.5, "errors:increase1h": 90}
    failing["effective_failures:increase1h"] = 90
    series = {f"slo:sli_{name}{own}": f"{value}x3" for name, value in failing.items()}
    series |= {f"slo:sli_error:ratio_rate1h{labels}": f"{share}x3" for labels, share in (parts or {}).items()}
    for key, rate in burning.items():
        service, _, slo = key.partition("_")
        for environment, times in (("P", rate), ("D-P", rate * 1000)):
            labels = f'environment="{environment}",service="{service}",slo="{slo}"'
            series[f'slo:current_burn_rate:ratio{{{labels},region="eu"}}'] = f"{times}x3"
            series[f'slo:current_burn_rate:ratio{{{labels},region="us"}}'] = "0x3"
    texts = {
        firing.annotations["description"]
        for outcome in run(root, text, [Case("burns", series, alerts=[(ALERT, 60)])])
        for firing in outcome.firing(ALERT, 60, window="1h")
    }
    (told,) = texts
    assert not re.search("<error|<no value>", told), told
    return told


@pytest.mark.parametrize(
    ("burning", "told"),
    [
        ({}, ""),
        ({"bank_open": 6, "dns_open": 1}, ""),  # of what burns no faster nobody is woken
        ({"mailer_open": 900, "unmeasured_open": 900, "abroad_open": 900}, ""),  # not what it needs there
        ({"bank_open": 500}, "bank/open 500"),
        (
            {"dns_open": 6.5, "bank_open": 20, "bank_quick": 7.25, "dns_quick": 6.25},
            "bank/open 20, bank/quick 7, dns/open 6",
        ),
    ],
)
def test_what_is_needed_and_burns_is_told_the_three_worst(tmp_path, burning, told):
    text = said(tmp_path, rules(tmp_path, objective("apart"), "bank", "dns", "abroad", "unmeasured"), **burning)
    before, here, after = text.partition(LATE)
    assert bool(here) == bool(told), text
    assert after == (f"{told}. It does not fire below 3 failures in 1h." if told else "")
    assert before.startswith("50% of events in the last 1h failed;"), text


@pytest.mark.parametrize("hard", [(), ("abroad", "unmeasured")])
def test_who_needs_nothing_measured_is_told_nothing(tmp_path, hard):
    assert LATE not in rules(tmp_path, objective("apart"), *hard)


def test_a_composite_tells_of_its_parts_instead(tmp_path):
    parts = {"composite": {"worst": ["shop/one", "bank/open"]}}
    text = rules(tmp_path, objective("apart", sli=parts), "bank", environments=["P"])
    assert "Its parts in the last 1h" in text
    assert LATE not in text


def test_a_part_kept_apart_is_told_with_the_group_that_is_worst(tmp_path):
    """Of all that `one` counts a hundredth is bad; who reads 40 % must know that it is one region."""
    slo = objective("apart", sli={"composite": {"worst": ["shop/one", "shop/two", "bank/open"]}})
    beside = [objective("one", by=["region"]), objective("two")]
    text = rules(tmp_path, slo, "bank", beside=beside, environments=["P"])
    group = '{{environment="P",service="shop",slo="one",region="{}"}}'
    told = said(
        tmp_path,
        text,
        {
            group.format("eu"): 0.4,
            group.format("us"): 0.001,
            '{environment="P",service="shop",slo="two"}': 0,
            '{environment="P",service="bank",slo="open"}': 0.1,
        },
    )
    parts = "Its parts in the last 1h, worst first: shop/one (40% bad, region eu), bank/open (10% bad)."
    assert parts in told
