"""Series for tests: names and labels that a user's selectors find, and the samples of a traffic.

A kind's `play(sli, traffic, step)` gives each series, without the environment, and its samples: the first at the start,
then one every `step` seconds, each after that step's traffic. NaN stands for no sample.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice, product

from avionics.promql.edit import single
from avionics.promql.quote import quote, unquote
from avionics.promql.tokens import MATCHERS, tokens
from avionics.slis import patterns

Traffic = Sequence[tuple[int, int]]
"""Good and bad events in each step."""

Played = dict[str, list[float]]

MOST = 200
"""Series at most, where each event of a step is one."""

_TRIED = 5000
_USUAL = ("", "x", "0", "other")
_NAME = "__name__"

Matcher = tuple[str, str, str]
"""A label, an operator and a value."""


class Unplayable(Exception):
    """No series can be made up for an SLI; the message says why."""


def found_by(selectors: Sequence[str], unlike: Sequence[str] = ()) -> tuple[str, dict[str, str]]:
    """Metric and labels of a series that all of `selectors` find and none of `unlike` does.

    Raises:
        Unplayable: there seems to be none.
    """
    wanted, others = [matchers(one) for one in selectors], [matchers(one) for one in unlike]
    must = [matcher for one in wanted for matcher in one]
    candidates = {
        label: [value for value in _values(label, (*wanted, *others)) if _all_accept(must, label, value)]
        for label in sorted({label for one in (*wanted, *others) for label, *_ in one})
    }
    for values in islice(product(*candidates.values()), _TRIED):
        labels = dict(zip(candidates, values, strict=True))
        if not any(_finds(one, labels) for one in others):
            metric = labels.pop(_NAME, "")
            return metric, {label: value for label, value in labels.items() if value}
    besides = f" and {' and '.join(unlike)} does not" if unlike else ""
    raise Unplayable(f"no series was found that {' and '.join(selectors)} selects{besides}")


def matchers(selector: str) -> list[Matcher]:
    """What a selector asks for; its metric as a matcher on the name.

    Raises:
        Unplayable: it is no single selector, or names no metric.
    """
    read = single(selector)
    if read is None or not read.name:
        raise Unplayable(f"{selector} names no metric")
    stream = tokens(selector)
    asked = [
        (label.text, operator.text, unquote(value.text))
        for label, operator, value in zip(stream, stream[1:], stream[2:], strict=False)
        if operator.text in MATCHERS
    ]
    return [(_NAME, "=", read.name), *asked]


def _values(label: str, asked: Sequence[Sequence[Matcher]]) -> list[str]:
    """Values worth trying: those that are asked for, then some that are not."""
    found: list[str] = []
    for name, operator, value in (matcher for one in asked for matcher in one):
        if name == label:
            found += [value] if operator in ("=", "!=") else patterns.samples(value)
    return list(dict.fromkeys((*found, *_USUAL)))


def _all_accept(asked: Iterable[Matcher], label: str, value: str) -> bool:
    return all(_accepts(operator, wanted, value) for name, operator, wanted in asked if name == label)


def _accepts(operator: str, wanted: str, value: str) -> bool:
    equal = value == wanted if operator in ("=", "!=") else patterns.matches(wanted, value)
    return equal == (operator in ("=", "=~"))


def _finds(asked: Iterable[Matcher], labels: Mapping[str, str]) -> bool:
    return all(_accepts(operator, wanted, labels.get(label, "")) for label, operator, wanted in asked)


def text(metric: str, labels: Mapping[str, str], **more: str) -> str:
    """The series as promtool reads it."""
    every = {**labels, **more}
    return f"{metric}{{{','.join(f'{label}={quote(value)}' for label, value in every.items())}}}"


def counter(counts: Iterable[int]) -> list[float]:
    """The samples of a counter that starts at 0."""
    return [float(value) for value in accumulate(counts, initial=0)]


def marked(every: Sequence[str], some: Sequence[str]) -> tuple[tuple[str, str], bool]:
    """Two series: one that `some` finds, and one of all events; and whether the second is apart from the first.

    Apart, both are found by `every` and the second holds the events that are not in the first. Otherwise they are
    different metrics, and the second holds all events.

    Raises:
        Unplayable: no such series were found.
    """
    shared = [(one, other) for one in every for other in some if matchers(one)[0] == matchers(other)[0]]
    if not shared:
        return (_first([(some[:1], ())]), _first([(every[:1], ())])), False
    return (_first([(pair, ()) for pair in shared]), _first([((one,), some) for one in every])), True


def _first(asked: Iterable[tuple[Sequence[str], Sequence[str]]]) -> str:
    """The first series that can be found, of several pairs of what to be found by and what not."""
    fault = Unplayable("nothing is selected")
    for selectors, unlike in asked:
        try:
            return text(*found_by(selectors, unlike))
        except Unplayable as error:
            fault = error
    raise fault


def samples(selector: str, traffic: Traffic, good: float, bad: float) -> Played:
    """A series for each event of a step, with the value of good or of bad ones.

    Raises:
        Unplayable: there would be too many.
    """
    most = max((sum(events) for events in traffic), default=0)
    if most > MOST:
        raise Unplayable(f"an event is a sample: {most} of them in a step would need as many series")
    metric, labels = found_by((selector,))
    return {
        text(metric, labels, played=str(index)): [math.nan, *_sampled(index, traffic, good, bad)]
        for index in range(most)
    }


def _sampled(index: int, traffic: Traffic, good: float, bad: float) -> Iterator[float]:
    for well, failed in traffic:
        yield bad if index < failed else good if index < well + failed else math.nan
