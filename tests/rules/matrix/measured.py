"""All shapes on a real Prometheus: what the compiled rules record of them, beside what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import gcd
from pathlib import Path

from bench.prometheus import Prometheus, running
from bench.remote import Series
from bench.rules import Rules, read, record

from rules.matrix.kinds import SELECTED, Kind
from rules.matrix.scraped import BASE, BEGIN, HOUR, MINUTE, Scraped, Shape, scraped
from rules.projects import compiled

EVERY = 22 * MINUTE
"""Between looks: on a full evaluation of every group, and in an hour's time at other minutes."""
ASKED = 6 * HOUR
"""As long before a look a window of six hours may ask for an hour that ended at any minute."""


@dataclass(frozen=True, slots=True)
class Run:
    """A shape, what was scraped of it, and what was recorded: by series name and second."""

    shape: Shape
    given: Scraped
    recorded: dict[str, dict[int, float]]
    looks: range
    begin: int


def rules(kind: Kind, scrape: int = 60, objective: float = 99.9, base: int = BASE) -> str:
    """The rules of an objective over a month, kept apart by shape."""
    slo = {"name": kind.replace("_", "-"), "objective": objective, "by": ["shape"], "sli": SELECTED[kind]}
    every = min(MINUTE, base // 2)
    intervals = {"scrapeInterval": f"{scrape}s", "evaluationInterval": f"{every}s", "baseWindow": f"{base}s"}
    return compiled([slo], rules=intervals).live["P"]


def measure(program: Path, folder: Path, shapes: Sequence[Shape], length: int, seen: int) -> Iterator[Run]:
    """`length` seconds of each shape through its rules, looked at in the last `seen` seconds."""
    for number, (_, group) in enumerate(groupby(shapes, key=_together)):
        alike = list(group)
        file = read(rules(alike[0].kind, alike[0].scrape, base=alike[0].base), MINUTE)
        with running(program, folder / str(number)) as server:
            yield from replay(server, file, alike, length, range(length - seen, length + 1, EVERY))


def _together(shape: Shape) -> tuple[Kind, int, int, tuple[range, ...]]:
    """Shapes that are alike in this are measured at once, by the same rules."""
    return shape.kind, shape.scrape, shape.base, shape.outages


def replay(
    server: Prometheus, file: Rules, shapes: Sequence[Shape], length: int, looks: range, begin: int = BEGIN
) -> Iterator[Run]:
    """These shapes through one rule file; `looks` are seconds since `begin`."""
    given = {shape.name: scraped(shape, length, begin) for shape in shapes}
    recorded: dict[str, dict[str, dict[int, float]]] = {shape.name: {} for shape in shapes}
    missed = frozenset(begin + second for second in shapes[0].missed)
    server.write(series for each in given.values() for series in exposed(each))
    asked = begin + max(0, looks.start - ASKED) // HOUR * HOUR
    if any(at < asked for at in missed):
        asked = begin
    record(server, before(file, shapes[0].base), begin, asked - 1)
    record(server, file if missed else read_at(file, shapes[0].base, looks), asked, begin + length, missed)
    seen = range(begin + looks.start, begin + looks.stop, looks.step)
    for name in sorted({each.name for each in file.recordings}):
        for found in server.range(name, seen[0], seen[-1], seen.step):
            if "shape" in found.labels:
                recorded[found.labels["shape"]][name] = dict(found.points)
    for shape in shapes:
        yield Run(shape, given[shape.name], recorded[shape.name], seen, begin)


def before(file: Rules, base: int) -> Rules:
    """A file before anything is looked at: of what is made of base windows only tiles count then, each half hour; base
    windows are read side by side, and each evaluation of their events is one of the coverage."""
    return _less_often(file, base, errors=base, others=HOUR // 2)


def read_at(file: Rules, base: int, looks: range) -> Rules:
    """A file where it is looked at and no evaluation was missed: of what is made of base windows only what was recorded
    some half hours before a look is read."""
    return _less_often(file, base, errors=0, others=gcd(looks.start, looks.step, HOUR // 2))


def _less_often(file: Rules, base: int, errors: int, others: int) -> Rules:
    pair = f":rate{base // MINUTE}m"
    least = {f"slo:sli_total{pair}": 0, f"slo:sli_errors{pair}": errors}
    kept = (replace(each, every=max(each.every, least.get(each.name, others))) for each in file.recordings)
    return Rules(tuple(kept), ())


def seldom(file: Rules, *names: str) -> Rules:
    """Base pairs of a file side by side, and others at each full hour: so months of what is tiled cost little."""
    wanted = [each for each in file.recordings if each.name in names or each.name.endswith(":rate5m")]
    return Rules(tuple(replace(each, every=HOUR if each.name in names else BASE) for each in wanted), ())


def exposed(given: Scraped) -> Iterator[Series]:
    """The series with the labels that every target of the service has."""
    for each in given.series:
        yield Series({**each.labels, "job": "shop", "environment": "P"}, each.points)
