"""What fails is among what is counted."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.subsets import near, outside
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.promql.edit import single
from avionics.promql.matchers import matchers
from avionics.slis import routes

_WHOLE = ("total", "histogram")
"""The fields in which kinds of indicators hold all events."""

Named = tuple[str, str]
"""A selector as written, and the name of its metric."""

Read = tuple[tuple[str | int, ...], Named]
"""A selector, and the keys that lead to it."""

Fault = tuple[str, str]
"""What is wrong, and what to do."""


@rule("warning", "the errors (or the good events) of a ratio are among those that its total counts")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the selectors of indicators that count a total and a part of it."""
    del catalog
    for slo in service.slos:
        parts: list[Read] = []
        totals: list[Read] = []
        for route, text in routes.selectors(slo.sli_kind, slo.sli):
            selector = single(text)  # None is reported by the rule promql-syntax
            if selector and route:
                (totals if route[0] in _WHOLE else parts).append((route, (text, selector.name)))
        for route, part in parts if totals else ():
            where = slo.where.at("sli", slo.sli_kind, *route)
            what = "good events" if route[0] == "good" else "errors"
            for message, help_ in _outside(what, part, [total for _, total in totals]):
                yield Problem(where, message, help_)


def _outside(what: str, part: Named, totals: list[Named]) -> Iterator[Fault]:
    """The fault of a part that fits into no total."""
    same = [text for text, name in totals if name == part[1]]
    if same:
        faults = [next(_of_one_metric(what, part[0], text), None) for text in same]
    else:
        faults = [next(_of_two(what, part, total), None) for total in totals]
    if all(faults):
        yield from filter(None, faults[:1])


def _of_one_metric(what: str, part: str, total: str) -> Iterator[Fault]:
    """Whatever the total asks for the part must ask for."""
    asked = outside(matchers(part), matchers(total))
    if asked:
        yield (
            f"the total counts only {asked}, and the {what} are not held to it",
            f"write {asked} in both, or in neither: what is no event can be no failure",
        )


def _of_two(what: str, part: Named, total: Named) -> Iterator[Fault]:
    """Of two metrics nobody knows here which labels they carry: names and values that are nearly the same, and what
    is asked of the total alone.
    """
    lost = f"where there are no such series {'nothing ever fails' if what == 'errors' else 'all has failed'}"
    if near(part[1], total[1]):
        yield f"{part[1]} is nearly the metric of the total, {total[1]}", f"{lost}: write the same name, if it is one"
    own = {one.label: one for one in matchers(part[0])}
    for asked in matchers(total[0]):
        given = own.get(asked.label)
        if given is None and asked.operator in ("=", "=~"):
            yield (
                f"the total counts only {asked.written}, and the {what} are not held to it",
                f"add it to the {what} if their series carry {asked.label}: else those of others are counted",
            )
        if given and given.operator == asked.operator == "=" and near(given.text, asked.text):
            message = f"{given.written} is nearly what the total asks for, {asked.written}"
            yield message, f"{lost}: write the same value, if it is one"
