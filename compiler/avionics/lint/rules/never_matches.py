"""The two sides of an operator can have series with the same labels: else nothing comes out, ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.conventions import names
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, selectors_in
from avionics.model.catalog import Catalog
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.unmatched import Known, Unmatched, unmatched
from avionics.promql.text.variables import plain

_OPERATOR = re.compile(r"[+*/%^<>]|[=!]=|[)}\]\s]-|-\s|\b(?:and|unless|atan2)\b", re.IGNORECASE)
"""Without a sign of one, nothing is matched."""


@rule("error", "what operators match can have the same labels")
def check(promql: Promql, catalog: Catalog) -> Iterator[Problem]:
    """Looks at alerts, recording rules, SLIs that are expressions and panels, with the labels that the compiler puts
    in."""
    known: Known | None = None
    for written in (*promql.conditions, *promql.recordings, *promql.formulas, *promql.queries):
        if len(selectors_in(written)) <= 1 or not _OPERATOR.search(written.text):
            continue
        known = known or _known(promql, catalog)
        parsed = tree(_read(written.text))
        found = unmatched(parsed, known) if parsed is not None else None
        if found:
            yield Problem(written.where, *_words(found, known))


def _read(text: str) -> str:
    """A panel's text without Grafana's variables; with them it is no PromQL, and left alone."""
    return (plain(text) or text) if "$__" in text else text


def _known(promql: Promql, catalog: Catalog) -> Known:
    environments = catalog.project.known(promql.service.environments)
    given = [one.certain for one in environments]
    recorded = frozenset(one.record for one in promql.service.rules)
    return Known(frozenset.intersection(*given) if given else frozenset(), recorded, frozenset((names.SERVICE,)))


def _words(found: Unmatched, known: Known) -> tuple[str, str]:
    other = "right" if found.side == "left" else "left"
    why = ""
    if found.label in known.given:
        why = ", which the compiler puts in"
    elif found.label in known.of_recorded:
        why = ", which the compiler puts on what is recorded"
    outcome = "takes nothing away" if found.operator == "unless" else "gives nothing"
    message = (
        f"{found.operator!r} {outcome}: on its {found.side} every series has the label {found.label!r}{why}; on its "
        f"{other} none can have it"
    )
    help_ = f"say by which labels they match, as in '{found.operator} on (instance)', or aggregate both sides alike"
    return message, help_
