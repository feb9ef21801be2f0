"""What our labels would part: series that we record carry some that raw series do not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any

from avionics.conventions.names import SERVICE
from avionics.promql.meaning.apart import Apart, apart
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.labels import ADDING, is_scalar
from avionics.promql.meaning.unmatched import Known, sure
from avionics.promql.syntax.modifiers import matching
from avionics.promql.syntax.parse import bare, called, walk
from avionics.promql.text.tokens import tokens

Labels = frozenset[str]
_MAKING = ADDING | {"info", "absent", "absent_over_time"}
"""What gives series labels that no list in the text names."""


def parted(parsed: Any, recorded: Collection[str]) -> str:
    """The operator of the first matching, on all labels, of what is `recorded` with what is not; "" for none."""
    return next((str(node.op) for node in _parted(parsed, recorded)), "")


def rejoined(query: str, recorded: Mapping[str, Labels]) -> str:
    """`query` with the labels named on which its sides match, where all of both sides' are known; "" for any other.

    `recorded` are the labels that series have by the names under which we record them, without those we add.
    """
    nodes = list(_parted(tree(query), recorded))
    signs = [pair for pair in pairwise(tokens(query)) if nodes and pair[0].text.lower() == str(nodes[0].op)]
    if len(nodes) != 1 or len(signs) != 1:
        return ""
    left, right = (_carried(side, recorded) for side in (nodes[0].lhs, nodes[0].rhs))
    if left is None or left != right:
        return ""
    sign, behind = signs[0]
    end = behind.end if behind.text.lower() == "bool" else sign.end
    found = f"{query[:end]} on ({', '.join(sorted(left))}){query[end:]}"
    return found if tree(found) is not None else ""  # behind 'ignoring (...)' there is no room for it


def labels_of(node: Any) -> Labels | None:
    """All labels that series in a result may have, by which they match; None where others may be among them, or the
    compiler sets one.
    """
    found: Apart = apart(node)
    making = any(called(each) in _MAKING for each in walk(node))
    return None if found.others or making or SERVICE in found.labels else found.labels


def _parted(parsed: Any, recorded: Collection[str]) -> Iterator[Any]:
    known = Known(given=frozenset(), recorded=frozenset(recorded), of_recorded=frozenset((SERVICE,)))
    try:
        yield from [node for node in walk(parsed) if _parts(node, known)]
    except RecursionError:  # too deep to be certain
        return


def _parts(node: Any, known: Known) -> bool:
    if type(node).__name__ != "BinaryExpr" or is_scalar(node.lhs) or is_scalar(node.rhs):
        return False
    matched = matching(node)
    if matched.on or SERVICE in matched.labels:
        return False
    return (SERVICE in sure(node.lhs, known)) != (SERVICE in sure(node.rhs, known))


def _carried(node: Any, recorded: Mapping[str, Labels]) -> Labels | None:
    """As `labels_of`, where it is nothing but a series that is recorded, without those we add."""
    node = bare(node)
    if type(node).__name__ == "BinaryExpr" and (is_scalar(node.lhs) or is_scalar(node.rhs)):
        return _carried(node.lhs if is_scalar(node.rhs) else node.rhs, recorded)
    if type(node).__name__ == "VectorSelector":
        return recorded.get(node.name)
    return labels_of(node)
