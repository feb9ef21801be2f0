"""Planned maintenance at its edges: the base pairs right after it, and those while another environment has its own.

Each one that is planned is tried, under a clock that is moved to it: everything fails until it ends, and nothing after.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from avionics.conventions import names
from avionics.model.maintenance import Maintenance
from avionics.proof.needed import Rule
from avionics.proof.subject import Subject
from avionics.proof.traffic.given import rules_for
from avionics.proof.traffic.played import played, spaced
from avionics.proof.traffic.traffic import Stretch, Timeline
from avionics.proof.values import Case, Question, Sample, Suite

_PAIR = (names.TOTAL, names.ERRORS)


def maintained_suites(subject: Subject) -> Iterator[Suite]:
    """A suite for each maintenance that is planned, here or elsewhere."""
    for number, each in enumerate(subject.aim.slo.maintenance):
        edge = Edge(subject, each)
        yield edge.suite(number, edge.after() if each in subject.maintenance else edge.meanwhile())


class Edge(Struct, frozen=True):
    """A maintenance that is planned; where another follows it, that one says what is recorded."""

    subject: Subject
    planned: Maintenance

    def after(self) -> Iterator[Question]:
        """No pair while its window holds a failure of the maintenance; the next is there, and holds none."""
        aim = self.subject.aim
        clean = ((self._ends + aim.base + aim.scrape) // aim.interval + 1) * aim.interval
        yield from self._asked(clean - aim.interval, "planned maintenance is over, and still in the base window", "* 0")
        yield from self._asked(clean, "planned maintenance is over, and in the base window no more", "+ 0")

    def meanwhile(self) -> Iterator[Question]:
        """Pairs are recorded, since it takes place elsewhere."""
        at = self._ends - self.subject.aim.interval
        yield from self._asked(at, "planned maintenance, and in other environments only", "* 0")

    def suite(self, number: int, questions: Iterator[Question]) -> Suite:
        """Everything fails until it ends."""
        subject, aim = self.subject, self.subject.aim
        events = 1 / spaced(aim)
        traffic = Timeline([Stretch(self._ends, events, events), Stretch(2 * self._ends, events, 0)])
        groups = rules_for(subject, frozenset(), self._is_pair)
        recorded = tuple(played(aim, traffic, self._clock).items())
        case = Case(f"{subject.name} maintenance {number}", spaced(aim), recorded, tuple(questions))
        path = f"{subject.name}-maintenance-{number}"
        return Suite(aim.environment.name, path, aim.interval, groups, (case,), clock=self._clock)

    @property
    def _ends(self) -> int:
        """The second of the suite at which it ends."""
        return 3 * self.subject.aim.base

    @property
    def _clock(self) -> int:
        return self.planned.end - self._ends

    def _is_pair(self, rule: Rule) -> bool:
        pair = {metric + self.subject.aim.base_name for metric in _PAIR}
        return self.subject.records(rule) and rule.record in pair

    def _asked(self, at: int, claim: str, errors: str) -> Iterator[Question]:
        """That there is a pair, or in another maintenance none. Its errors are none with `+ 0`, any with `* 0`."""
        subject, aim = self.subject, self.subject.aim
        silent = subject.is_maintained(self._clock + at, aim.base)
        for metric, nought in ((names.TOTAL, "* 0"), (names.ERRORS, errors)):
            record = metric + aim.base_name
            pair = subject.series(record)
            expr, expected = (pair, ()) if silent else (f"{pair} {nought}", (Sample("", subject.labels, 0.0),))
            yield subject.question(f"{record}: {claim}", expr, at, expected)
