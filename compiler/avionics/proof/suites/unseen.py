"""Silence that proves nothing: an alert is silent, too, where its case has no series for it, or none any more.

What a filter leaves out is silent for a reason: there are series, and it is they that do not pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.finding import Finding
from avionics.model.alert import AlertCase
from avionics.model.project import Pairs
from avionics.plan.values import Group
from avionics.promql.patterns.matchers import NAME, matchers
from avionics.promql.text.duration import is_duration, seconds, text
from avionics.promql.text.tokens import selectors, tokens
from avionics.proof.needed import Wanted, reads
from avionics.proof.suites.samples import samples
from avionics.proof.traffic.recorded import LOOK_BACK

RULE = "alert-case"
_WITHOUT_SERIES = frozenset({"absent", "absent_over_time", "vector"})
"""Functions that have a value where there is no series."""
_HELP = (
    "the series of the case are over, or not those that its selectors ask for: put one beside them that is; where they "
    "end on purpose, end their values in _ or stale"
)


def unseen(case: AlertCase, series: Pairs, groups: Iterable[Group]) -> Iterator[Finding]:
    """Times at which the alert stays silent though nothing that its rules read is there.

    `series` are those of the case with the labels of its environment, `groups` the alert and all that it reads. Series
    that end in `_` or `stale` end on purpose; the values of others are said to be over.
    """
    exprs = [rule.expr for group in groups for rule in group.rules]
    words = [token.text for expr in exprs for token in tokens(expr)]
    wanted = frozenset().union(*map(reads, exprs))
    if not series or not wanted or not _WITHOUT_SERIES.isdisjoint(words):
        return
    reach = LOOK_BACK + sum(seconds(word) for word in words if is_duration(word))
    last = max((_last(values, case.interval) for one, values in series if _read(one, wanted)), default=-reach)
    for index, at in enumerate(case.silent):
        if at >= last + reach:
            message = f"at {text(at)} there was no value, so that silence proves nothing: {case.name}"
            yield Finding(RULE, message, case.where.at("silent", index), "warning", help=_HELP)


def _read(series: str, wanted: Iterable[Wanted]) -> bool:
    """Whether a selector that asks for equal labels alone would find the series."""
    name = selectors(series)[0].name
    labels = {matcher.label: matcher.text for matcher in matchers(series)} | {NAME: name}
    return any(
        asked in {"", name} and all(labels.get(label, "") == value for label, value in equal) for asked, equal in wanted
    )


def _last(values: str, interval: int) -> float:
    """The second of the last value; of series that end on purpose there is none."""
    if values.rsplit(maxsplit=1)[-1].startswith(("_", "stale")):
        return float("inf")
    return ((samples(values) or 1) - 1) * interval
