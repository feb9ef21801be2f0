"""Which labels keep the series of a result apart: those that its text names, and whether there may be others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec import Struct

from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.labels import CHOOSING, NEW, is_scalar, may_carry
from avionics.promql.patterns.matchers import Matcher, matchers
from avionics.promql.patterns.regex import RegexError
from avionics.promql.syntax.modifiers import grouping, matching
from avionics.promql.text.tokens import Token, selectors, tokens

_PLAIN = re.compile(r"[\w:/-]*")
_MAKING = re.compile(r"\b(?:label_replace|label_join|info|count_values)\b", re.IGNORECASE)
"""What gives a label a value that no series has."""
_LISTS = frozenset(("by", "on", "group_left", "group_right"))


class Apart(Struct, frozen=True):
    """The labels by name, as far as aggregations and matching name them. `others`: or by any that series have."""

    labels: frozenset[str] = frozenset()
    others: bool = False


class Named(NamedTuple):
    """A label, where the text names it first, and whether that is as one which `group_left` brings over: such tell of
    the series, which others keep apart.
    """

    label: str
    offset: int
    brought: bool


def labels_apart(text: str, known: Collection[str] = ()) -> tuple[Named, ...]:
    """The labels besides those `known` that keep the series of a result apart, in the order of the text.

    Nothing where it is no PromQL. A label that every selector holds to a single value keeps nothing apart.
    """
    parsed = tree(text)
    found = apart(parsed).labels.difference(known)
    kept = {label for label in found if may_carry(parsed, label) and not fixed(text, label)}
    return tuple(_named(tokens(text), kept)) if kept else ()


def keeps_others(text: str) -> bool:
    """Whether the result of `text` keeps series apart by labels that no aggregation names, for all that is known."""
    return apart(tree(text)).others


@lru_cache(maxsize=1024)  # expressions of one form have one tree
def apart(node: Any) -> Apart:
    """What keeps the series in the result of a syntax tree apart; nothing where there is none."""
    try:
        return _apart(node)
    except RecursionError:  # too deep to be certain
        return Apart()


def _apart(node: Any) -> Apart:
    kind = type(node).__name__
    if kind == "AggregateExpr":
        return _aggregation(node)
    if kind == "BinaryExpr":
        return _operation(node)
    if kind == "Call":
        return _call(node)
    if kind in ("VectorSelector", "MatrixSelector"):
        return Apart(others=True)
    return _apart(node.expr) if hasattr(node, "expr") else Apart()


def _aggregation(node: Any) -> Apart:
    operator, below = str(node.op), _apart(node.expr)
    if operator in CHOOSING:
        return below
    made = {node.param.val} if operator == "count_values" and hasattr(node.param, "val") else set()
    by, listed = grouping(node)
    if by:
        return Apart((listed if below.others else listed & below.labels) | made)
    return Apart((below.labels - listed) | made, below.others)


def _operation(node: Any) -> Apart:
    operator = str(node.op)
    if operator in ("and", "unless"):
        return _apart(node.lhs)
    sides = [_apart(side) for side in (node.lhs, node.rhs) if not is_scalar(side)]
    together = frozenset[str]().union(*(side.labels for side in sides))
    if operator == "or" or len(sides) < 2:
        return Apart(together, any(side.others for side in sides))
    matched = matching(node)
    if matched.many:
        many = sides[0] if matched.many == "left" else sides[1]
        return Apart(many.labels | matched.brought, many.others)
    others = all(side.others for side in sides)
    return Apart(matched.labels) if matched.on else Apart(together - matched.labels, others)


def _call(node: Any) -> Apart:
    if node.func.name in NEW:
        return Apart()
    below = [_apart(argument) for argument in node.args if not is_scalar(argument)]
    merged = {"le"} if node.func.name.startswith("histogram_") else set()
    labels = frozenset[str]().union(*(one.labels for one in below)) - merged
    return Apart(labels, any(one.others for one in below))


def fixed(text: str, label: str) -> bool:
    """Whether every selector asks for one value of a label."""
    found = [matchers(text[one.start : one.end]) for one in selectors(text)]
    return bool(found) and all(any(_one_value(one, label) for one in each) for each in found)


def ruled_out(texts: Collection[str], label: str, value: str) -> bool:
    """Whether every selector in all of the texts asks for another value of a label, and nothing there makes labels."""
    found = [matchers(text[one.start : one.end]) for text in texts for one in selectors(text)]
    if not found or any(_MAKING.search(text) for text in texts):
        return False
    return all(any(one.label == label and _refuses(one, value) for one in each) for each in found)


def _refuses(matcher: Matcher, value: str) -> bool:
    try:
        return not matcher.matches(value)
    except RegexError:
        return False


def _one_value(matcher: Matcher, label: str) -> bool:
    one = matcher.operator == "=" or (matcher.operator == "=~" and _PLAIN.fullmatch(matcher.text))
    return matcher.label == label and bool(one)


def _named(stream: tuple[Token, ...], wanted: set[str]) -> Iterator[Named]:
    """The first place of each in a list of labels."""
    left, listing = set(wanted), ""
    for before, token in pairwise(stream):
        if token.text == "(" and before.text.lower() in _LISTS:
            listing = before.text.lower()
        elif token.text == ")":
            listing = ""
        elif listing and token.text in left:
            left.remove(token.text)
            yield Named(token.text, token.start, listing.startswith("group"))
