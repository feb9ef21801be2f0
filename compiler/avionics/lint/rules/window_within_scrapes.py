"""A window over which something changes holds two samples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, Written, nodes
from avionics.model.catalog import Catalog
from avionics.promql.syntax.parse import called
from avionics.promql.text.duration import milliseconds, text

_OF_TWO = frozenset(("rate", "irate", "increase", "delta", "idelta", "deriv", "predict_linear", "changes", "resets"))
"""Functions that compare a sample with the next one (Prometheus, "Query functions")."""
_SHORT = re.compile(r"\[\s*((?:[0-9]+(?:ms|[smhdwy]))+)\s*\]")
"""A window, as it stands in a text. None that is longer than four minutes can be too short."""
_SHOWN = re.compile(rf"\b({'|'.join(sorted(_OF_TWO))})\s*\([^()\[\]]*\[\s*(\$__interval|\$\{{__interval\}})\s*\]")
_ENOUGH = 4
"""Scrapes, so that one may fail and two are left wherever the window begins."""


@rule("warning", "windows over which something changes hold two scrapes")
def check(promql: Promql, catalog: Catalog) -> Iterator[Problem]:
    """Looks at rates and their like, in rules and in what cockpits ask; what rules record is not scraped."""
    scrape = catalog.project.scrape_interval
    least = 2 * scrape * 1_000
    for written in promql.expressions:
        short = any(milliseconds(window) < least for window in _SHORT.findall(written.text))
        for name, window in _too_short(written, least) if short else ():
            found = next((one for one in _SHORT.finditer(written.text) if milliseconds(one[1]) == window), None)
            if found is None:  # a number, which the rule promql-version reports
                continue
            message = f"{name} needs two samples, and in {found[1]} there may be one: scrapes are {text(scrape)} apart"
            help_ = f"write {text(_ENOUGH * scrape)} or more; if scrapes are closer, say so by 'rules.scrapeInterval'"
            yield Problem(written.where, message, help_, (found.start(1), len(found[1])))
        if "__interval" in written.text:
            yield from _as_shown(written)


def _too_short(written: Written, least: int) -> Iterator[tuple[str, int]]:
    """The function, and its window in milliseconds."""
    for node in nodes(written):
        if called(node) in _OF_TWO:
            window = _window(node.args[0])
            if window is not None and window < least:
                yield called(node), window


def _window(node: Any) -> int | None:
    """Of what is scraped; None for what rules record, or a subquery, which has steps of its own."""
    scraped = type(node).__name__ == "MatrixSelector" and ":" not in (node.vector_selector.name or "")
    return int(node.range / timedelta(milliseconds=1)) if scraped else None


def _as_shown(written: Written) -> Iterator[Problem]:
    if found := _SHOWN.search(written.text):
        message = f"{found[1]} needs two samples, and {found[2]} may be shorter than a scrape: the panel is empty then"
        yield Problem(written.where, message, "write $__rate_interval", (found.start(2), len(found[2])))
