"""A label that stands nowhere else, or seldom, and is nearly another of the service is hardly one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from avionics.lint.engine import Problem, rule
from avionics.lint.slips import slip
from avionics.model.alert import Alert
from avionics.model.service import Service
from avionics.plan.alerts.templates import ACTION, label_in
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.labels import may_carry

_WORD = re.compile(r"[A-Za-z_]\w*")
_MOST = 50
"""Labels of a service that are held to each other: only a hostile one has more, and pairs grow with the square."""


@rule("warning", "labels that a description prints, or that 'by' names, are spelt as elsewhere in the service")
def check(service: Service) -> Iterator[Problem]:
    """Looks at what a description prints and neither 'by' nor the expression names, since its series may have it or
    not; and at labels of 'by' that are nearly one which more objectives and alerts have, or the logs."""
    for alert in service.alerts:
        if alert.by and "{{" in alert.description:
            yield from _printed(alert)
    yield from _apart(service)


def _printed(alert: Alert) -> Iterator[Problem]:
    known = {*alert.by, *_WORD.findall(alert.expr)}
    for action in ACTION.finditer(alert.description):
        label = label_in(action[0])
        if not label or label in known or not may_carry(tree(alert.expr), label):  # of the last template-text speaks
            continue
        if near := next((name for name in alert.by if slip(label, name)), ""):
            message = f"the label {label!r} stands nowhere else, and is nearly {near!r}"
            help_ = f"write {near!r}; if it is another, put it into 'by'"
            span = (action.start(), len(action[0]))
            yield Problem(alert.where.at("description"), message, help_, span)


def _apart(service: Service) -> Iterator[Problem]:
    apart = [item for item in service.alerting if item.by]
    labels = [*(label for item in apart for label in item.by), *(name for name, _ in service.logs.labels)]
    pairs = _alike(tuple(sorted({*labels})))
    if not pairs:
        return
    often = Counter(labels)
    for item in apart:
        for at, label in enumerate(item.by):
            near = next((right for wrong, right in pairs if wrong == label and often[right] > often[wrong]), "")
            if near and near not in item.by:
                message = f"the label {label!r} is nearly {near!r}, which the service has more often"
                help_ = f"write {near!r}, if it is that one: of a label that no series has all are one group"
                yield Problem(item.where.at("by").at(at), message, help_)


@lru_cache(maxsize=256)
def _alike(labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs of labels of which one may be a slip of the other; most services have the labels of their neighbours."""
    if len(labels) > _MOST:
        return ()
    return tuple((one, other) for one in labels for other in labels if one != other and slip(one, other))
