"""A period moves on with every base window, not only with every tile: what is proved of the tile that now fills.

And of the one that a rolling period now leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from avionics.conventions import names
from avionics.plan.objectives.shape import Measure
from avionics.promql.text.duration import text
from avionics.proof.alike import alike_suite
from avionics.proof.needed import Rule
from avionics.proof.periods.told import asked, is_coverage, tells
from avionics.proof.subject import Subject
from avionics.proof.traffic.given import Given, rules_for
from avionics.proof.traffic.recorded import history
from avionics.proof.traffic.traffic import Stretch, Timeline
from avionics.proof.values import Case, Suite
from avionics.slis.example import series
from avionics.slis.play import run

_SPENT = 0.3
"""About the share of its budget that the made-up tiles spend."""


Pasts = dict[str, str]
"""The pairs that were recorded, in promtool's notation, by series."""


class Tiles(Struct, frozen=True):
    """The tiles of `tile` seconds of a period whose series end in `name`, if second 0 is that of `clock`."""

    subject: Subject
    tile: int
    name: str
    clock: int = 0

    def suite(self, kind: str, every: int, past: Pasts, looks: Mapping[int, tuple[float, float]]) -> Suite:
        """What the period must hold at the seconds of `looks`: so many events and failures."""
        subject, aim = self.subject, self.subject.aim
        groups = rules_for(subject, self._given, self._tells)
        questions = tuple(one for at, counted in looks.items() for one in asked(subject, groups, counted, at))
        case = Case(f"{subject.name} {kind}", aim.base, tuple(past.items()), questions)
        story = (kind, self.tile, aim.base, aim.budget, self.clock)
        return alike_suite(subject, kind, every, groups, (case,), story=story, clock=self.clock)

    def past(self, traffic: Timeline) -> Pasts:
        """The pairs of the base and of the tile."""
        base, labels = self.subject.aim.base, dict(self.subject.labels)
        return {series(metric, labels): history(metric, traffic, base) or "" for metric in sorted(self._given)}

    def traffic(self, tiles: int, *, downwards: bool = False) -> Timeline:
        """So many tiles in which no two base windows are alike, so that one too many or too few shows."""
        aim = self.subject.aim
        share = min(0.25, _SPENT * float(aim.budget))
        parts = tiles * self.tile // aim.base
        stretches = [Stretch(aim.base, part, part * share * (0.5 + part / parts)) for part in range(1, parts + 1)]
        return Timeline(reversed(stretches) if downwards else stretches)

    def looks(self) -> Iterator[int]:
        """Ends of base windows, or an evaluation later: at the full tile, after one, over the half, and at last."""
        aim, parts = self.subject.aim, self.tile // self.subject.aim.base
        yield from (self.tile + part * aim.base for part in (0, parts // 2 + 1))
        yield from (self.tile + part * aim.base + aim.interval for part in (1, parts - 1))

    @property
    def _given(self) -> Given:
        windows = (self.subject.aim.base_name, text(self.tile))
        return frozenset(metric + window for metric in (names.TOTAL, names.ERRORS) for window in windows)

    def _tells(self, rule: Rule) -> bool:
        return tells(self.subject, rule, self.name) and not is_coverage(rule)


def present_tile(subject: Subject, tile: int, name: str, clock: int) -> Iterator[Suite]:
    """The first tile of a period of the calendar, and base windows of the two after it. None where a tile is a base.

    `name` is how the period's series end, and `clock` when it begins.
    """
    base = subject.aim.base
    if tile == base:
        return
    tiles = Tiles(subject, tile, name, clock)
    traffic = tiles.traffic(3)
    looks = {at: traffic.window(at // base * base, 3 * tile) for look in tiles.looks() for at in (look, look + tile)}
    yield tiles.suite(f"period-{name.strip('_')}-now", subject.aim.interval, tiles.past(traffic), looks)


def leaving_tile(subject: Subject, period: Measure) -> Iterator[Suite]:
    """Three tiles a rolling period ago, of the second of which it has left a part, and two now.

    A suite for each look, since its rules are to be evaluated then only, not every half minute of a month.
    """
    tile, base = period.step, subject.aim.base
    if tile == base:
        return
    tiles = Tiles(subject, tile, period.name)
    old, new = tiles.traffic(3), tiles.traffic(2, downwards=True)
    between = f" stale {run(None, 0, (period.seconds - old.seconds) // base - 2)} "
    earlier, later = tiles.past(old), tiles.past(new)
    past = {one: earlier[one] + between + later[one] for one in earlier}
    for at in tiles.looks():
        ended = at // base * base
        left, since = old.window(old.seconds, old.seconds - ended), new.window(ended, ended)
        held = (left[0] + since[0], left[1] + since[1])
        yield tiles.suite(f"period-{period.name}-at-{at}", period.seconds + at, past, {period.seconds + at: held})
