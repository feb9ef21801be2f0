"""What stands beside operators and aggregations in a syntax tree: `bool`, matching of series, grouping by labels."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Labels = frozenset[str]
_NONE: Labels = frozenset()


class Grouping(NamedTuple):
    """The labels that an aggregation keeps (`by`), or those that it drops. Without either word it keeps none."""

    by: bool
    labels: Labels

    def keeps(self, label: str) -> bool:
        """Whether series that differ in a label stay apart."""
        return (label in self.labels) == self.by


class Matching(NamedTuple):
    """The labels by which both sides of an operator are matched (`on`), or all but these.

    `many` is the side that may have several series for one of the other, which `brought` labels come over from.
    """

    on: bool
    labels: Labels
    many: Literal["", "left", "right"]
    brought: Labels

    def by(self, label: str) -> bool:
        """Whether series are matched by a label."""
        return (label in self.labels) == self.on


def grouping(aggregation: Any) -> Grouping:
    """How an aggregation groups."""
    modifier = aggregation.modifier
    if modifier is None:
        return Grouping(by=True, labels=_NONE)
    return Grouping(str(modifier.type).endswith("By"), frozenset(modifier.labels))


def matching(operation: Any) -> Matching:
    """How an operation matches its sides."""
    modifier = operation.modifier
    if modifier is None:
        return Matching(on=False, labels=_NONE, many="", brought=_NONE)
    found, card = modifier.matching, str(modifier.card)
    return Matching(
        found is not None and str(found.type).endswith("Include"),
        _NONE if found is None else frozenset(found.labels),
        "left" if card.endswith("ManyToOne") else "right" if card.endswith("OneToMany") else "",
        frozenset(modifier.group_labels or ()),
    )


def gives_a_number(comparison: Any) -> bool:
    """Whether it is 0 or 1 for every series, as with `bool`, instead of leaving some out."""
    return bool(comparison.modifier and comparison.modifier.return_bool)
