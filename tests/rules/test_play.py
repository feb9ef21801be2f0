"""Series that are made up for an SLI make the traffic they were made for, in the rules that were compiled from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from avionics.promql.text.edit import with_matchers
from avionics.registry import unit
from avionics.slis.example import NoExample
from avionics.slis.play import Scrapes, Traffic
from rules.projects import compiled
from rules.promtool import Case, run

AT = 7200
EDGE = 0.04
"""Samples lie on the edges of the window, where the older promtool counts one more of 45; and a counter is born with
its first event, which nobody sees."""

HISTOGRAM = 'seconds{job="shop",path!~"/(health|ready)z?"}'
RECORDS = ("slo:sli_total:rate1h", "slo:sli_errors:rate1h", "slo:sli_error:ratio_rate1h")

SLIS: dict[str, dict[str, Any]] = {
    "errors": {"ratio": {
        "total": 'requests_total{job="shop",code!~"4.."}', "errors": 'requests_total{job="shop",code=~"5.."}',
    }},
    "good": {"ratio": {
        "total": 'requests_total{job=~"shop-[a-z]+",code=~"2..|5.."}', "good": 'requests_total{code=~"2..|3.."}',
    }},
    "apart": {"ratio": {"total": "jobs_total", "errors": 'failed_jobs_total{reason!=""}'}},
    "lists": {"ratio": {"total": ["sent_total", "refused_total"], "errors": ["refused_total"]}},
    "narrow": {"ratio": {
        "total": ["sent_total", "refused_total"], "errors": ['refused_total{final="yes"}', "lost_total"],
    }},
    "raw": {"raw": {
        "errorRatio": '(sum by (region) (rate(requests_total{job="shop",code=~"5.."}[$window]))'
        ' or 0 * sum by (region) (rate(requests_total{job="shop"}[$window])))'
        ' / sum by (region) (rate(requests_total{job="shop"}[$window]))',
        "weight": 'sum by (region) (rate(requests_total{job="shop"}[$window]))',
    }},
    "raw-apart": {"raw": {
        "errorRatio": "sum by (region) (increase(failed_total[$window]))"
        " / sum by (region) (increase(jobs_total[$window]))",
        "weight": "sum by (region) (rate(jobs_total[$window]))",
    }},
    "raw-sums": {"raw": {
        "errorRatio": "(sum by (region) (sum_over_time(errors_sum[$window]))"
        " or 0 * sum by (region) (sum_over_time(requests_sum[$window])))"
        " / sum by (region) (sum_over_time(requests_sum[$window]))",
        "weight": "sum by (region) (avg_over_time(requests_sum[$window])) / 60",
    }},
    "latency": {"latency": {"histogram": HISTOGRAM, "threshold": "1s"}},
    "milliseconds": {"latency": {"histogram": HISTOGRAM, "threshold": "1500ms", "unit": "milliseconds"}},
    "failed": {"errors_or_slow": {"histogram": HISTOGRAM, "threshold": "300ms", "errors": 'seconds{code=~"5.."}'}},
    "well": {"errors_or_slow": {"histogram": HISTOGRAM, "threshold": "300ms", "good": 'seconds{code!~"5.."}'}},
    "probe": {"probe": 'probe_success{job="shop"}'},
    "one-probe": {"probe": 'up{instance="a",target="b",probe="c",path="d",target_1="e"}'},
    "one-gauge": {"gauge": {"metric": 'members{instance="a",target="b",pod="c",shard="d"}', "atLeast": 3}},
    "one-timestamp": {"freshness": {"timestamp": 'done_seconds{instance="a",pod="b",shard="c"}', "threshold": "2h"}},
    "at-most": {"gauge": {"metric": "age_seconds", "atMost": 600}},
    "at-least": {"gauge": {"metric": "members", "atLeast": 3}},
    "freshness": {"freshness": {"timestamp": "last_success_seconds", "threshold": "2h", "unit": "milliseconds"}},
}  # fmt: skip


@pytest.mark.parametrize("name", SLIS)
def test_what_is_played_is_measured(name: str, tmp_path: Path) -> None:
    """In the hour that is looked at, first 45 minutes of 8 events of which 1.6 are bad, then 15 without any event."""
    ((kind, sli),) = SLIS[name].items()
    events, bad = (1, 0.2) if kind == "freshness" else (8, 1.6)
    traffic = Traffic((Scrapes(60, events, 0), Scrapes(45, events, bad), Scrapes(30, 0, 0)), 60)
    played = unit(f"slis/{kind}", "play").play(sli, traffic, ("region",))
    assert all('region="' in one for one in played)
    series = {with_matchers(one, (("environment", '="P"'),)): values for one, values in played.items()}
    rules = compiled([{"name": name, "objective": 99, "by": ["region"], "sli": SLIS[name]}]).live["P"]
    case = Case("all", series, [(record, AT) for record in RECORDS])
    for outcome in run(tmp_path, rules, [case]):
        total, errors, ratio = (outcome.value(record, AT) for record in RECORDS)
        assert total == pytest.approx(events * 45 / 3600, rel=EDGE), f"{outcome}: {name} has {total} events a second"
        assert errors == pytest.approx(bad * 45 / 3600, rel=EDGE, abs=0.5 / 3600), (
            f"{outcome}: {name} has {errors} bad a second"
        )
        assert ratio == pytest.approx(bad / events, rel=0.06), f"{outcome}: {name} is {ratio}"


REFUSED: dict[str, tuple[str, Any]] = {
    "native": ("latency", {"histogram": "x", "threshold": "1s", "native": True}),
    "more": ("freshness", {"timestamp": "x", "threshold": "1h"}),
    "not a part": ("errors_or_slow", {"histogram": "x", "threshold": "1s", "errors": "y"}),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_played_says_why(why: str) -> None:
    kind, sli = REFUSED[why]
    with pytest.raises(NoExample, match=why):
        unit(f"slis/{kind}", "play").play(sli, Traffic((Scrapes(10, 5, 1),), 60), ())


def test_a_hair_more_events_are_no_further_target_of_a_probe() -> None:
    """Events a second times the seconds between scrapes: 31 may be 31.000000000000004."""
    traffic = Traffic((Scrapes(10, 31.000000000000004, 1),), 30)
    assert len(unit("slis/probe", "play").play('probe_success{job="shop"}', traffic, ())) == 31
    assert (
        len(unit("slis/probe", "play").play('probe_success{job="shop"}', Traffic((Scrapes(1, 1.5, 1),), 30), ())) == 2
    )
