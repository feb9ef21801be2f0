"""Recorded series against the truth: counts of the events that the samples were made from.

Raw windows are run for every kind of SLI. Longer ones are made of what those recorded and are the same rules for every
kind, which is a test of its own, so one kind is enough for them. Each layer evaluates only the rules it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from rules.projects import compiled
from rules.promtool import Case, Outcome, only, run
from rules.shapes import BUDGET, DAY, HOUR, SLIS, objectives, probed, series, shapes
from rules.traffic import SCRAPE, Traffic, counter, histogram, requests, together, traffic

MINUTE = 60
EXACT = 1e-9
NEWBORN = 1 / 60
"""A counter born inside a window of 1 h: `rate` divides by the window and a scrape, and cannot look before birth."""
CLOSE = 0.016
"""What the design asks of longer windows."""

SECONDS = {"5m": 300, "30m": 1800, "1h": 3600, "2h": 7200, "6h": 21_600, "1d": 86_400, "3d": 259_200, "30d": 2_592_000}


@dataclass(frozen=True, slots=True)
class Layer:
    """Windows that are looked at together: over how many minutes of traffic, evaluated how often, looked at when.

    `step` is how often a window moves on: it ends at the last full step.
    """

    windows: tuple[str, ...]
    source: tuple[str, ...]
    minutes: int
    cycle: int
    every: int
    at: tuple[int, ...]
    step: int = 1

    @property
    def records(self) -> tuple[str, ...]:
        pairs = (f"slo:sli_{part}:rate{window}" for window in self.source for part in ("total", "errors"))
        return (*pairs, *map(ratio, self.windows), *map(failures, self.windows))


def ratio(window: str) -> str:
    return f"slo:sli_error:ratio_rate{window}"


def failures(window: str) -> str:
    return f"slo:sli_errors:increase{window}"


RAW = Layer(
    ("5m", "1h"), ("5m", "1h"), 4 * HOUR, 4 * HOUR, MINUTE,
    (125 * MINUTE, 135 * MINUTE, 158 * MINUTE, 176 * MINUTE, 236 * MINUTE),
)  # fmt: skip
LONG = {
    "2h": Layer(("30m", "2h"), ("5m", "30m"), 240, 480, MINUTE, (177 * MINUTE, 232 * MINUTE), 5 * MINUTE),
    "6h": Layer(("6h",), ("1h",), 440, 480, MINUTE, (375 * MINUTE, 430 * MINUTE)),
    "1d": Layer(("1d",), ("5m",), 27 * HOUR, DAY, 5 * MINUTE, (1452 * MINUTE, 1583 * MINUTE), 5 * MINUTE),
    "3d": Layer(("3d",), ("5m", "30m"), 75 * HOUR, DAY, MINUTE, (4345 * MINUTE, 4486 * MINUTE), 30 * MINUTE),
}


@pytest.mark.parametrize("kind", SLIS)
def test_raw_windows_are_exact(kind: str, tmp_path: Path) -> None:
    parts = (probed if kind == "probe" else shapes)(RAW.minutes, RAW.cycle)
    for outcome in measure(tmp_path, kind, RAW, Case("all", series(kind, parts), interval=30)):
        for at in RAW.at:
            for window in RAW.windows:
                for region, part in parts.items():
                    tolerance = NEWBORN if region == "late" else EXACT
                    events, bad = part.truth(at - SECONDS[window], at)
                    expect(outcome, ratio(window), at, bad / events if events else None, tolerance, region=region)
                    rate = events / SECONDS[window]
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
                events, bad = together(parts.values(), at - SECONDS[window], at)
                expect(outcome, ratio(window), at, bad / events, NEWBORN, slo="together")


@pytest.mark.parametrize("layer", LONG)
def test_longer_windows_are_weighted_by_events(layer: str, tmp_path: Path) -> None:
    chosen = LONG[layer]
    parts = shapes(chosen.minutes, chosen.cycle)
    for outcome in measure(tmp_path, "errors", chosen, Case("all", requests(parts), interval=30)):
        for window in chosen.windows:
            for at in chosen.at:
                compare(outcome, parts, window, at, at // chosen.step * chosen.step)


def compare(outcome: Outcome, parts: Mapping[str, Traffic], window: str, at: int, end: int) -> None:
    for region, part in parts.items():
        events, bad = part.truth(end - SECONDS[window], end)
        expect(outcome, ratio(window), at, bad / events, CLOSE, region=region)
        if window in ("6h", "1d", "3d"):
            expect(outcome, failures(window), at, bad, CLOSE, region=region)
    events, bad = together(parts.values(), end - SECONDS[window], end)
    expect(outcome, ratio(window), at, bad / events, CLOSE, slo="together")


def test_longer_windows_are_the_same_rules_for_every_kind() -> None:
    first, *others = (longer(compiled(objectives(kind)).live["P"]) for kind in SLIS)
    assert len(first) > 20
    for other in others:
        assert other == first


def longer(rules: str) -> list[dict[str, Any]]:
    """All rules but the pairs of raw windows, the only ones that read what users wrote."""
    return [
        rule
        for group in yaml.safe_load(rules)["groups"]
        for rule in group["rules"]
        if not rule.get("record", "").startswith(("slo:sli_errors:rate", "slo:sli_total:rate"))
    ]


MONTH = 30 * DAY
MONTH_RECORDS = (
    "slo:sli_errors:rate1h", "slo:sli_total:rate1h", "slo:sli_errors:increase30d", "slo:sli_total:increase30d",
    ratio("30d"), "slo:period_burn_rate:ratio",
    "slo:period_error_budget_remaining:ratio",
)  # fmt: skip


def test_month_from_counters(tmp_path: Path) -> None:
    """From the counters of a service to what is left of its budget, a quiet service with busy hours and an idle one."""
    all_shapes = shapes(MONTH + 2 * HOUR, DAY)
    parts = {name: all_shapes[name] for name in ("busy-hour", "idle")}
    at = MONTH * MINUTE + 3600
    case = Case("all", requests(parts), [(record, at) for record in MONTH_RECORDS[2:]], interval=30)
    rules = only(compiled(objectives("errors")[:1]).live["P"], *MONTH_RECORDS)
    for outcome in run(tmp_path, rules, [case], every=3600):
        month(outcome, parts, at)


def test_month_from_hourly_pairs(tmp_path: Path) -> None:
    """All shapes; the pairs of each hour, as the raw windows were shown to record them, are counted here."""
    parts = shapes(MONTH + 2 * HOUR, DAY)
    at = MONTH * MINUTE + 3600
    given = {name: values for region, part in parts.items() for name, values in hourly(region, part).items()}
    case = Case("all", given, [(record, at) for record in MONTH_RECORDS[2:]], interval=3600)
    rules = only(compiled(objectives("errors")[:1]).live["P"], *MONTH_RECORDS[2:])
    for outcome in run(tmp_path, rules, [case], every=at):
        month(outcome, parts, at)


def month(outcome: Outcome, parts: Mapping[str, Traffic], at: int) -> None:
    for region, part in parts.items():
        events, bad = part.truth(at - SECONDS["30d"], at)
        burned = bad / events / BUDGET
        expect(outcome, ratio("30d"), at, bad / events, CLOSE, region=region)
        expect(outcome, "slo:period_burn_rate:ratio", at, burned, CLOSE, region=region)
        left = outcome.value("slo:period_error_budget_remaining:ratio", at, region=region)
        assert left == pytest.approx(1 - burned, abs=CLOSE * burned), f"{outcome}, {region}"


def hourly(region: str, part: Traffic) -> dict[str, str]:
    labels = f'environment="P",service="shop",slo="apart",region="{region}"'
    hours = range(0, (MONTH + 2 * HOUR) * MINUTE, 3600)
    counts = [part.truth(hour - 3600, hour) for hour in hours]
    return {
        f"slo:sli_total:rate1h{{{labels}}}": " ".join(repr(events / 3600) for events, _ in counts),
        f"slo:sli_errors:rate1h{{{labels}}}": " ".join(repr(bad / 3600) for _, bad in counts),
    }


def test_idle_hours_are_no_data_and_do_not_poison_longer_windows(tmp_path: Path) -> None:
    idle = traffic(7 * HOUR, lambda m: 0 if 200 <= m < 300 else 60, lambda m: 1)
    never = traffic(7 * HOUR, lambda m: 0, lambda m: 0)
    at, later = 280 * MINUTE, 410 * MINUTE
    names = [*map(ratio, ("5m", "30m", "1h", "6h")), "slo:sli_total:rate5m", "slo:current_burn_rate:ratio"]
    given = {
        **requests({"idle": idle}),
        'requests_total{job="shop",environment="P",region="never",code="200"}': counter(never.events),
    }
    layer = Layer(("5m", "30m", "1h", "6h"), ("5m", "1h", "30m"), 0, 0, MINUTE, (at, later))
    case = Case("idle", given, [(name, instant) for name in names for instant in (at, later)], interval=30)
    rules = only(compiled(objectives("errors")[:1]).live["P"], *layer.records, "slo:current_burn_rate:ratio")
    for outcome in run(tmp_path, rules, [case]):
        for name in (*map(ratio, ("5m", "30m", "1h")), "slo:current_burn_rate:ratio"):
            expect(outcome, name, at, None, region="idle")
        expect(outcome, "slo:sli_total:rate5m", at, 0, region="idle")
        events, bad = idle.truth(later - SECONDS["6h"], later)
        expect(outcome, ratio("6h"), later, bad / events, CLOSE, region="idle")
        for window in ("5m", "1h", "6h"):
            expect(outcome, ratio(window), later, None, region="never")


@pytest.mark.parametrize("written", ["1", "1.0"])
def test_whole_bounds_are_found_however_they_are_written(written: str, tmp_path: Path) -> None:
    part = traffic(90, lambda m: 40, lambda m: 4)
    at = 85 * MINUTE
    case = Case("bound", histogram({"eu": part}, written), [(ratio("1h"), at)], interval=30)
    rules = only(compiled(objectives("latency-1s")[:1]).live["P"], *RAW.records)
    for outcome in run(tmp_path, rules, [case]):
        expect(outcome, ratio("1h"), at, 0.1, EXACT, region="eu")


def test_threshold_of_one_environment_chooses_another_bucket(tmp_path: Path) -> None:
    slo = {**objectives("latency")[0], "environments": {"D-P": {"threshold": "30s"}}}
    part = traffic(20, lambda m: 40, lambda m: 4)
    given = {
        name.replace('environment="P"', 'environment="D-P"'): values for name, values in histogram({"eu": part}).items()
    }
    case = Case("bucket", given, [(ratio("5m"), 900)], interval=30)
    for outcome in run(tmp_path, only(compiled([slo]).live["D-P"], *RAW.records), [case]):
        expect(outcome, ratio("5m"), 900, 0, EXACT, region="eu")


def test_pods_that_come_and_go_are_counted(tmp_path: Path) -> None:
    """A new pod every hour, its counters born at 0, the one of errors only just before the first; ten lost scrapes."""
    pods = [traffic(HOUR, lambda m: 60, lambda m: 6 if m > 20 else 0, bad_from=20) for _ in range(5)]
    lost = {2: range(30, 40)}
    given: dict[str, str] = {}
    for number, pod in enumerate(pods):
        labels = f'job="shop",environment="P",region="eu",pod="{number}"'
        for code, counts, since in (("200", pod.good, 0), ("500", pod.bad, pod.bad_from)):
            samples = "_ " * (2 * HOUR * number) + newborn(counts, since, lost.get(number, range(0)))
            given[f'requests_total{{{labels},code="{code}"}}'] = samples
    at = [minute * MINUTE for minute in (115, 175, 235, 295)]
    case = Case("pods", given, [(ratio("1h"), instant) for instant in at], interval=30)
    for outcome in run(tmp_path, only(compiled(objectives("errors")[:1]).live["P"], *RAW.records), [case]):
        for instant in at:
            here = [
                pod.truth(instant - 3600 - born, instant - born)
                for born, pod in zip(range(0, 18_000, 3600), pods, strict=True)
            ]
            events, bad = sum(all_ for all_, _ in here), sum(some for _, some in here)
            expect(outcome, ratio("1h"), instant, bad / events, NEWBORN, region="eu")


def newborn(counts: tuple[int, ...], since: int, gap: range) -> str:
    """A counter born at 0 that misses the scrapes in `gap`, but not what it counted meanwhile."""
    value, samples = 0, []
    for minute, count in enumerate(counts):
        value += count if minute > since else 0
        samples.append("_ _" if minute < since or minute in gap else f"_ {value}")
    return " ".join(samples)


def test_scrapes_and_evaluations_each_30_s(tmp_path: Path) -> None:
    """All happens twice as fast as in the traffic's own time; windows stay as long as they are."""
    parts = shapes(8 * HOUR, 8 * HOUR)
    at = 225 * MINUTE
    intervals = {"scrapeInterval": "30s", "evaluationInterval": "30s"}
    rules = only(compiled(objectives("errors")[:1], rules=intervals).live["P"], *RAW.records)
    names = [*map(ratio, RAW.windows), failures("1h")]
    case = Case("fast", requests(parts), [(name, at) for name in names], interval=15)
    for outcome in run(tmp_path, rules, [case], every=30):
        for region, part in parts.items():
            for window in RAW.windows:
                events, bad = part.truth(2 * (at - SECONDS[window]), 2 * at)
                expect(outcome, ratio(window), at, bad / events if events else None, EXACT, region=region)
            expect(outcome, failures("1h"), at, bad, EXACT, region=region)


def test_samples_on_the_edges_of_windows_cost_one_scrape_at_most(tmp_path: Path) -> None:
    """Scrapes at the very instants of evaluations: Prometheus 2 then sees one increase more, Prometheus 3 does not."""
    part = traffic(90, lambda m: 100 + m % 7, lambda m: m % 3)
    given = {name: values.replace("_ ", "") for name, values in requests({"eu": part}).items()}
    at = 80 * MINUTE
    case = Case("edges", given, [(ratio(window), at) for window in RAW.windows])
    for outcome in run(tmp_path, only(compiled(objectives("errors")[:1]).live["P"], *RAW.records), [case]):
        for window in RAW.windows:
            # A sample at an instant belongs to the window that ends there.
            ends = at + SCRAPE
            (few, least), (many, most) = (
                part.truth(ends - SECONDS[window], ends),
                part.truth(ends - SECONDS[window] - SCRAPE, ends),
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


def test_current_burn_rate(tmp_path: Path) -> None:
    part = traffic(20, lambda m: 1000, lambda m: 36)
    names = (*RAW.records, "slo:current_burn_rate:ratio")
    case = Case("burn", requests({"eu": part}), [(names[-1], 900)], interval=30)
    for outcome in run(tmp_path, only(compiled(objectives("errors")).live["P"], *names), [case]):
        expect(outcome, names[-1], 900, 36, EXACT, region="eu")
        expect(outcome, names[-1], 900, 36, EXACT, slo="together")


def measure(folder: Path, kind: str, layer: Layer, case: Case) -> list[Outcome]:
    rules = only(compiled(objectives(kind)).live["P"], *layer.records)
    queries = [(record, at) for record in layer.records for at in layer.at]
    return run(folder, rules, [Case(case.name, case.series, queries, interval=case.interval)], layer.every)


def present(kind: str, part: Traffic, at: int, window: str) -> bool:
    """Whether there were samples: a probe that does not run leaves none, a counter that does not move stays."""
    return kind != "probe" or part.truth(at - SECONDS[window], at)[0] > 0


def expect(outcome: Outcome, name: str, at: int, truth: float | None, tolerance: float = EXACT, **labels: str) -> None:
    """The value measured is the one counted, within a relative tolerance; None is no value."""
    chosen = {"slo": "apart", **labels}
    measured = outcome.value(name, at, **chosen)
    if truth is None or measured is None:
        assert measured is truth, f"{outcome}: {name}{chosen} at {at} s is {measured}, counted {truth}"
    else:
        assert measured == pytest.approx(truth, rel=tolerance, abs=1e-12), f"{outcome}: {name}{chosen} at {at} s"
