"""Streams that stand side by side, told apart by labels: the pairs of several objectives, or one pair at several times.

What is made of two of them is made of those with the same labels, one by one, as Prometheus matches them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from avionics.model.project import Pairs
from avionics.promql.syntax.modifiers import grouping
from avionics.replay.clock import Column
from avionics.replay.operators import FOLDS, aggregated
from avionics.replay.refused import NotReplayed

Apart = dict[Pairs, Column]
"""Streams by the labels that tell them apart."""

Value = Column | float | Apart


def pairwise(join: Callable[[Value, Value], Value], left: Value, right: Value, operator: str) -> Apart:
    """What an operator makes of the streams of both sides that carry the same labels; a number goes with each.

    Raises:
        NotReplayed: one side is a single stream.
    """
    if isinstance(left, list) or isinstance(right, list):
        raise NotReplayed(f"the operator {operator} between one stream and several")
    made = {}
    for labels in _matched(left, right, operator):
        both = (_of(left, labels), _of(right, labels))
        there = [one for one in both if one is not None]
        value = join(*there) if len(there) > 1 else there[0]
        assert isinstance(value, list)
        made[labels] = value
    return made


def _matched(left: Apart | float, right: Apart | float, operator: str) -> list[Pairs]:
    """The labels of what comes of an operator."""
    sides = [side for side in (left, right) if isinstance(side, dict)]
    if operator == "or" or len(sides) == 1:
        return [*dict.fromkeys(labels for side in sides for labels in side)]
    return [labels for labels in sides[0] if operator == "unless" or labels in sides[1]]


def _of(side: Apart | float, labels: Pairs) -> Value | None:
    return side.get(labels) if isinstance(side, dict) else side


def mapped(function: Callable[[Column], Column], value: Apart) -> Apart:
    """What a function makes of each."""
    return {labels: function(column) for labels, column in value.items()}


def grouped(value: Apart, aggregation: Any) -> Value:
    """What an aggregation makes of them: apart by the labels it keeps, one stream where it keeps none.

    Raises:
        NotReplayed: it is one that is not known.
    """
    if str(aggregation.op) not in FOLDS:
        raise NotReplayed(f"the aggregation {aggregation.op}")
    by, groups = grouping(aggregation), dict[Pairs, list[Column]]()
    for labels, column in value.items():
        groups.setdefault(tuple(pair for pair in labels if by.keeps(pair[0])), []).append(column)
    made = {labels: aggregated(str(aggregation.op), columns) for labels, columns in groups.items()}
    return made[()] if made.keys() == {()} else made
