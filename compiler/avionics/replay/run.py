"""Rules replayed over a clock, and the alerts that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from avionics.plan.values import PlannedAlert
from avionics.promql.text.duration import seconds
from avionics.replay.clock import NONE, Clock, Column, there
from avionics.replay.evaluate import evaluate
from avionics.replay.reader import Reader, Track
from avionics.replay.refused import NotReplayed
from avionics.replay.rulebook import Rule, Rulebook

NOBODY: Mapping[str, Track] = MappingProxyType({})


class Replay(Struct, frozen=True):
    """What a rulebook of the objective `name` recorded along a clock."""

    name: str
    clock: Clock
    tracks: Mapping[str, Track]

    def firing(self, alert: Rule, after: int = 0) -> Iterator[int]:
        """The instants, in seconds, at which an alert fires: `for` and `keep_firing_for` as Prometheus has them.

        It is looked at from the second `after` on, before which it had no reason to.
        """
        planned = alert.planned
        assert isinstance(planned, PlannedAlert)
        pending, keep = seconds(planned.for_), seconds(planned.keep_firing_for)
        active: int | None = None  # since when
        fires, ended = False, 0
        reader = Reader(self.tracks, self.clock, alert.number, self.name)
        column = evaluate(alert, reader, [NONE] * (after // self.clock.step))
        for index in range(0, self.clock.count, alert.interval // self.clock.step):
            now = self.clock.at(index)
            if there(column[index]):
                active, ended = (now if active is None else active), 0
                fires = fires or now - active >= pending
            else:
                active, ended = None, ended or now
                fires = fires and now - ended < keep
            if fires:
                yield now


def replay(
    book: Rulebook,
    metrics: Iterable[str],
    sources: Mapping[str, Column],
    clock: Clock,
    *,
    others: Mapping[str, Track] = NOBODY,
    before: Mapping[str, Track] = NOBODY,
) -> Replay:
    """These recordings, each after those it is made of, from the columns of the sources and what `others` record.

    What they recorded `before` an instant need not be found again.

    Raises:
        NotReplayed: a rule holds something that replays do not understand; the message names both.
    """
    tracks = dict(others)
    for metric in metrics:
        rule = book.recordings[metric]
        try:
            reader = Reader(tracks, clock, rule.number, book.name)
            known = before[metric].values if metric in before else []
            values = sources[metric] if metric in sources else evaluate(rule, reader, known)
        except NotReplayed as fault:
            raise NotReplayed(f"{metric} cannot be replayed: {fault} is not understood") from None
        tracks[metric] = Track(values, rule.interval // clock.step, rule.number)
    return Replay(book.name, clock, tracks)
