"""All shapes on a real Prometheus: what the compiled rules record of them, beside what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from bench.prometheus import running
from bench.remote import Series
from bench.rules import read, record
from rules.matrix.scraped import BEGIN, MINUTE, Kind, Scraped, Shape, scraped
from rules.projects import compiled

EVERY = 22 * MINUTE
"""Between looks: on a full evaluation of every group, and in an hour's time at other minutes."""

SELECTED: dict[Kind, dict[str, Any]] = {
    "errors": {"ratio": {"total": 'requests_total{job="shop"}', "errors": 'requests_total{job="shop",code="500"}'}},
    "good": {"ratio": {"total": 'requests_total{job="shop"}', "good": 'requests_total{job="shop",code="200"}'}},
    "latency": {"latency": {"histogram": 'latency_seconds{job="shop"}', "threshold": "300ms"}},
}


@dataclass(frozen=True, slots=True)
class Run:
    """A shape, what was scraped of it, and what was recorded: by series name and second."""

    shape: Shape
    given: Scraped
    recorded: dict[str, dict[int, float]]
    looks: range


def rules(kind: Kind, scrape: int = 60, objective: float = 99.9) -> str:
    """The rules of an objective over a month, kept apart by shape."""
    slo = {"name": kind, "objective": objective, "by": ["shape"], "sli": SELECTED[kind]}
    return compiled([slo], rules={"scrapeInterval": f"{scrape}s"}).live["P"]


def measure(
    program: Path, folder: Path, shapes: Sequence[Shape], length: int, seen: int, objective: float = 99.9
) -> Iterator[Run]:
    """`length` seconds of each shape through its rules, looked at in the last `seen` seconds."""
    for number, (_, group) in enumerate(groupby(shapes, key=_together)):
        yield from _measured(program, folder / str(number), list(group), length, seen, objective)


def _together(shape: Shape) -> tuple[Kind, int, range]:
    """Shapes that are alike in this are measured at once, by the same rules."""
    return shape.kind, shape.scrape, shape.outage


def _measured(
    program: Path, folder: Path, shapes: list[Shape], length: int, seen: int, objective: float
) -> Iterator[Run]:
    first, end = shapes[0], BEGIN + length
    file = read(rules(first.kind, first.scrape, objective), MINUTE)
    looks = range(end - seen, end + 1, EVERY)
    given = {shape.name: scraped(shape, length) for shape in shapes}
    recorded: dict[str, dict[str, dict[int, float]]] = {shape.name: {} for shape in shapes}
    with running(program, folder) as server:
        server.write(series for each in given.values() for series in exposed(each))
        record(server, file, BEGIN, end, range(BEGIN + first.outage.start, BEGIN + first.outage.stop))
        for name in sorted({each.name for each in file.recordings}):
            for found in server.range(name, looks.start, looks.stop - 1, EVERY):
                if "shape" in found.labels:
                    recorded[found.labels["shape"]][name] = dict(found.points)
    for shape in shapes:
        yield Run(shape, given[shape.name], recorded[shape.name], looks)


def exposed(given: Scraped) -> Iterator[Series]:
    """The series with the labels that every target of the service has."""
    for each in given.series:
        yield Series({**each.labels, "job": "shop", "environment": "P"}, each.points)
