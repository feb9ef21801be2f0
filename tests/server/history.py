"""A month before the server started: recorded pairs of rates and coverage, from which the long windows are tiled."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

TILES = (("5m", 300), ("30m", 1800), ("1h", 3600))
COVERAGE = 0.75
"""The share of every hour that was measured."""
DAYS = 31
LABEL_VALUES = {"job": ("prometheus", "alertmanager")}
"""The values that labels of `by` have on this server."""


def remember(slos: list[dict[str, Any]], environment: str, promtool: Path, folder: Path) -> None:
    """Store pairs for each objective below `folder`/tsdb, one at each end of a tile up to now, a second early.

    So none is found by the next tile: a 2.42 looks for a value in five minutes and their first instant, a 3.x without.
    """
    text = folder / "history.txt"
    text.write_text("\n".join([*lines(slos, environment), "# EOF", ""]), "utf-8")
    command = [promtool, "tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=744h"]
    done = subprocess.run([*command, text, folder / "tsdb"], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def lines(slos: list[dict[str, Any]], environment: str) -> Iterator[str]:
    """The pairs as OpenMetrics: traffic that comes and goes, and few errors, so that no alert fires."""
    now = int(time.time())
    for tile, step in TILES:
        instants = range(now - now % step - DAYS * 86_400 - 1, now, step)
        for metric, value in ((f"slo:sli_total:rate{tile}", traffic), (f"slo:sli_errors:rate{tile}", errors)):
            yield f"# TYPE {metric} gauge"
            for labels in series(slos, environment):
                yield from (f"{metric}{{{labels}}} {value(at // step)} {at}" for at in instants)
    yield "# TYPE slo:sli_coverage:ratio1h gauge"
    for labels in series(slos, environment):
        yield from (f"slo:sli_coverage:ratio1h{{{labels}}} {COVERAGE} {at}" for at in instants)


def series(slos: list[dict[str, Any]], environment: str) -> Iterator[str]:
    """The labels of the recorded series of each objective."""
    for slo in slos:
        by = slo.get("by", [])
        for values in product(*(LABEL_VALUES[label] for label in by)):
            grouped = "".join(f',{label}="{value}"' for label, value in zip(by, values, strict=True))
            yield f'environment="{environment}",service="monitoring",slo="{slo["name"]}"{grouped}'


def traffic(tile: int) -> float:
    """Events a second in a tile."""
    return 2 + tile % 7 / 4


def errors(tile: int) -> float:
    """Bad events a second in a tile: a burst in one of eleven, below any objective on the whole."""
    return 0.01 if tile % 11 == 0 else 0
