"""Labels that an expression keeps apart are in `by`: else alerts read alike, and the series of an SLI are averaged."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from avionics.conventions import names
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import formulas_of
from avionics.lint.kept_labels import dropped
from avionics.model.alert import Alert
from avionics.model.catalog import Catalog
from avionics.model.project import Environment
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.promql.meaning.apart import Named, keeps_others, labels_apart
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.labels import may_carry
from avionics.promql.patterns.matchers import matchers
from avionics.promql.text.tokens import selectors

_WHICH = "there is no 'by': summary and links do not say which"
_ALL = f"the expression keeps every label of its series apart, and {_WHICH}"
_OTHERS = f"the expression keeps all labels but those after 'without' apart, and {_WHICH}"


@rule("warning", "labels that an alert or the error ratio of an SLI keeps apart are in its by, or the SLI has a weight")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at expressions of alerts, and at error ratios without a weight: with one, series are added up by their
    events, which is no lie.
    """
    environments = catalog.project.known(service.environments)
    for alert in service.alerts:
        yield from _alike(alert, environments)
        if not alert.by and keeps_others(alert.expr) and not _one_series(alert.expr):
            yield Problem(alert.where.at("expr"), *_nameless(alert.expr))
    for slo in service.slos:
        if "weight" not in slo.sli.fields:
            yield from _averaged(slo, environments)


def _nameless(text: str) -> tuple[str, str]:
    """What is said of labels that the text does not name. `instance` is no example where it was added up."""
    example = ", such as 'by: [instance]'" if may_carry(tree(text), "instance") else ""
    return (
        _OTHERS if "without" in text else _ALL,
        f"write 'by' with those that tell them apart{example}, or make one of them, as 'max(...)' does",
    )


def _alike(alert: Alert, environments: tuple[Environment, ...]) -> Iterator[Problem]:
    given = {*names.OWN_LABELS, names.DATASOURCE_VARIABLE, *dict(alert.labels)}.union(
        *(dict(one.labels) for one in environments)
    )
    found = [
        (label, offset) for label, offset, brought in _apart(alert.expr, alert.by, given)
        if not brought and not label.startswith(names.INTERNAL) and not _one_value(label, environments)
    ]  # fmt: skip
    together = ", ".join((*alert.by, *(label for label, _ in found)))
    for label, offset in found:
        message = f"the expression keeps {label!r} apart, which 'by' does not: summary and links do not say which"
        help_ = f"write 'by: [{together}]', or leave it out of the aggregation"
        yield Problem(alert.where.at("expr"), message, help_, (offset, len(label)))


def _one_series(text: str) -> bool:
    """Whether one is meant: a selector names its instance, or all of them what was recorded, and so added up before."""
    found = selectors(text)
    asked = (one for each in found for one in matchers(text[each.start : each.end]))
    return any((one.label, one.operator) == ("instance", "=") for one in asked) or all(":" in one.name for one in found)


def _averaged(slo: Slo, environments: tuple[Environment, ...]) -> Iterator[Problem]:
    for written in formulas_of(slo):
        apart = _apart(written.text, slo.by)
        found = [(label, offset) for label, offset, _ in apart if not _one_value(label, environments)]
        together = ", ".join((*slo.by, *(label for label, _ in found)))
        for label, offset in found:
            message = f"the expression keeps {label!r} apart, which 'by' does not: its values are averaged"
            help_ = (
                f"write 'by: [{together}]', or add its values up before dividing, "
                "or say how events are weighted by 'weight'"
            )
            yield Problem(written.where, message, help_, (offset, len(label)))


def _apart(text: str, by: tuple[str, ...], given: Collection[str] = ()) -> Iterator[Named]:
    """Labels kept apart that are neither in `by` nor `given`, nor one of `by` misspelt: alert-by-labels tells those."""
    found = labels_apart(text, {*by, *given})
    misspelt = {*dropped(text, by).values()} if found else ()
    return (one for one in found if one.label not in misspelt)


def _one_value(label: str, environments: tuple[Environment, ...]) -> bool:
    """Whether the matchers that the compiler puts in leave one value of it in each environment."""
    return all(any(matcher == label for matcher, _ in one.matchers) for one in environments)
