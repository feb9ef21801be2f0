"""A label that a description prints is hardly one that stands nowhere else and is nearly another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.finding import nearest
from avionics.lint.engine import Problem, rule
from avionics.model.alert import Alert
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.plan.templates import ACTION, label_in
from avionics.promql.examined import tree
from avionics.promql.labels import may_carry

_WORD = re.compile(r"[A-Za-z_]\w*")
_SLIP = 0.87
"""How like a slip of the keys is: `instnace` is, `dst_host` of `src_host` and `zone_a` of `zone_b` are not."""


@rule("warning", "labels that a description prints are spelt as in 'by'")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at labels that are neither in 'by' nor named by the expression: its series may have them, or not."""
    del catalog
    for alert in service.alerts:
        if alert.by and "{{" in alert.description:
            yield from _misspelt(alert)


def _misspelt(alert: Alert) -> Iterator[Problem]:
    known = {*alert.by, *_WORD.findall(alert.expr)}
    for action in ACTION.finditer(alert.description):
        label = label_in(action[0])
        if not label or label in known or not may_carry(tree(alert.expr), label):  # of the last template-text speaks
            continue
        if near := nearest(label, alert.by, _SLIP):
            message = f"the label {label!r} stands nowhere else, and is nearly {near!r}"
            help_ = f"write {near!r}; if it is another, put it into 'by'"
            span = (action.start(), len(action[0]))
            yield Problem(alert.where.at("description"), message, help_, span)
