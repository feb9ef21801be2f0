"""A legend names labels that the result of its query has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from avionics.lint.engine import Meant, Problem, meant, rule
from avionics.lint.expressions import Written, legends, panels, queries
from avionics.model.service import Service
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.labels import may_carry
from avionics.promql.text.tokens import tokens
from avionics.promql.text.variables import plain

_FILLED = re.compile(r"\{\{\s*([^{}$]{0,99}?)\s*\}\}")
_ONE_PAIR = re.compile(r"(?<![{$])\{\s*([a-zA-Z_]\w*)\s*\}(?!\})")
_ALERTS = re.compile(r"^\.?[Ll]abels\.")
"""How templates of alerts name a label."""

_LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_.:/-]*")
"""What may be a label: to Prometheus 3 also `service.name`."""


@rule("warning", "legends of panels name labels that the result of the query has")
def check(service: Service) -> Iterator[Problem]:
    """Looks at written panels, raw ones too, where it is certain which labels an expression leaves."""
    for panel in panels(service):
        templates = [legend for legend in legends(panel) if "{" in legend.text]
        asked = {query.where.route[:-1]: query.text for query in queries(panel)} if templates else {}
        for legend in templates:
            if query := asked.get(legend.where.route[:-1]):
                yield from _missing(query, legend)
                yield from _half(query, legend)


def _missing(query: str, legend: Written) -> Iterator[Problem]:
    parsed = tree(plain(query) or "")
    for use in _FILLED.finditer(legend.text):
        name, span = use[1], (use.start(1), len(use[1]))
        if not _LABEL.fullmatch(name):
            near = _LABEL.search(_ALERTS.sub("", name))
            help_ = f"write the label's name alone: {{{{{near[0] if near else 'region'}}}}}"
            yield Problem(legend.where, f"{use[0]} names no label: it is left blank", help_, (use.start(), len(use[0])))
        elif parsed is not None and not name.startswith("__") and not may_carry(parsed, name):
            message = f"the result of the query has no label {name!r}: it is left blank"
            yield Problem(legend.where, message, _instead(name, _carried(query, parsed)), span)


def _half(query: str, legend: Written) -> Iterator[Problem]:
    """A label of the result in one pair of braces: it stands there as it is."""
    for use in _ONE_PAIR.finditer(legend.text):
        parsed = tree(plain(query) or "")
        if parsed is not None and use[1] in _carried(query, parsed):
            message = f"{use[0]} is no template: it stands there as it is"
            yield Problem(legend.where, message, f"write {{{{{use[1]}}}}}", (use.start(), len(use[0])))


def _instead(name: str, carried: set[str]) -> str | Meant:
    return meant(name, carried) if carried else "write it in the 'by' of the aggregation, or take it out here"


def _carried(text: str, parsed: Any) -> set[str]:
    """The labels that the query names and leaves."""
    return {token.text for token in tokens(text) if token.kind == "name" and may_carry(parsed, token.text)}
