"""Evaluations missed at random: what is recorded is exactly what was counted in the windows whose ends were evaluated.

Nothing counts twice, and nothing is guessed: `covered.py` says which windows these are.
"""

from __future__ import annotations

from itertools import count

from bench.prometheus import Prometheus
from bench.rules import Rules, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.matrix.compared import failures, ratios
from rules.matrix.measured import replay, rules
from rules.matrix.scraped import BEGIN, DAY, HOUR, MINUTE, Shape

DAYS = count(BEGIN // DAY)
LENGTH = 9 * HOUR
WINDOWS = ("5m", "30m", "1h", "2h", "6h")
EVERY = 14 * MINUTE
"""Between looks: on a full evaluation of every group, and at all minutes of a base window."""
EXACT = 1e-9


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """Failures in some minutes, one or many; and evaluations missed one by one or for up to two hours."""
    minutes = draw(st.dictionaries(st.integers(0, LENGTH // MINUTE), st.sampled_from((1, 3, 60)), max_size=60))
    starts = draw(st.lists(st.integers(1, LENGTH // MINUTE - 1), min_size=1, max_size=15))
    lengths = (draw(st.sampled_from((1, 1, 1, 2, 4, 7, 113))) for _ in starts)
    return Shape(
        "drawn",
        lambda _: 60,
        lambda second: minutes.get(second // MINUTE, 0),
        pods=1,
        outages=tuple(range(at * MINUTE, (at + length) * MINUTE) for at, length in zip(starts, lengths, strict=True)),
    )


def test_windows_hold_what_was_covered(server: Prometheus) -> None:
    file = read(rules("errors"), MINUTE)
    kept = Rules(tuple(each for each in file.recordings if each.name.endswith(WINDOWS)), ())

    @settings(max_examples=15, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(shapes())
    def holds(shape: Shape) -> None:
        for run in replay(server, kept, [shape], LENGTH, range(2 * HOUR, LENGTH, EVERY), next(DAYS) * DAY):
            for window in WINDOWS:
                for look in (*ratios(run, window), *failures(run, window)):
                    assert look.error <= EXACT, f"{window} at {look.at - run.begin} s: {look} of {shape.outages}"

    holds()
