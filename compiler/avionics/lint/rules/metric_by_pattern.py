"""What an indicator counts is one metric, named."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service
from avionics.promql.patterns.matchers import NAME, matchers, names_in_quotes
from avionics.promql.text.edit import single

_MESSAGE = (
    "it may find several metrics: where two carry the same labels Prometheus refuses the rule (same labelset), and "
    "nothing is measured"
)
_HELP = "name one metric; several counters are summed as a list: 'total: [a_total, b_total]'"


@rule("warning", "a selector of an indicator names its metric")
def check(service: Service) -> Iterator[Problem]:
    """Looks at selectors that begin with a brace; of histograms the rule histogram-name asks for a name."""
    for slo in service.slos:
        histograms = {route for route, _ in slo.sli.histograms()}
        for route, written in slo.sli.selectors():
            selector = single(written) if "{" in written[:1] else None
            if selector and not selector.name and route not in histograms and not _named(written):
                yield Problem(slo.sli_at(*route), _MESSAGE, _HELP)


def _named(written: str) -> bool:
    """Whether a matcher says which metric it is, or its name stands in quotes, as promql-version reports."""
    exact = any((one.label, one.operator) == (NAME, "=") for one in matchers(written))
    return exact or names_in_quotes(written)
