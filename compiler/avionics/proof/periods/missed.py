"""What a period makes of base windows and hours at whose ends nothing was recorded: it counts none of them.

While no rule is evaluated, an instant value is for five minutes the last one there was, so that one base window would
be counted for those that were missed after it. And what was recorded between ends is of no window of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.conventions import names
from avionics.plan.objectives.objective import Objective
from avionics.promql.text.duration import text
from avionics.proof.alike import alike_suite
from avionics.proof.subject import Subject
from avionics.proof.traffic.given import rules_for
from avionics.proof.traffic.recorded import LOOK_BACK
from avionics.proof.values import Case, Suite
from avionics.slis.example import series
from avionics.slis.play import run

_PAIRED = (names.TOTAL, names.ERRORS)
_TILES = 2.5
"""So many tiles hold pairs: of the last, which now fills, a half."""


def missed(subject: Subject, tile: int, name: str, looks: Iterable[int], clock: int = 0) -> Iterator[Suite]:
    """What the period, whose series end in `name`, holds of pairs that were recorded between the ends of base windows.

    A suite for each of the `looks`, since rules are to be evaluated then only; none where a tile is a base window, or
    where nothing is evaluated between their ends. `clock` is as in a suite.
    """
    aim, labels = subject.aim, dict(subject.labels)
    if aim.base in (tile, aim.interval):
        return
    pairs = frozenset(metric + window for metric in _PAIRED for window in (aim.base_name, text(tile)))
    told = {metric + name for metric in (names.EVENTS, names.FAILURES, names.COVERAGE)}
    hours = f"{names.COVERAGE}1h"
    groups = rules_for(subject, pairs | {hours}, lambda rule: subject.records(rule) and rule.record in told)
    bases = _between(aim, aim.base, tile, 0)
    past = (
        *((series(metric + aim.base_name, labels), bases) for metric in _PAIRED),
        (series(hours, labels), _between(aim, tile, tile, LOOK_BACK)),
    )
    kind = f"period-{name.strip('_')}-missed"
    for at in looks:
        asked = tuple(
            subject.question(f"{one} where none was recorded", f"{series(one, labels)} > 0", at) for one in sorted(told)
        )
        case = Case(f"{subject.name} {kind} at {text(at)}", aim.interval, past, asked)
        story = (kind, tile, aim.base, aim.interval, at, clock)
        yield alike_suite(subject, f"{kind}-{at}", at, groups, (case,), story=story, clock=clock)


def looks_at(tile: int, period: int = 0) -> tuple[int, ...]:
    """In the midst of the tile that now fills, and of that which a rolling period of so many seconds now leaves."""
    now = int(_TILES * tile)
    return (now, period + now - tile) if period else (now,)


def _between(aim: Objective, every: int, tile: int, found: int) -> str:
    """A value at each evaluation, but for those from which it is found at an end of `every` so many seconds."""
    there = (every - found) // aim.interval - 1
    one = ["_", run(1.0, 0, there), *["_"] * (every // aim.interval - 1 - there)]
    return " ".join(one * int(_TILES * tile / every))
