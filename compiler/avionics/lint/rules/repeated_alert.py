"""What a service watches it tells once, or in ways that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.lint.watching import form
from avionics.load.watched import key, watched
from avionics.model.alert import Alert
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.model.watched import Watched
from avionics.place import Where

How = tuple[object, ...]


@rule("warning", "no two alerts or objectives of a service tell of one condition alike")
def check(service: Service) -> Iterator[Problem]:
    """Looks at what differs in no environment: at what is watched only where all else is alike."""
    groups: dict[How, list[Where]] = {}
    for item in service.alerting:
        if not item.environments:
            groups.setdefault(_how(item), []).append(item.where)
    how = {where: told for told, places in groups.items() if len(places) > 1 for where in places}
    if how:
        yield from _repeated([one for one in watched(service) if one.where in how], how)


def _how(item: Slo | Alert) -> How:
    """In which way it tells."""
    if isinstance(item, Alert):
        return item.stage, item.severity, item.for_, item.keep_firing_for, item.labels
    tiers = item.disabled_tiers, *item.tiers.items(), item.min_failures, item.min_events
    return item.stage, item.objective, item.window, item.calendar, tiers, item.labels


def _repeated(told: list[Watched], how: dict[Where, How]) -> Iterator[Problem]:
    times = Counter(map(key, told))
    first: dict[tuple[How, object], Watched] = {}
    for one in told:
        meant = form(one) if times[key(one)] > 1 else None
        earlier = first.setdefault((how[one.where], meant), one)
        if meant is not None and earlier is not one:
            message = f"{one.name} tells what {earlier.name} tells, at the same times"
            help_ = "remove one of the two, or correct the one that was copied"
            also = (Label(earlier.where.at("name"), "the first"),)
            yield Problem(one.where.at("name"), message, help_, also=also)
