"""Series that are made up for an SLI make the traffic they were made for, in the rules that were compiled from it."""

from __future__ import annotations

import math
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml

from avionics.promql.edit import Around, within
from avionics.registry import unit, units
from avionics.slis.played import Unplayable, found_by, text
from rules.projects import compiled
from rules.promtool import Case, only, run

STEP = 60
AT = 7200
AROUND = Around((("environment", '="P"'),), (("environment", '="P"'),))
HISTOGRAM = 'seconds{job="shop",path!~"/(health|ready)z?"}'

SLIS: dict[str, dict[str, Any]] = {
    "errors": {"ratio": {
        "total": 'requests_total{job="shop",code!~"4.."}', "errors": 'requests_total{job="shop",code=~"5.."}',
    }},
    "good": {"ratio": {
        "total": 'requests_total{job=~"shop-[a-z]+",code=~"[2-5].."}', "good": 'requests_total{code=~"2..|3.."}',
    }},
    "apart": {"ratio": {"total": "jobs_total", "errors": 'failed_jobs_total{reason!=""}'}},
    "lists": {"ratio": {"total": ["sent_total", "refused_total"], "errors": ["refused_total"]}},
    "latency": {"latency": {"histogram": HISTOGRAM, "threshold": "1s"}},
    "milliseconds": {"latency": {"histogram": HISTOGRAM, "threshold": "1500ms", "unit": "milliseconds"}},
    "failed": {"errors_or_slow": {"histogram": HISTOGRAM, "threshold": "300ms", "errors": 'seconds{code=~"5.."}'}},
    "well": {"errors_or_slow": {"histogram": HISTOGRAM, "threshold": "300ms", "good": 'seconds{code!~"5.."}'}},
    "probe": {"probe": 'probe_success{job="shop"}'},
    "at-most": {"gauge": {"metric": "age_seconds", "atMost": 600}},
    "at-least": {"gauge": {"metric": "members", "atLeast": 3}},
    "freshness": {"freshness": {"timestamp": "last_success_seconds", "threshold": "2h"}},
    "journey": {"composite": {"journey": ["shop/errors", "shop/latency"]}},
    "weighted": {"composite": {"weighted": {"shop/errors": 2, "shop/latency": 1}, "volume": "shop/probe"}},
    "worst": {"composite": {"worst": ["shop/errors", "shop/latency"], "volume": "shop/errors"}},
}  # fmt: skip
TRAFFIC = [(6, 2) if minute % 10 else (0, 0) for minute in range(130)]


@pytest.mark.parametrize("name", SLIS)
def test_what_is_played_is_measured(name: str, tmp_path: Path) -> None:
    """A quarter of the events is bad, in every minute but each tenth, in which there are none."""
    ((kind, sli),) = SLIS[name].items()
    played = unit(f"slis/{kind}", "play").play(sli, TRAFFIC, STEP)
    assert all(len(values) == len(TRAFFIC) + 1 for values in played.values())
    series = {within(one, AROUND): " ".join(map(_written, values)) for one, values in played.items()}
    parts = {"errors", "latency", "probe"} if kind == "composite" else set()
    slos = [{"name": each, "objective": 99, "sli": SLIS[each]} for each in sorted({name, *parts})]
    records = ("slo:sli_total:rate1h", "slo:sli_errors:rate1h", "slo:sli_error:ratio_rate1h")
    case = Case("all", series, [(records[-1], AT)])
    rules = compiled(slos).live["P"]
    for outcome in run(tmp_path, _of(rules, name, records), [case]):
        ratio = outcome.value(records[-1], AT, slo=name)
        assert ratio == pytest.approx(0.25, abs=0.01), f"{outcome}: {name} is {ratio}"


def _of(rules: str, name: str, records: tuple[str, ...]) -> str:
    """The rules of one objective: what a composite's parts record is played."""
    document = yaml.safe_load(only(rules, *records))
    document["groups"] = [group for group in document["groups"] if group["name"] == f"shop/slo/{name}"]
    return yaml.safe_dump(document)


def _written(value: float) -> str:
    return "_" if math.isnan(value) else repr(value)


def test_every_kind_can_be_played_or_says_why_not() -> None:
    assert all(callable(unit(f"slis/{kind}", "play").play) for kind in units("slis"))
    with pytest.raises(Unplayable, match="test of your own"):
        unit("slis/raw", "play").play({"errorRatio": "x"}, TRAFFIC, STEP)
    with pytest.raises(Unplayable, match="native"):
        unit("slis/latency", "play").play({"histogram": "x", "threshold": "1s", "native": True}, TRAFFIC, STEP)
    with pytest.raises(Unplayable, match="as many series"):
        unit("slis/probe", "play").play("up", [(10_000, 1)], STEP)


FOUND = {
    'x{a="b"}': {"a": "b"},
    'x{a=~"5.."}': {"a": "500"},
    'x{a=~"one|two"}': {"a": "one"},
    'x{a!="b"}': {},
    'x{a!~"b.*"}': {},
    'x{a!=""}': {"a": "x"},
    'x{a=~".+",a!~"0|x"}': {"a": "other"},
    'x{a=~"[a-c]\\\\d{3}"}': {"a": "a000"},
    "x{a=~`\\d+`}": {"a": "0"},
    'x{a=~"(GET|POST) /v1/.*"}': {"a": "GET /v1/"},
    "x": {},
}


@pytest.mark.parametrize("selector", FOUND)
def test_labels_are_made_up_from_matchers(selector: str) -> None:
    assert found_by((selector,)) == ("x", FOUND[selector])


def test_what_another_selector_finds_is_avoided() -> None:
    assert found_by(('x{code=~"5..|2.."}',), ('x{code=~"5.."}',)) == ("x", {"code": "200"})
    with pytest.raises(Unplayable):
        found_by(('x{code="500"}',), ('x{code=~"5.."}',))
    with pytest.raises(Unplayable):
        found_by(('x{code="500",code="200"}',))


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "((a|aa)+)+b", "a{100000}", "(" * 500 + ")" * 500, "(?<=x)y", "[", "(?i)a"]
)
def test_no_pattern_takes_long_or_crashes(pattern: str) -> None:
    for selectors in ((f"x{{a=~{pattern!r}}}",), (f"x{{a=~{pattern!r}}}", f'x{{a="{"a" * 60}"}}')):
        with suppress(Unplayable):
            found_by(selectors)


def test_a_series_is_quoted() -> None:
    assert text("x", {"a": 'b"c\\'}) == 'x{a="b\\"c\\\\"}'
