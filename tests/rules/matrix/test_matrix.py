"""Every recorded value against what was counted, for every shape of traffic that rules get wrong."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from bench.prometheus import running
from bench.rules import read

from conftest import Golden
from rules.matrix.compared import SECONDS, Worst, failures, ratios, worst
from rules.matrix.measured import Run, measure, replay, rules, seldom
from rules.matrix.page import bounds, page
from rules.matrix.scraped import BASE, BEGIN, DAY, HOUR, MINUTE, Shape
from rules.matrix.shapes import LENGTH, MENDED, SHAPES

CLOSE = 0.005
"""As far as a value may be from the truth where bad events are spread."""

LOOKS = 26 * HOUR
PAGE = Path(__file__).with_name("README.md")
BUDGET = 0.001


@pytest.fixture(scope="module")
def runs(program: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """All shapes, measured."""
    return list(measure(program, tmp_path_factory.mktemp("matrix"), SHAPES, LENGTH, LOOKS))


@pytest.fixture(scope="module")
def errors(runs: list[Run]) -> dict[str, dict[str, Worst]]:
    """How far each shape's windows are from the truth."""
    return {run.shape.name: {window: worst(run, window) for window in SECONDS} for run in runs}


def test_values_are_as_close_as_published(errors: dict[str, dict[str, Worst]]) -> None:
    spread, bursts = bounds(PAGE.read_text("utf-8"))
    for shape, windows in errors.items():
        for window, found in windows.items():
            for measured, published in ((found.spread, spread), (found.burst, bursts)):
                if measured is not None:
                    assert measured <= published[shape, window], f"{shape}, {window}: {measured:.4%}"


def test_page_is_what_was_measured(program: Path, errors: dict[str, dict[str, Worst]], golden: Golden) -> None:
    """On the Prometheus it names."""
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True)
    if " 2." not in said.stdout:
        pytest.skip("the page is of Prometheus 2")
    golden(PAGE, page(errors))


def test_what_is_spread_is_within_half_a_per_cent(errors: dict[str, dict[str, Worst]]) -> None:
    for shape, windows in errors.items():
        for window, found in windows.items():
            if (shape, window) == (MENDED, "6h"):
                continue  # the page says why, and by how much
            assert (found.spread or 0) <= CLOSE, f"{shape}, {window}: {found.spread:.2%}"


def test_burn_and_budget_are_those_of_the_ratios(runs: list[Run]) -> None:
    """Which are held to the counts above."""
    for run in runs:
        base = f"{run.shape.base // MINUTE}m"
        for window, metric in ((base, "slo:current_burn_rate:ratio"), ("30d", "slo:period_burn_rate:ratio")):
            ratio, burn = run.recorded[f"slo:sli_error:ratio_rate{window}"], run.recorded[metric]
            assert burn == pytest.approx({at: value / BUDGET for at, value in ratio.items()}, rel=1e-9), run.shape.name
        for at, left in run.recorded["slo:period_error_budget_remaining:ratio"].items():
            burn = run.recorded["slo:period_burn_rate:ratio"][at]
            assert left == pytest.approx(1 - burn, abs=1e-9), f"{run.shape.name} at {at - BEGIN} s"


def test_coverage_falls_by_gaps_and_outages_and_by_nothing_else(runs: list[Run]) -> None:
    """A base window bridges some of a gap of scrapes, and as much at the end of the series."""
    for run in runs:
        lost = sorted(BEGIN + second for gap in (*run.shape.gaps, *run.shape.outages) for second in gap)
        end = BEGIN + (run.shape.until or LENGTH)
        for window, length in (("1h", HOUR), ("30d", 30 * DAY)):
            for at, ratio in run.recorded[f"slo:sli_coverage:ratio{window}"].items():
                until = at if window == "1h" else at // HOUR * HOUR
                start = max(BEGIN, until - length)
                gone = sum(start < second <= until for second in lost) + max(0, until - max(start, end))
                times = len(run.shape.gaps) + 2 if window == "30d" else 1
                most = until - start - max(0, gone - times * (BASE + MINUTE))
                least = until - start - gone - 2 * MINUTE
                said = f"{run.shape.name}, {window} at {at - BEGIN}: {ratio:.4f} with {gone} s lost"
                assert least <= ratio * length <= most + MINUTE, said


def test_a_whole_period_is_exact_to_its_last_hour(program: Path, tmp_path: Path) -> None:
    """Thirty-one days, so that the period leaves behind what is older."""
    length = 31 * DAY
    shapes = [shape for shape in SHAPES if shape.name in ("busy hour", "one failure a day", "pods of 3 h")]
    names = ("slo:sli_total:rate1h", "slo:sli_errors:rate1h", "slo:sli_total:increase30d", "slo:sli_errors:increase30d",
             "slo:sli_error:ratio_rate30d", "slo:time_tile:start_seconds")  # fmt: skip
    with running(program, tmp_path) as server:
        file = seldom(read(rules("errors"), MINUTE), *names)
        for run in replay(server, file, shapes, length, range(length - 22 * HOUR, length + 1, HOUR)):
            for look in (*ratios(run, "30d"), *failures(run, "30d")):
                assert look.error <= CLOSE, f"{run.shape.name} at {look.at - BEGIN} s: {look}"


@pytest.mark.parametrize(("objective", "bad"), [(90, 400), (99.999, 0.06)])
def test_objectives_of_one_nine_and_of_five(objective: float, bad: float, program: Path, tmp_path: Path) -> None:
    budget = {90: 0.1, 99.999: 0.00001}[objective]
    shape = Shape("steady", lambda _: 6_000, lambda _: bad)
    with running(program, tmp_path) as server:
        file = read(rules("errors", objective=objective), MINUTE)
        for run in replay(server, file, [shape], 8 * HOUR, range(7 * HOUR, 8 * HOUR, 20 * MINUTE)):
            for look in ratios(run, "30d"):
                assert look.most is not None
                assert run.recorded["slo:period_burn_rate:ratio"][look.at] == pytest.approx(look.most / budget, CLOSE)
                left = run.recorded["slo:period_error_budget_remaining:ratio"][look.at]
                assert left == pytest.approx(1 - look.most / budget, abs=CLOSE * look.most / budget)
