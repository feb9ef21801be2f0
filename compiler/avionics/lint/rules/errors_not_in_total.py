"""What fails is among what is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from avionics.lint.engine import Problem, rule
from avionics.lint.objectives import shares
from avionics.lint.subsets import near, outside
from avionics.model.service import Service
from avionics.promql.meaning.examined import tree
from avionics.promql.patterns.listed import listed
from avionics.promql.patterns.matchers import NAME, Matcher, matchers
from avionics.promql.patterns.regex import RegexError
from avionics.promql.text.edit import single

_ASKING = ("=", "=~")
"""Operators that name values, not exclude them."""

_BOUND, _LAST = "le", "+Inf"
"""What bounds a bucket, and that of the last, which counts all that others do."""
_ALL = Matcher(_BOUND, "=", _LAST)

Fault = tuple[str, str]
"""What is wrong, and what to do."""


class Selected(NamedTuple):
    """What a selector asks for: its metric ("" where a pattern names it), and its other matchers."""

    metric: str
    asked: tuple[Matcher, ...]


@rule("warning", "the errors (or the good events) of a ratio are among those that its total counts")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the selectors of indicators that count a total and a part of it."""
    for slo in service.slos:
        totals, parts = shares(slo)
        for route, text in parts:
            if not any(_extends(text, total) for total in totals):
                where = slo.sli_at(*route)
                what = "good events" if route[0] == "good" else "errors"
                yield from (
                    Problem(where, *fault) for fault in _outside(what, _selected(text), [*map(_selected, totals)])
                )


def _extends(part: str, total: str) -> bool:
    """Whether a part is nothing but the text of the total and more matchers: nearly all are, and need not be read."""
    return part.startswith(f"{total[:-1]}," if total.endswith("}") else f"{total}{{")


def _selected(text: str) -> Selected:
    """What a text selects; no metric where it is no selector, which the rule promql-syntax reports."""
    selector = single(text) if tree(text) is not None else None
    found = matchers(text) if selector else ()
    named = next((one.text for one in found if (one.label, one.operator) == (NAME, "=")), "")
    metric = selector.name or named if selector else ""
    return Selected(metric, tuple(one for one in found if one.label != NAME))


def _outside(what: str, part: Selected, totals: list[Selected]) -> Iterator[Fault]:
    """The fault of a part that fits into no total."""
    if not part.metric or not all(total.metric for total in totals):
        return
    same = [total for total in totals if total.metric == part.metric]
    if same:
        faults = [next(_of_one_metric(what, part, total), None) for total in same]
    else:
        faults = [next(_of_two(what, part, total), None) for total in totals]
    if all(faults):
        yield from filter(None, faults[:1])


def _of_one_metric(what: str, part: Selected, total: Selected) -> Iterator[Fault]:
    """Whatever the total asks for the part must ask for."""
    bounded = _ALL in total.asked and _of_one_bucket(part)
    asked = outside(part.asked, [one for one in total.asked if not (bounded and one == _ALL)])
    if asked == _ALL:
        message = f"the total is the last bucket alone, and the {what} are added up over several"
        yield message, 'each bucket counts what is in the lower ones too: ask for one, such as le="0.3"'
    elif asked:
        own = next((one.written for one in part.asked if one.label == asked.label and one.operator in _ASKING), "")
        message = f"the total counts only {asked.written}, and the {what}"
        if own:
            help_ = (
                f"what is no event can be no failure: ask for the same in both, or for no {asked.label} in the total"
            )
            yield f"{message} are those of {own}", help_
        else:
            help_ = f"write {asked.written} in both, or in neither: what is no event can be no failure"
            yield f"{message} are not held to it", help_


def _of_one_bucket(part: Selected) -> bool:
    """Whether a part asks for a bucket that is not the last, and, as far as its bounds are named, for no second one."""
    own = [one for one in part.asked if one.label == _BOUND]
    try:
        named = [listed(one.text) for one in own if one.operator == "=~"]
        return not all(one.matches(_LAST) for one in own) and all(len(_bounds(each)) == 1 for each in named if each)
    except RegexError:  # what is not read accuses nobody
        return True


def _bounds(texts: Iterable[str]) -> set[float]:
    """The numbers that bounds are: `1` and `1.0` are one."""
    found = set[float]()
    for text in texts:
        with suppress(ValueError):
            found.add(float(text))
    return found


def _of_two(what: str, part: Selected, total: Selected) -> Iterator[Fault]:
    """Of two metrics nobody knows here which labels they carry: names and values that are nearly the same, and what
    is asked of the total alone. Names only where more is asked of the part, which else would be the total itself:
    `connects` and `connected` count two things.
    """
    lost = f"where there are no such series {'nothing ever fails' if what == 'errors' else 'all has failed'}"
    if {*part.asked} - {*total.asked} and near(part.metric, total.metric):
        message = f"{part.metric} is nearly the metric of the total, {total.metric}"
        yield message, f"{lost}: write the same name, if it is one"
    own = {one.label: one for one in part.asked}
    for asked in total.asked:
        given = own.get(asked.label)
        if given is None and asked.operator in _ASKING:
            yield (
                f"the total counts only {asked.written}, and the {what} are not held to it",
                f"add it to the {what} if their series carry {asked.label}: else those of others are counted",
            )
        if given and given.operator == asked.operator == "=" and near(given.text, asked.text):
            message = f"{given.written} is nearly what the total asks for, {asked.written}"
            yield message, f"{lost}: write the same value, if it is one"
