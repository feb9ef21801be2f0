"""When alerts fire: their conditions, as a server evaluates them, through `for` and `keep_firing_for`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.prometheus import Prometheus
from bench.rules import Alert

Stretch = tuple[int, int]
"""From the first second at which an alert fires to the first at which it does not."""


def firing(server: Prometheus, alert: Alert, start: int, end: int) -> list[Stretch]:
    """The stretches in which any series of the alert fires."""
    first = -(-start // alert.every) * alert.every
    found = server.range(alert.expr, first, end, alert.every)
    return together(stretch for each in found for stretch in states([at for at, _ in each.points], alert))


def states(true: list[int], alert: Alert) -> Iterator[Stretch]:
    """Firing stretches of one series whose condition holds at the seconds `true`.

    It fires once the condition has held for `for`, and until it has been gone for `keep_firing_for`.
    """
    since, until = 0, 0
    last = None
    for at in true:
        broken = last is None or at - last > alert.every
        if broken and at > until:
            if until:
                yield since + alert.wait, until
            since, until = at, 0
        if at - since >= alert.wait:
            until = at + alert.every + alert.keep
        last = at
    if until:
        yield since + alert.wait, until


def together(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches that touch or overlap as one."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
