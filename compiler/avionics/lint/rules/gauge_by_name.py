"""A probe reads a state, and freshness a point in time: not what is a length or a size by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.objectives import gauges
from avionics.model.service import Service
from avionics.promql.meaning.measured import counted_in

_LENGTHS = frozenset(("seconds", "milliseconds", "bytes"))
_STATES = {
    "ifOperStatus": ("1 for up and 2 for down", "atMost: 1"),
    "ifAdminStatus": ("1 for up and 2 for down", "atMost: 1"),
    "bgpPeerState": ("6 for established and 1 for idle", "atLeast: 6"),
    "ospfNbrState": ("8 for full and 1 for down", "atLeast: 8"),
}
"""States of SNMP, which are never 0 (RFC 2863, 4273, 4750): what they are, and the bound of a good one."""
_AGE = re.compile(r"_(?:age|ago|duration|lag|delay|elapsed)_(?:seconds|milliseconds|ms)\Z")
_PROBE = "name one that is 1 or 0, such as probe_success; of a value with bounds the indicator is 'gauge'"
_FRESHNESS = "name one that holds when it last happened; of an age the indicator is 'gauge', with 'atMost' in {}"


@rule("warning", "what probe reads is a state by its name, and what freshness reads a point in time")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the metric names of these two kinds; what is a counter, counter-as-gauge says."""
    for slo, where, selector in gauges(service):
        if said := _otherwise(slo.sli.kind, selector.name):
            yield Problem(where, f"{selector.name} is {said[0]}", said[1], (selector.start, len(selector.name)))


def _otherwise(kind: str, name: str) -> tuple[str, ...]:
    """What the name says of the metric, and what to do; empty where it may be what the kind reads."""
    if kind == "probe" and name in _STATES:
        values, bound = _STATES[name]
        return (
            f"{values}, and probe reads 1 or 0: nothing ever fails",
            f"of a state the indicator is 'gauge', with '{bound}'",
        )
    unit = counted_in(name)
    if kind == "probe" and unit in _LENGTHS and not name.endswith("_total"):
        return f"in {unit} by its name, and probe reads 1 or 0: above 1 nothing ever fails", _PROBE
    if kind == "freshness" and _AGE.search(name):
        return (
            "an age by its name, and freshness reads when it happened: all of the time is too old",
            _FRESHNESS.format(unit),
        )
    return ()
