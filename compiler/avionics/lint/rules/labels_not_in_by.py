"""An SLI whose expression keeps labels apart has an objective that does so too, or its series are averaged."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import formulas_of
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.promql.apart import labels_apart
from avionics.slis import routes


@rule("warning", "labels that the error ratio of an SLI keeps apart are in its by, or it has a weight")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at error ratios without a weight: with one, series are added up by their events, which is no lie."""
    for slo in service.slos:
        if "weight" in routes.fields(slo.sli):
            continue
        for written in formulas_of(slo):
            for label, offset in labels_apart(written.text):
                if label not in slo.by and not _one_value(label, service, catalog):
                    message = f"the expression keeps {label!r} apart, which 'by' does not: its values are averaged"
                    help_ = (
                        f"write 'by: [{', '.join((*slo.by, label))}]', or add its values up before dividing, "
                        "or say how events are weighted by 'weight'"
                    )
                    yield Problem(written.where, message, help_, (offset, len(label)))


def _one_value(label: str, service: Service, catalog: Catalog) -> bool:
    """Whether the matchers that the compiler puts in leave one value of it in each environment."""
    environments = [catalog.project.environment(name) for name in service.environments]
    return all(one and any(matcher == label for matcher, _ in one.matchers) for one in environments)
