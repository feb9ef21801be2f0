"""What rules read: samples per evaluation, and how far back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from math import ceil
from typing import Any

from msgspec import Struct

from avionics.promql.syntax.parse import below, parse, walk
from avionics.replay.rulebook import MOST_OPERATORS, Rule, Rulebook, selector


class Reading(Struct, frozen=True):
    """Samples read by all rules in one evaluation of each, and in an hour; ranges in seconds."""

    samples: int
    hourly: int
    longest_raw: int
    longest_recorded: int


def reading(book: Rulebook, raw_series: int, scrape: int) -> Reading:
    """What the rules of an objective read, where each of the user's selectors finds `raw_series` series."""
    intervals = {metric: rule.interval for metric, rule in book.recordings.items()}
    read = [(rule, samples(rule.tree, intervals, raw_series, scrape)) for rule in book.rules()]
    back = [found for rule in book.rules() for found in ranges(rule, intervals)]
    return Reading(
        samples=sum(count for _, count in read),
        hourly=sum(count * 3600 // rule.interval for rule, count in read),
        longest_raw=max((length for length, recorded in back if not recorded), default=0),
        longest_recorded=max((length for length, recorded in back if recorded), default=0),
    )


def samples(node: Any, intervals: Mapping[str, int], raw_series: int, scrape: int) -> int:
    """Samples that one evaluation of `node` reads, where recorded series have one sample each of their `intervals`."""
    kind = type(node).__name__
    if kind == "VectorSelector":
        return 1 if selector(node) in intervals else raw_series
    if kind == "MatrixSelector":
        metric = selector(node.vector_selector)
        every, series = (intervals[metric], 1) if metric in intervals else (scrape, raw_series)
        return series * _steps(node.range, every)
    inner = sum(samples(each, intervals, raw_series, scrape) for each in below(node))
    if kind == "SubqueryExpr" and node.step is not None:
        return inner * _steps(node.range, int(node.step.total_seconds()))
    return inner


def _steps(length: timedelta, step: int) -> int:
    """How many steps lie in a length of time; ranges over recorded series are a second less than their window."""
    return ceil(length.total_seconds() / step)


def ranges(rule: Rule, intervals: Mapping[str, int]) -> list[tuple[int, bool]]:
    """The ranges a rule looks back, and whether over recorded series."""
    found = []
    for node in walk(rule.tree):
        if type(node).__name__ == "MatrixSelector":
            found.append((int(node.range.total_seconds()), selector(node.vector_selector) in intervals))
        elif type(node).__name__ == "SubqueryExpr":
            found.append((int((node.range + (node.offset or timedelta())).total_seconds()), True))
        elif type(node).__name__ == "VectorSelector" and node.offset is not None:
            found.append((int(node.offset.total_seconds()), selector(node) in intervals))
    return found


def evaluation(expr: str, scrape: int) -> int:
    """Samples that an expression reads of each of the user's series when it is evaluated once."""
    return samples(parse(expr, MOST_OPERATORS), {}, 1, scrape)
