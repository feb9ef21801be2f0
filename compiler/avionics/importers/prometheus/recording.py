"""A recording rule of theirs, under the name that others read: what cannot keep its name and labels is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from avionics.conventions.names import SERVICE
from avionics.importers import names
from avionics.importers.fields import Fields, LeftOut
from avionics.importers.prometheus import expression
from avionics.importers.prometheus.group import Group
from avionics.importers.values import Recording

_NAME = re.compile(r"(?!slo:)([a-zA-Z_][a-zA-Z0-9_]*)?(:[a-zA-Z0-9_]+)+:?\Z")
_LONGEST = 200
_COMPILERS = frozenset((SERVICE,))


def may_be_called(record: str) -> bool:
    """Whether ours may be called so."""
    return _NAME.match(record) is not None and len(record) <= _LONGEST


def recording(rule: Fields, of: Group, recorded: expression.Recorded, before: Iterable[Recording]) -> Recording:
    """The recording rule in `rule`, which has those `before` it.

    Raises:
        LeftOut: ours cannot be called so, or be labelled so, or its expression cannot be carried.
    """
    record = rule.need("record")
    if not may_be_called(record):
        message = "ours are called level:metric:operation, and 'slo:' begins those of objectives"
        raise LeftOut(rule.at("record"), message, "call it otherwise, there and in what reads it")
    labels = of.labelled(rule)
    service = of.service_of(labels, rule.told)
    for name, (value, where) in labels.items():
        if fault := names.label_fault(name, value, _COMPILERS):
            raise LeftOut(where, f"its label {name}: {value!r} cannot be carried: {fault}", "record it without")
    held = {name: value for name, (value, _) in labels.items()}
    if any((one.service, one.record, one.labels) == (service, record, held) for one in before):
        message = "there is one before it with the same name and labels"
        raise LeftOut(rule.at("record"), message, "join the two expressions by 'or'")
    return Recording(rule.where, service, record, expression.read(rule, recorded), held)
