"""Planned maintenance and the alerts of an objective: none waits to fire in it, all do after it.

Two looks at each end, under a clock that is moved to it. What an alert waits for is there all the time. Those of burn
rates are looked at when it is over: what fires as it begins is kept firing.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from avionics.conventions import names
from avionics.plan.values import PlannedAlert
from avionics.proof.alike import alike_suite
from avionics.proof.asked import series_of, tier_name
from avionics.proof.needed import reads
from avionics.proof.subject import Subject
from avionics.proof.suites.absence import alerts_of, kind_of
from avionics.proof.traffic.given import rules_for
from avionics.proof.values import Case, Question, Sample, Suite

_LOOKS = 3
"""Evaluations at an end; the first only gives the second something to look back for."""

_PLENTY = 1_000_000_000
"""Failures: more than any guard asks for."""


def silenced_suites(subject: Subject) -> Iterator[Suite]:
    """Two suites for each maintenance that is planned in the environment, if there is an alert to look at."""
    absent, burning = alerts_of(subject), [*filter(None, (subject.alert(tier.long) for tier in subject.aim.tiers))]
    longer = subject.aim.base + subject.aim.scrape  # until there is a base pair again
    for number, each in enumerate(subject.maintenance):
        begun = Turn(subject, each.start + 1, "begun"), absent
        ended = Turn(subject, each.end + longer + 1, "ended, and with it its last base window"), [*absent, *burning]
        yield from (turn.suite(alerts, number) for turn, alerts in (begun, ended) if alerts)


class Turn(Struct, frozen=True):
    """The first second `at` which a maintenance has begun or ended; in words `what` it then has."""

    subject: Subject
    at: int
    what: str

    def suite(self, alerts: list[PlannedAlert], number: int) -> Suite:
        """A case for each alert, in which all is as it waits for."""
        subject, aim = self.subject, self.subject.aim
        chosen = {id(alert) for alert in alerts}
        given = frozenset(name for alert in alerts for name, _ in reads(alert.expr))
        groups = rules_for(subject, given, lambda rule: id(rule) in chosen)
        kind = f"silenced-{number}-{self.what.partition(',')[0]}"
        cases = tuple(
            Case(
                f"{alert.name} when maintenance has {self.what}", aim.interval, self._series(alert), self._asked(alert)
            )
            for alert in alerts
        )
        story = (kind, self._clock, aim.interval)
        return alike_suite(subject, kind, aim.interval, groups, cases, story=story, clock=self._clock)

    @property
    def _clock(self) -> int:
        return self.at - (_LOOKS - 1) * self.subject.aim.interval

    def _series(self, alert: PlannedAlert) -> tuple[tuple[str, str], ...]:
        """What burns, what was measured when it vanishes, what has no events when it is idle, and else nothing."""
        total, hours = names.TOTAL + self.subject.aim.base_name, f"{names.COVERAGE}1h"
        if alert.window:
            found = {name: 1 if name.startswith(names.ERROR_RATIO) else _PLENTY for name, _ in reads(alert.expr)}
        else:
            told = {names.VANISHED: {hours: 1}, names.IDLE: {total: 0, hours: 1}, names.NEVER_SEEN: {}}
            found = told[kind_of(alert)]
        return tuple((self.subject.series(metric), f"{value}x{_LOOKS}") for metric, value in sorted(found.items()))

    def _asked(self, alert: PlannedAlert) -> tuple[Question, ...]:
        """Whether it fires or waits to, one evaluation before and then."""
        aim = self.subject.aim
        told = tier_name(self.subject, alert) if alert.window else f"{self.subject.name} {alert.name}"
        expr = f"count({series_of(alert, 'ALERTS')})"
        return tuple(
            Question(
                aim.slo.where, told, f"its condition, {when} planned maintenance has {self.what}", expr,
                at - self._clock, () if self.subject.is_maintained(at, aim.base) else (Sample("", (), 1.0),),
            )
            for at, when in ((self.at - aim.interval, "right before"), (self.at, "when"))
        )  # fmt: skip
