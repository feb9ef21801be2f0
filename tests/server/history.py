"""A month before the server started: recorded pairs of rates and coverage, from which the long windows are tiled."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

BASE, EVALUATION, HOUR, DAY = 300, 30, 3600, 86_400
TILES = (("30m", 1800), ("1h", HOUR))
COVERAGE = 0.75
"""The share of every hour that was measured."""
DAYS = 31
LABEL_VALUES = {"job": ("prometheus", "alertmanager")}
"""The values that labels of `by` have on this server."""


def remember(slos: list[dict[str, Any]], environment: str, promtool: Path, folder: Path) -> None:
    """Store pairs for each objective below `folder`/tsdb: those of the base as often as rules are evaluated.

    Of the others one at each end of a tile up to now, a second early. So none is found by the next tile: a 2.42 looks
    for a value in five minutes and their first instant, a 3.x without.
    """
    text = folder / "history.txt"
    text.write_text("\n".join([*lines(slos, environment), "# EOF", ""]), "utf-8")
    command = [promtool, "tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=744h"]
    done = subprocess.run([*command, text, folder / "tsdb"], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def lines(slos: list[dict[str, Any]], environment: str) -> Iterator[str]:
    """The pairs as OpenMetrics: traffic that comes and goes, and few errors, so that no alert fires."""
    now = int(time.time())
    written = [("5m", BASE, bases(now))]
    written += [(tile, step, range(now - now % step - DAYS * DAY - 1, now, step)) for tile, step in TILES]
    for tile, step, instants in written:
        for metric, value in ((f"slo:sli_total:rate{tile}", traffic), (f"slo:sli_errors:rate{tile}", errors)):
            yield f"# TYPE {metric} gauge"
            for labels in series(slos, environment):
                yield from (f"{metric}{{{labels}}} {value(at // step)} {at}" for at in instants)
    yield "# TYPE slo:sli_coverage:ratio1h gauge"
    for labels in series(slos, environment):
        yield from (f"slo:sli_coverage:ratio1h{{{labels}}} {COVERAGE} {at}" for at in written[-1][2])


def bases(now: int) -> list[int]:
    """When the base pairs were recorded that any window looks at: in its last day, and where a month ago it began."""
    ends = now - now % EVALUATION - 1
    recent, left = (
        range(ends - 26 * HOUR, now, EVALUATION),
        range(ends - 30 * DAY - 2 * HOUR, ends - 29 * DAY, EVALUATION),
    )
    return [*left, *recent]


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
