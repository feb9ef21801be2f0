"""An hour whose end was not evaluated is missing from 6h: the recorded coverage of the six hours says how much is."""

from __future__ import annotations

from bench.prometheus import Prometheus
from bench.rules import Rules, read

from rules.matrix.measured import replay, rules
from rules.matrix.scraped import BASE, DAY, HOUR, MINUTE, Shape

FAILURES = 3
"""Each minute."""
OUTAGE = range(11 * HOUR, 12 * HOUR + 53 * MINUTE)
WINDOW = 6 * HOUR
ROUNDED = 1e-6
"""Seconds that rates leave of rounding."""
COVERAGE, FAILED = "slo:sli_coverage:ratio1h", "slo:sli_errors:increase6h"
READ = (COVERAGE, FAILED, "slo:sli_total:rate5m", "slo:sli_errors:rate5m", "slo:sli_errors:rate1h")


def test_of_6h_is_missing_what_the_coverage_of_its_hours_says(server: Prometheus) -> None:
    """Of steady failures as many as were covered, and at most a base window more: the first one after reaches back."""
    shape = Shape("steady", lambda _: 60, lambda _: FAILURES, pods=1, outages=(OUTAGE,))
    file = read(rules("errors"), MINUTE)
    kept = Rules(tuple(each for each in file.recordings if each.name in READ), ())
    looks = range(2 * HOUR, DAY, 4 * MINUTE)
    (run,) = replay(server, kept, [shape], DAY, looks)
    coverage, failed = run.recorded[COVERAGE], run.recorded[FAILED]
    evaluated = [at for at in run.looks if at - run.begin not in shape.missed]
    lowest = 1.0
    for at in evaluated:
        if at - run.begin >= looks.start + WINDOW:
            hours = {at - ago for ago in range(0, WINDOW, HOUR)} & {*evaluated}
            covered = sum(coverage[hour] * HOUR for hour in hours)
            more = failed[at] / FAILURES * MINUTE - covered
            said = f"{failed[at]:.1f} failures in 6h at {at - run.begin} s, of which {covered:.0f} s were covered"
            assert -ROUNDED <= more <= BASE + ROUNDED, said
            lowest = min(lowest, covered / WINDOW)
    assert lowest < 0.7, f"an outage of two hours left {lowest:.1%} of 6h covered: nothing was missing"
