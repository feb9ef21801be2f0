"""Pairs of queries to an indicator of ours, the most telling one that says the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from avionics.conventions.names import OWN_LABELS
from avionics.importers import queries, scale, weights
from avionics.importers.fields import CHANGED, LOST, Told
from avionics.place import Where
from avionics.promql.meaning.apart import apart, fixed, keeps_others, labels_apart
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.labels import is_scalar
from avionics.promql.text.number import number

_OWN = "hold the queries to one, as in {}=..., or rename it as the series are scraped, and write it into 'by'"
_NO_QUERIES = frozenset(("threshold", "unit", "native"))


class Indicator(Struct, frozen=True):
    """An `sli` as our specs write it, and the labels it keeps apart. `averages`: over series apart by labels that its
    query does not name, each counting the same; `adds`: their events are added up. `unweighted`: how many events there
    are a second could not be said. `scale`: how many times that the weight is, as far as it is known."""

    sli: dict[str, Any]
    by: tuple[str, ...] = ()
    averages: bool = False
    adds: bool = False
    unweighted: bool = False
    scale: float = 1

    def reported(self, where: Where, told: Told) -> Indicator:
        """What of it can be carried: not the labels that the compiler sets. Says what nobody sees in it."""
        for label in self.by:
            if label in OWN_LABELS and not self._holds(label):
                become = "averaged into one" if "weight" not in self.sli.get("raw", {"weight": ""}) else "added up"
                message = f"series are kept apart by {label!r}, which the compiler sets; here they are {become}"
                told.say(LOST, "warning", where, message, _OWN.format(label))
        if self.averages or self.adds:
            become = "averaged into one" if self.averages else "added up"
            message = f"the query keeps series apart by labels that it does not name; here they are {become}"
            help_ = "if there is more than one series, name the labels in 'by', or add the series up in the query"
            told.say(LOST, "warning", where, message, help_)
        if self.unweighted:
            message = (
                "the total counts the events of its window, and a weight those of a second: it was left out, so that "
                "every scrape interval counts the same"
            )
            help_ = "write 'weight' with rate, or divide by the seconds that one sample stands for"
            told.say(LOST, "warning", where, message, help_)
        if self.scale != 1:
            message = f"the total is {self.scale:g} times what it counts, and so is 'weight', which is events a second"
            help_ = (
                "take the number out of 'weight' if what is counted are the events: alerts wait for 3 of them to fail"
            )
            told.say(LOST, "warning", where, message, help_)
        return replace(self, by=tuple(label for label in self.by if label not in OWN_LABELS))

    def _holds(self, label: str) -> bool:
        """Whether each of its queries asks for one value of a label, which keeps nothing apart then."""
        (held,) = self.sli.values()
        written = [text for key, text in held.items() if key not in _NO_QUERIES]
        return all(fixed(one, label) for text in written for one in (text if isinstance(text, list) else [text]))


def of_errors(total: str, errors: str) -> Indicator | None:
    """Errors over all events, where both are sums of rates; None where they say more than that."""
    bare, total = queries.errors_of(errors), weights.of_any(total)
    sides = queries.difference(bare)
    if sides and (all_ := queries.sums_of(total)) and queries.sums_of(sides[0]) == all_:
        return of_good(total, sides[1])
    return _ratio("errors", total, bare)


def of_good(total: str, good: str) -> Indicator | None:
    """Good events over all events, likewise. A bucket over its count is a latency indicator."""
    bare, total = queries.errors_of(good), weights.of_any(total)
    all_, fine = queries.sum_of(total), queries.sum_of(bare)
    alike = all_ and fine and (all_.by, all_.apart) == (fine.by, fine.apart)
    if all_ and fine and alike and (latency := queries.latency(fine.selector, all_.selector)):
        return Indicator(latency, all_.by, adds=all_.apart)
    return _ratio("good", total, bare)


def _ratio(kind: str, total: str, part: str) -> Indicator | None:
    all_, some = queries.sums_of(total), queries.sums_of(part)
    if not all_ or not some or replace(all_[0], selector="") != replace(some[0], selector=""):
        return None
    return Indicator({"ratio": {"total": _written(all_), kind: _written(some)}}, all_[0].by, adds=all_[0].apart)


def _written(sums: tuple[queries.Sum, ...]) -> str | list[str]:
    return sums[0].selector if len(sums) == 1 else [each.selector for each in sums]


def of_ratio(ratio: str, where: Where, told: Told) -> Indicator:
    """A share of bad events in PromQL: `errors / total` or `1 - good / total`, where these are sums of rates; `raw` of
    any other.
    """
    total, part, good = queries.quotient(ratio)
    counted = of_good(total, part) if good else of_errors(total, part) if total else None
    if counted and all(queries.TEMPLATED in side for side in (total, part)):
        message = "the query divides events by all of them: it became what counts both, so that a busy hour weighs more"
        told.say(CHANGED, "info", where, message)
        return counted
    return raw(good_ratio(total, part) if good else ratio)


def raw(ratio: str, total: str = "") -> Indicator:
    """A share of bad events in PromQL; weighed by events where `total` says how many there were.

    A query without the window of its tool says what is true at one moment, and is averaged over ours. Labels that its
    aggregations name are kept apart here too.
    """
    return _raw(ratio, total) if queries.TEMPLATED in ratio else _raw(_over_time(_measured(ratio)))


def judged(value: str, operator: str, bound: Decimal) -> Indicator:
    """The share of the time in which `value` compares so; where it is NaN nothing was measured, as in our gauges."""
    bad = f"({_measured(value)}) {operator} bool {number(bound)}"
    return _raw(bad if queries.TEMPLATED in bad else _over_time(bad))


def errors_ratio(total: str, errors: str) -> str:
    """`errors` over `total`, 0 before the first error."""
    return f"({_filled(queries.errors_of(errors), total)}) / ({total})"


def good_ratio(total: str, good: str) -> str:
    """What is left of 1 where `good` over `total` is taken off: 1 while nothing was good."""
    return f"1 - ({_filled(queries.errors_of(good), total)}) / ({total})"


def _raw(ratio: str, total: str = "") -> Indicator:
    by, others = tuple(one.label for one in labels_apart(ratio)), keeps_others(ratio)
    counts = weights.is_weight(total)
    weight = weights.per_second(total) if counts else ""
    sli = {"errorRatio": queries.own_window(ratio), "weight": queries.own_window(weight)}
    return Indicator(
        {"raw": {key: value for key, value in sli.items() if value}},
        by, averages=others and not weight, unweighted=counts and not weight, scale=scale.factor(weight or "1"),
    )  # fmt: skip


def _over_time(value: str) -> str:
    """The mean over the window of what is true at one moment."""
    return f"avg_over_time(({value})[{queries.TEMPLATED}:])"


def _measured(value: str) -> str:
    """`value` without NaN, which is no value: as a part of a mean it would make NaN of it, and no comparison holds."""
    return f"({value}) >= -Inf"


def _filled(part: str, total: str) -> str:
    """`part` of `total`, 0 while it is not there.

    As it is where the two may be kept apart by different labels: their quotient has no result, and would be 0 then. And
    where one is a number, which is always there.
    """
    sides = [apart(parsed) for side in (part, total) if (parsed := tree(side)) is not None and not is_scalar(parsed)]
    alike = len(sides) == 2 and sides[0] == sides[1] and not sides[0].others
    return f"{part} or 0 * ({total})" if alike else part


def native(histogram: str, threshold: str) -> Indicator:
    """Events slower than a threshold, from a native histogram."""
    return Indicator({"latency": {"histogram": histogram, "threshold": threshold, "native": True}})


def gauge(metric: str, side: str, bound: float) -> Indicator:
    """Time in which a gauge was out of bounds."""
    return Indicator({"gauge": {"metric": metric, side: bound}})
