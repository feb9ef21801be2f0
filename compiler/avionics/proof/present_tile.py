"""What a period holds of the tile that now fills: it moves on with every base window, not only with every tile."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.plan.objective import Objective
from avionics.plan.values import Recording
from avionics.promql.duration import text
from avionics.proof.alike import form
from avionics.proof.given import rules_for
from avionics.proof.needed import Rule
from avionics.proof.period_told import asked, tells
from avionics.proof.recorded import history
from avionics.proof.subject import Subject
from avionics.proof.traffic import Stretch, Timeline
from avionics.proof.values import Case, Suite
from avionics.slis.example import series

_SPENT = 0.3
"""About the share of its budget that the made-up hours spend."""


def present_tile(subject: Subject, tile: int, name: str, clock: int = 0) -> Iterator[Suite]:
    """A whole tile of `tile` seconds, and base windows of the next: each with other events and errors.

    `name` is how the period's series end, and `clock` where it begins: with the first of these tiles, or before. There
    is nothing to prove where a tile is a base window.
    """
    aim = subject.aim
    if tile == aim.base:
        return
    given = frozenset(
        metric + window for metric in (names.TOTAL, names.ERRORS) for window in (aim.base_name, text(tile))
    )
    groups = rules_for(subject, given, lambda rule: _tells(aim, rule, name))
    traffic = _traffic(aim, tile)
    past = tuple(
        (series(metric, dict(subject.labels)), history(metric, traffic, aim.base, ()) or "") for metric in sorted(given)
    )
    questions = tuple(
        question
        for at in _looks(aim, tile)
        for question in asked(subject, groups, traffic.window(at // aim.base * aim.base, tile * 2), at)
    )
    case = Case(f"{subject.name} {text(tile)} that fills", aim.base, past, questions)
    kind = f"period-{name.strip('_')}-now"
    same = form(subject, groups, (kind, tile, aim.base, aim.budget, clock))
    yield Suite(aim.environment.name, f"{subject.service}/{kind}", aim.interval, groups, (case,), kind, same, clock)


def _tells(aim: Objective, rule: Rule, name: str) -> bool:
    """Coverage is of whole hours."""
    covers = isinstance(rule, Recording) and rule.record.startswith(names.COVERAGE)
    return tells(aim, rule, name) and not covers


def _traffic(aim: Objective, tile: int) -> Timeline:
    """No two base windows are alike, so that one too many or too few shows."""
    share = min(0.25, _SPENT * float(aim.budget))
    parts = 2 * tile // aim.base
    return Timeline(Stretch(aim.base, part, part * share * (0.5 + part / parts)) for part in range(1, parts + 1))


def _looks(aim: Objective, tile: int) -> Iterator[int]:
    """Where a base window ends and an evaluation later: at the full tile, after one, over the half, and at last."""
    parts = tile // aim.base
    for part in sorted({0, 1, parts // 2 + 1, parts - 1}):
        yield tile + part * aim.base
        yield tile + part * aim.base + aim.interval
