"""What tests that people wrote show of base pairs, so that nobody is told to write them once they are there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from avionics.app.prove.written import services
from avionics.conventions import names
from avionics.plan.values import Plan
from avionics.promql.patterns.matchers import Matcher, matchers
from avionics.promql.patterns.regex import RegexError
from avionics.promql.text.tokens import TokenError, selectors
from avionics.source import yaml
from avionics.source.unchecked import mappings


def shown(contents: Iterable[bytes], plans: Collection[Plan], base: str) -> frozenset[str]:
    """The objectives, as `service/slo`, of whose pair over the base window tests expect values that come of raw series.

    Whether the values are right is for promtool to say: a test that fails fails the run.
    """
    pair = {names.TOTAL + base, names.ERRORS + base}
    asked: dict[str, set[str]] = {}
    for content in contents:
        questions, read = tuple(_questions(content, pair)), services(content)
        for plan in (plan for plan in plans if plan.service.name in read):
            for slo in plan.service.slos:
                own = {names.SERVICE: plan.service.name, names.SLO: slo.name}
                found = {metric for metric, written in questions if all(_agrees(one, own) for one in written)}
                asked.setdefault(f"{plan.service.name}/{slo.name}", set()).update(found)
    return frozenset(name for name, found in asked.items() if found == pair)


def _questions(content: bytes, pair: Collection[str]) -> Iterator[tuple[str, tuple[Matcher, ...]]]:
    """The selectors of series of the pair that a file asks about, and expects, by their metric and matchers.

    What is wrong with the file otherwise, promtool says.
    """
    for _, test in mappings(yaml.parse(content.decode())[0], "tests"):
        if any(
            metric in pair for _, one in mappings(test, "input_series") for metric, _ in _selected(one.get("series"))
        ):
            continue  # what is given proves nothing
        for _, one in mappings(test, "promql_expr_test"):
            if one.get("exp_samples"):
                yield from ((metric, written) for metric, written in _selected(one.get("expr")) if metric in pair)


def _selected(expr: Any) -> Iterator[tuple[str, tuple[Matcher, ...]]]:
    if isinstance(expr, str):
        try:
            yield from [(one.name, matchers(expr[one.start : one.end])) for one in selectors(expr)]
        except TokenError:
            return  # promtool says so


def _agrees(matcher: Matcher, own: dict[str, str]) -> bool:
    try:
        return matcher.label not in own or matcher.matches(own[matcher.label])
    except RegexError:
        return False
