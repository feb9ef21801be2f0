"""Native histograms, which only a promtool from 2.48 on can be given; `server/test_native.py` asks a real server."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from rules import promtool
from rules.kinds import NATIVE
from rules.projects import compiled
from rules.promtool import Case, run
from rules.recorded import AT, MINUTES, RECORDS, as_counted
from rules.shapes import shapes
from rules.traffic import BASE, Traffic, spaced
from tools import find, missing

SLIS: dict[str, dict[str, Any]] = {
    "latency": {"latency": NATIVE},
    "errors": {"errors_or_slow": {**NATIVE, "errors": 'latency_seconds{job="shop",code="500"}'}},
    "good": {"errors_or_slow": {**NATIVE, "good": 'latency_seconds{job="shop",code="200"}'}},
}


def histograms(parts: Mapping[str, Traffic], failing: bool) -> dict[str, str]:
    """By code: what is good took up to 0.25 s, what is slow up to 0.5 s; of bad events every other one failed fast."""
    series: dict[str, str] = {}
    for region, part in parts.items():
        failed = [bad // 2 if failing else 0 for bad in part.bad]
        slow = [bad - one for bad, one in zip(part.bad, failed, strict=True)]
        for code, quick, late in (("200", part.good, slow), ("500", failed, [0] * len(failed))):
            if any(quick) or any(late):
                labels = f'job="shop",environment="P",region="{region}",code="{code}"'
                pairs = zip(_grown(quick, part.restart), _grown(late, part.restart), strict=True)
                series[f"latency_seconds{{{labels}}}"] = spaced(_written(*pair) for pair in pairs)
    return series


def _grown(counts: Any, restart: int) -> Any:
    """Running counts, which begin high, or anew at each restart."""
    if not restart:
        yield from (BASE + count for count in accumulate(counts))
        return
    value = BASE
    for scrape, count in enumerate(counts):
        value = count if scrape and scrape % restart == 0 else value + count
        yield value


def _written(quick: int, late: int) -> Any:
    return f"{{{{schema:0 count:{quick + late} sum:{quick + late} offset:-2 buckets:[{quick} {late}]}}}}"


@pytest.mark.parametrize("kind", SLIS)
def test_what_is_recorded_is_what_was_counted(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = find("promtool3") or missing("promtool3")
    monkeypatch.setattr(promtool, "promtools", lambda: [tool])
    parts = {name: part for name, part in shapes(MINUTES, MINUTES).items() if name != "late"}
    slos = [
        {"name": "apart", "objective": 99.9, "by": ["region"], "sli": SLIS[kind]},
        {"name": "together", "objective": 99.9, "sli": SLIS[kind]},
    ]
    queries = [(name, at) for name in RECORDS for at in AT]
    case = Case("native", histograms(parts, failing=kind != "latency"), queries, interval=30)
    for outcome in run(tmp_path, compiled(slos).live["P"], [case]):
        as_counted(outcome, parts)
