"""What a case of an alert gives is what the alert reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from avionics.lint.engine import Problem, meant, rule
from avionics.model.service import Service
from avionics.promql.meaning.examined import tree
from avionics.promql.text.edit import metrics, single


@rule("warning", "every series in a case of an alert is one that the alert reads")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the metrics of declared cases, beside those that the expression reads by itself or by raw rules."""
    records = {rule.record: rule.expr for rule in service.rules}
    for alert in service.alerts:
        read = _read(alert.expr, records) if alert.tests else frozenset()
        if not read or any(not name or (":" in name and name not in records) for name in read):
            continue  # what others record, or selectors without a name, may read anything
        for case in alert.tests:
            for series, _ in case.series:
                found = None if series.partition("{")[0] in read else single(series)
                if found and found.name and found.name not in read:
                    message = f"{alert.name} reads no {found.name!r}, so that this series proves nothing"
                    help_ = meant(found.name, sorted(read))
                    yield Problem(case.where.at("series", series), message, help_, on_key=True)


def _read(expr: str, records: Mapping[str, str]) -> frozenset[str]:
    """The metrics that an expression reads, and those that what it reads is recorded of; none if one is no PromQL."""
    found: set[str] = set()
    behind = [expr]
    while behind:
        text = behind.pop()
        if tree(text) is None:  # what it reads is a guess, and the rule promql-syntax has told
            return frozenset()
        names = {*metrics(text)} - found
        found |= names
        behind += [records[name] for name in names if name in records]
    return frozenset(found)
