"""Every recorded value that is replayed from pairs is the one promtool computes, whatever the traffic does."""

from __future__ import annotations

from math import isnan
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from avionics.app.compile import compile_project
from avionics.app.replayed import replayed
from avionics.promql.syntax.parse import parse
from avionics.replay.clock import NONE, Clock
from avionics.replay.refused import NotReplayed
from avionics.replay.rulebook import Rulebook, rulebook
from avionics.replay.run import Replay, replay
from rules.projects import TODAY, compiled, write
from rules.promtool import Case, Outcome, run
from rules.shapes import OBJECTIVE, SLIS
from rules.traffic import requests, traffic

MINUTE, HOUR = 60, 60
EVERY = 60
UNTIL = 9 * HOUR

SHAPES = {
    "bursts and idle halves": traffic(UNTIL, lambda m: (m % 60 < 30) * (5 + m % 7), lambda m: int(m % 11 == 3) * 4),
    "gone for good": traffic(UNTIL, lambda m: 9 if m < 300 else 0, lambda m: int(m % 40 == 7)),
    "an outage": traffic(UNTIL, lambda m: 50, lambda m: 50 if 200 <= m < 230 else 0),
}


def objective(period: str) -> dict[str, Any]:
    return {"name": "together", "objective": OBJECTIVE, "window": period, "sli": SLIS["errors"]}


def rules_of(period: str, folder: Path) -> Rulebook:
    """The rules, each group evaluated as often as promtool does it."""
    write(folder, [objective(period)], [], {})
    plan = replayed(compile_project(str(folder), today=TODAY, targets=("prometheus",)), "shop/together", "P").plan
    return rulebook([replace(group, interval=EVERY) for group in plan.groups], "shop/together")


@pytest.mark.parametrize(("shape", "period"), [*((shape, "1d") for shape in SHAPES), ("an outage", "2h")])
def test_values_are_those_of_promtool(shape: str, period: str, tmp_path: Path) -> None:
    book = rules_of(period, tmp_path / "shop")
    instants = range(0, UNTIL * MINUTE, EVERY)
    looks = [at for at in instants if at % (17 * MINUTE) == 0]
    sources = [metric for metric in book.everything() if book.is_source(metric)]
    made = [metric for metric in book.everything() if metric not in sources]
    assert len(sources) == 2, sources
    assert len(made) > 15, made
    queries = [
        *((metric, at) for metric in sources for at in instants),
        *((metric, at) for metric in made for at in looks),
    ]
    case = Case("values", requests({"eu": SHAPES[shape]}), queries, interval=30)
    for outcome in run(tmp_path, compiled([objective(period)]).live["P"], [case], EVERY):
        seen = replayed_from(book, outcome, sources, instants)
        for metric in made:
            for at in looks:
                expected, found = outcome.value(metric, at), seen.tracks[metric].values[at // EVERY]
                assert (expected is None) == isnan(found), f"{outcome}: {metric} at {at} s is {expected}, not {found}"
                if expected is not None:
                    assert found == pytest.approx(expected, rel=1e-12, abs=1e-15), f"{outcome}: {metric} at {at} s"


def replayed_from(book: Rulebook, outcome: Outcome, sources: list[str], instants: range) -> Replay:
    """The rest, from the pairs that promtool computed."""

    def value(metric: str, at: int) -> float:
        found = outcome.value(metric, at)
        return NONE if found is None else found

    columns = {metric: [value(metric, at) for at in instants] for metric in sources}
    return replay(book, book.everything(), columns, Clock(0, EVERY, len(instants)))


@pytest.mark.parametrize(
    ("expr", "what"),
    [
        ("stddev_over_time(slo:sli_total:rate5m[1h])", "the function stddev_over_time"),
        ("slo:sli_total:rate5m @ end()", "@"),
        ("count_over_time((vector(time()) >= scalar(slo:sli_total:rate5m @ end()))[1h:5m])", "@"),
    ],
)
def test_what_is_not_understood_is_refused(expr: str, what: str, tmp_path: Path) -> None:
    book = rules_of("1d", tmp_path)
    rule = next(iter(book.recordings.values()))
    wrong = replace(rule.planned, expr=expr, record="odd")
    odd = Rulebook(
        book.name,
        {**book.recordings, "odd": replace(rule, planned=wrong, tree=parse(wrong.expr), reads=frozenset())},
        {},
    )
    columns = {metric: [1.0, 1.0] for metric in book.everything() if book.is_source(metric)}
    with pytest.raises(NotReplayed, match=f"odd cannot be replayed: {what} is not understood"):
        replay(odd, odd.everything(), columns, Clock(0, EVERY, 2))
