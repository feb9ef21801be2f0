"""What rules record of made-up series at some times, and what was counted in their windows."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from rules.projects import compiled
from rules.promtool import Case, Outcome, run
from rules.shapes import HOUR
from rules.traffic import Traffic, together

MINUTE = 60
MINUTES = 3 * HOUR
AT = tuple(minute * MINUTE for minute in (95, 105, 128, 146, 176))
BASE = 5 * MINUTE
WINDOWS = {"5m": BASE, "1h": 3600}
EXACT = 1e-9
NEWBORN = 1 / 60
"""A counter born inside a window of 1 h: `rate` divides by the window and a scrape, and cannot look before birth."""


def ratio(window: str) -> str:
    """The name of an error ratio."""
    return f"slo:sli_error:ratio_rate{window}"


def total(window: str) -> str:
    """The name of events a second."""
    return f"slo:sli_total:rate{window}"


RECORDS = [name + window for window in WINDOWS for name in ("slo:sli_errors:rate", "slo:sli_total:rate", ratio(""))]


def measured(folder: Path, slos: list[dict[str, Any]], series: dict[str, str]) -> list[Outcome]:
    """What is recorded of objectives under these series."""
    rules = compiled(slos).live["P"]
    return run(folder, rules, [Case("all", series, [(name, at) for name in RECORDS for at in AT], interval=30)])


def as_counted(outcome: Outcome, parts: Mapping[str, Traffic], *, sampled: bool = False) -> None:
    """What is recorded of each region, and of all together, is what was counted; if `sampled`, there may be none."""
    for at, (window, seconds) in product(AT, WINDOWS.items()):
        for region, part in parts.items():
            tolerance = NEWBORN if region == "late" else EXACT
            events, bad = part.truth(at - seconds, at)
            there = events or not sampled
            expect(outcome, ratio(window), at, share((events, bad)), tolerance, region=region)
            expect(outcome, total(window), at, events / seconds if there else None, tolerance, region=region)
        expect(outcome, ratio(window), at, share(together(parts.values(), at - seconds, at)), NEWBORN, slo="together")


def bases(at: int, seconds: int) -> range:
    """The ends of the base windows that a window is made of."""
    return range(at - seconds + BASE, at + 1, BASE)


def share(counted: tuple[int, int]) -> float | None:
    """Bad events of all; None of none."""
    events, bad = counted
    return bad / events if events else None


def expect(outcome: Outcome, name: str, at: int, truth: float | None, tolerance: float = EXACT, **labels: str) -> None:
    """The value measured is the one counted, within a relative tolerance; None is no value."""
    chosen = {"slo": "apart", **labels}
    found = outcome.value(name, at, **chosen)
    if truth is None or found is None:
        assert found is truth, f"{outcome}: {name}{chosen} at {at} s is {found}, counted {truth}"
    else:
        assert found == pytest.approx(truth, rel=tolerance, abs=1e-12), f"{outcome}: {name}{chosen} at {at} s"
