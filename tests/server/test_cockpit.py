"""Every query of the compiled cockpit of `monitoring`, asked on a real server."""

from __future__ import annotations

import re

import pytest

from server.api import Prometheus, Samples
from server.cockpit import Question, choices, dashboard, questions
from server.world import ENVIRONMENT

WITHOUT_DATA = {
    "Notification attempts that fail": "empty while nothing is sent, as its description says",
}
"""Panels that may be empty on a server as young as this one, and why."""

OTHER_SERVICE = re.compile(r'\bservice="(?!monitoring")')
"""Panels of dependencies and consumers: the rules of these services are not on this server."""


@pytest.fixture
def cockpit(compiled):
    return dashboard(compiled / "grafana" / "technical" / "monitoring.json")


def test_every_query_is_answered_and_has_data(servers, settled, cockpit):
    asked = list(questions(cockpit, ENVIRONMENT))
    empty = {each.title: each.expr for each in asked if not answer(servers.prometheus, each)}
    missing = {
        title: expr for title, expr in empty.items() if title not in WITHOUT_DATA and not OTHER_SERVICE.search(expr)
    }
    assert asked
    assert not missing


def test_every_variable_offers_something(servers, settled, cockpit):
    for label, series in choices(cockpit, ENVIRONMENT):
        if series.startswith("count by"):
            offered = [one for one in servers.prometheus.instant(series) if one.labels.get(label)]
        else:
            offered = servers.prometheus.get(f"label/{label}/values", **{"match[]": series})
        assert offered, f"{label} of {series}"


def answer(prometheus: Prometheus, question: Question) -> list[Samples]:
    """What Grafana would get: one value, or a line over the last ten minutes."""
    if question.instant:
        return prometheus.instant(question.expr)
    return prometheus.line(question.expr, 600, 15)
