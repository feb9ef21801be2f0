"""What is read from raw series against the truth: counts of the events that the samples were made from.

Raw windows are run for every kind of SLI. Longer ones are made of what those recorded and are the same rules for every
kind, which is a test of its own; `matrix` measures them, for every shape of traffic.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rules.projects import compiled
from rules.promtool import Case, Outcome, run
from rules.recorded import AT, EXACT, MINUTE, NEWBORN, WINDOWS, expect, ratio
from rules.shapes import HOUR, SLIS, objectives, probed, series, shapes
from rules.traffic import SCRAPE, Traffic, histogram, requests, together, traffic


def failures(window: str) -> str:
    return f"slo:sli_errors:increase{window}"


RECORDS = (
    *(f"slo:sli_{part}:rate{window}" for window in WINDOWS for part in ("total", "errors")),
    *map(ratio, WINDOWS), *map(failures, WINDOWS),
)  # fmt: skip
LENGTH = 3 * HOUR


@pytest.mark.parametrize("kind", SLIS)
def test_raw_windows_are_exact(kind: str, tmp_path: Path) -> None:
    parts = (probed if kind == "probe" else shapes)(LENGTH, LENGTH)
    for outcome in measure(tmp_path, kind, Case("all", series(kind, parts), interval=30)):
        for at in AT:
            for window, length in WINDOWS.items():
                for region, part in parts.items():
                    tolerance = NEWBORN if region == "late" else EXACT
                    events, bad = part.truth(at - length, at)
                    expect(outcome, ratio(window), at, bad / events if events else None, tolerance, region=region)
                    rate = events / length
                    expect(
                        outcome,
                        f"slo:sli_total:rate{window}",
                        at,
                        rate if present(kind, part, at, window) else None,
                        tolerance,
                        region=region,
                    )
                    if window == "1h":
                        expect(outcome, failures(window), at, bad, tolerance, region=region)
                events, bad = together(parts.values(), at - length, at)
                expect(outcome, ratio(window), at, bad / events, NEWBORN, slo="together")


def test_longer_windows_are_the_same_rules_for_every_kind() -> None:
    first, *others = (longer(compiled(objectives(kind)).live["P"]) for kind in SLIS)
    assert len(first) > 20
    for other in others:
        assert other == first


def longer(rules: str) -> list[dict[str, Any]]:
    """All rules but the pairs of raw windows, the only ones that read what users wrote; texts say what is counted."""
    return [
        {key: value for key, value in rule.items() if key != "annotations"}
        for group in yaml.safe_load(rules)["groups"]
        for rule in group["rules"]
        if not rule.get("record", "").startswith(("slo:sli_errors:rate", "slo:sli_total:rate"))
    ]


@pytest.mark.parametrize("written", ["1", "1.0"])
def test_whole_bounds_are_found_however_they_are_written(written: str, tmp_path: Path) -> None:
    part = traffic(90, lambda m: 40, lambda m: 4)
    at = 85 * MINUTE
    case = Case("bound", histogram({"eu": part}, written), [(ratio("1h"), at)], interval=30)
    rules = compiled(objectives("latency-1s")[:1]).live["P"]
    for outcome in run(tmp_path, rules, [case]):
        expect(outcome, ratio("1h"), at, 0.1, EXACT, region="eu")


def test_threshold_of_one_environment_chooses_another_bucket(tmp_path: Path) -> None:
    slo = {**objectives("latency")[0], "environments": {"D-P": {"threshold": "30s"}}}
    part = traffic(20, lambda m: 40, lambda m: 4)
    given = {
        name.replace('environment="P"', 'environment="D-P"'): values for name, values in histogram({"eu": part}).items()
    }
    case = Case("bucket", given, [(ratio("5m"), 900)], interval=30)
    for outcome in run(tmp_path, compiled([slo]).live["D-P"], [case]):
        expect(outcome, ratio("5m"), 900, 0, EXACT, region="eu")


def test_scrapes_and_evaluations_each_30_s(tmp_path: Path) -> None:
    """All happens twice as fast as in the traffic's own time; windows stay as long as they are."""
    parts = shapes(8 * HOUR, 8 * HOUR)
    at = 225 * MINUTE
    intervals = {"scrapeInterval": "30s", "evaluationInterval": "30s"}
    rules = compiled(objectives("errors")[:1], rules=intervals).live["P"]
    names = [*map(ratio, WINDOWS), failures("1h")]
    case = Case("fast", requests(parts), [(name, at) for name in names], interval=15)
    for outcome in run(tmp_path, rules, [case], every=30):
        for region, part in parts.items():
            for window, length in WINDOWS.items():
                events, bad = part.truth(2 * (at - length), 2 * at)
                expect(outcome, ratio(window), at, bad / events if events else None, EXACT, region=region)
            expect(outcome, failures("1h"), at, bad, EXACT, region=region)


def test_samples_on_the_edges_of_windows_cost_one_scrape_at_most(tmp_path: Path) -> None:
    """Scrapes at the very instants of evaluations: Prometheus 2 then sees one increase more, Prometheus 3 does not."""
    part = traffic(90, lambda m: 100 + m % 7, lambda m: m % 3)
    given = {name: values.replace("_ ", "") for name, values in requests({"eu": part}).items()}
    at = 80 * MINUTE
    case = Case("edges", given, [(ratio(window), at) for window in WINDOWS])
    for outcome in run(tmp_path, compiled(objectives("errors")[:1]).live["P"], [case]):
        for window, length in WINDOWS.items():
            # A sample at an instant belongs to the window that ends there.
            ends = at + SCRAPE
            (few, least), (many, most) = (
                part.truth(ends - length, ends),
                part.truth(ends - length - SCRAPE, ends),
            )
            measured = outcome.value(ratio(window), at, region="eu")
            assert measured in (pytest.approx(least / few), pytest.approx(most / many)), f"{outcome}, {window}"


def test_what_describes_an_objective(tmp_path: Path) -> None:
    slo = {
        "name": "apart",
        "objective": 99.95,
        "window": "4w",
        "sli": SLIS["errors"],
        "environments": {"D-P": {"objective": 97.5}},
    }
    rules = compiled([slo])
    names = ("slo:objective:ratio", "slo:error_budget:ratio", "slo:time_period:days")
    case = Case("facts", {"up": "1"}, [(name, 0) for name in names])
    for environment, facts in {"P": (0.9995, 0.0005, 28), "D-P": (0.975, 0.025, 28)}.items():
        for outcome in run(tmp_path, rules.live[environment], [case]):
            for name, fact in zip(names, facts, strict=True):
                (sample,) = outcome.samples[(name, 0)]
                assert sample.value == fact
                assert sample.labels == {"environment": environment, "service": "shop", "slo": "apart"}


FACTS = {"slo:objective:ratio": 0.999, "slo:error_budget:ratio": 0.001, "slo:time_period:days": 30}


def test_what_describes_an_objective_is_kept_apart_like_its_events(tmp_path: Path) -> None:
    """A region whose series end at minute 30 is described on the next day; one that comes then, within a minute."""
    day = 24 * HOUR
    gone, comes = (
        {f'requests_total{{job="shop",environment="P",region="{region}",code="200"}}': values}
        for region, values in (("gone", "1+1x30 stale"), ("new", f"_x{day - 5} 1+1x20"))
    )
    stays = {'requests_total{job="shop",environment="P",region="eu",code="200"}': f"1+1x{day + 15}"}
    looks = {0: {"eu", "gone"}, 2: {"eu", "gone"}, 66: {"eu", "gone"}, day: {"eu", "gone", "new"}}
    case = Case("apart", {**gone, **comes, **stays}, [(name, at * MINUTE) for name in FACTS for at in looks])
    for outcome in run(tmp_path, compiled(objectives("errors")).live["P"], [case], every=120):
        for name, fact in FACTS.items():
            assert outcome.value(name, 0, slo="together") == fact, "what is not kept apart stands for itself"
            for at, regions in looks.items():
                found = [each for each in outcome.samples[(name, at * MINUTE)] if each.labels["slo"] == "apart"]
                assert {each.labels["region"] for each in found} == regions, f"{outcome}: {name} at {at} min"
                assert {each.value for each in found} <= {fact}, f"{outcome}: {name} at {at} min"


def measure(folder: Path, kind: str, case: Case) -> list[Outcome]:
    rules = compiled(objectives(kind)).live["P"]
    queries = [(record, at) for record in RECORDS for at in AT]
    return run(folder, rules, [Case(case.name, case.series, queries, interval=case.interval)])


def present(kind: str, part: Traffic, at: int, window: str) -> bool:
    """Whether there were samples: a probe that does not run leaves none, a counter that does not move stays."""
    return kind != "probe" or part.truth(at - WINDOWS[window], at)[0] > 0
