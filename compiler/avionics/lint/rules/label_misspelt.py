"""A label that a description prints is hardly one that stands nowhere else and is nearly another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.alert import Alert
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.plan.templates import ACTION, label_in
from avionics.promql.examined import tree
from avionics.promql.labels import may_carry

_WORD = re.compile(r"[A-Za-z_]\w*")
_LONG = 5
"""Letters of a word of which another with one letter less, more or changed is seldom a word, too."""
_SWAPPED = 2


@rule("warning", "labels that a description prints are spelt as in 'by'")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at labels that are neither in 'by' nor named by the expression: its series may have them, or not."""
    del catalog
    for alert in service.alerts:
        if alert.by and "{{" in alert.description:
            yield from _misspelt(alert)


def _misspelt(alert: Alert) -> Iterator[Problem]:
    known = {*alert.by, *_WORD.findall(alert.expr)}
    for action in ACTION.finditer(alert.description):
        label = label_in(action[0])
        if not label or label in known or not may_carry(tree(alert.expr), label):  # of the last template-text speaks
            continue
        if near := next((name for name in alert.by if _slip(label, name)), ""):
            message = f"the label {label!r} stands nowhere else, and is nearly {near!r}"
            help_ = f"write {near!r}; if it is another, put it into 'by'"
            span = (action.start(), len(action[0]))
            yield Problem(alert.where.at("description"), message, help_, span)


def _slip(label: str, name: str) -> bool:
    """Whether all their words are the same but one. `client_ip` is none of `client_id`, nor `pod_name` of `pod`."""
    words, others = label.split("_"), name.split("_")
    differing = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    return len(words) == len(others) and len(differing) == 1 and _mistyped(*differing[0])


def _mistyped(word: str, other: str) -> bool:
    """Whether inside a long word two letters are swapped, or one is missing, too many or another; `topics` or
    `header` is meant."""
    if min(len(word), len(other)) < _LONG or (word[0], word[-1]) != (other[0], other[-1]):
        return False
    word, other = _without_beginning(word, other)
    one, two = (each[::-1] for each in _without_beginning(word[::-1], other[::-1]))
    return (one + two).isalpha() and (max(len(one), len(two)) == 1 or (len(one) == _SWAPPED and one == two[::-1]))


def _without_beginning(word: str, other: str) -> tuple[str, str]:
    pairs = enumerate(zip(word, other, strict=False))
    begin = next((at for at, (one, two) in pairs if one != two), min(len(word), len(other)))
    return word[begin:], other[begin:]
