"""Traffic drawn at random: whatever it is, what is recorded lies between what its window surely and possibly holds.

A window may reach a base window further or less far at either edge, and `rate` may add half a scrape where a series
begins or ends. A bucket that is still at 0 where a range begins is not extrapolated to its edge, while the count is:
the good events of up to a scrape then count as bad. Nothing else is allowed for; what a bucket at 0 hides (the page of
the matrix) is drawn once in some thousands, and not among these.
"""

from __future__ import annotations

from itertools import count

import pytest
from bench.prometheus import Prometheus
from bench.rules import Rules, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.matrix.compared import MOVES, SECONDS
from rules.matrix.kinds import Kind
from rules.matrix.measured import Run, replay, rules
from rules.matrix.scraped import BASE, BEGIN, DAY, HOUR, MINUTE, Shape

DAYS = count(BEGIN // DAY)
LENGTH = 8 * HOUR
WINDOWS = ("5m", "30m", "1h", "2h", "6h")
HOURS = LENGTH // HOUR + 1


@st.composite
def shapes(draw: st.DrawFn, kind: Kind) -> Shape:
    """Traffic and bad events that change every hour, and what may befall the series."""
    events = draw(st.lists(st.sampled_from((0, 0.2, 5, 90, 1_000)), min_size=HOURS, max_size=HOURS))
    shares = draw(st.lists(st.sampled_from((0, 0, 0.001, 0.05, 1)), min_size=HOURS, max_size=HOURS))
    gap = draw(st.integers(0, LENGTH - HOUR))
    return Shape(
        "drawn",
        lambda second: events[second // HOUR],
        lambda second: events[second // HOUR] * shares[second // HOUR],
        kind=kind,
        pods=draw(st.integers(1, 3)),
        life=draw(st.sampled_from((0, 2 * HOUR, 5 * HOUR))),
        restart=draw(st.sampled_from((0, 47 * MINUTE))),
        late=draw(st.sampled_from((0, -1))),
        gaps=draw(st.sampled_from(((), (range(gap, gap + 10 * MINUTE),)))),
    )


@pytest.mark.parametrize("kind", ["errors", "good", "latency"])
def test_recorded_values_lie_within_their_windows(kind: Kind, server: Prometheus) -> None:
    file = read(rules(kind), MINUTE)
    kept = Rules(tuple(each for each in file.recordings if each.name.endswith(WINDOWS)), ())

    @settings(max_examples=12, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(shapes(kind))
    def holds(shape: Shape) -> None:
        looks = range(HOUR, LENGTH, 26 * MINUTE)
        for run in replay(server, kept, [shape], LENGTH, looks, next(DAYS) * DAY):
            for window in WINDOWS:
                check(run, window)

    holds()


def check(run: Run, window: str) -> None:
    """Failures, where they are recorded, and the ratio."""
    given = run.given
    for at in run.looks:
        end = at // MOVES[window] * MOVES[window]
        start = end - SECONDS[window]
        few, least = given.scraped.between(start + BASE, max(start + BASE, end - BASE))
        many, most = given.all.between(start - BASE, end + BASE)
        if run.shape.kind == "latency":
            most += max(given.all.between(minute, minute + MINUTE)[0] for minute in range(start, end, MINUTE))
        failed = run.recorded.get(f"slo:sli_errors:increase{window}", {}).get(at)
        ratio = run.recorded.get(f"slo:sli_error:ratio_rate{window}", {}).get(at)
        said = f"{window} at {at - run.begin} s of {run.shape}: {failed}, {ratio}; {least}..{most} of {few}..{many}"
        if failed is not None:
            assert least * 0.98 - 1 <= failed <= most * 1.02 + 1, said
        assert ratio is not None or not few, said
        if ratio is not None:
            assert many, said
            assert (least * 0.98 - 1) / (many * 1.02 + 1) <= ratio, said
            assert not few or ratio <= (most * 1.02 + 1) / max(few * 0.98 - 1, 1), said
            assert 0 <= ratio <= 1.02, said
