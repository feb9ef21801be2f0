"""Tests by hand that ask whether an alert is silent which their rules do not hold: they hold whatever happens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from avionics.app.prove.written import RULE, services
from avionics.finding import Finding, did_you_mean
from avionics.place import Route, Where
from avionics.plan.values import Plan
from avionics.source import yaml
from avionics.source.unchecked import mappings

_TOLD = 20
"""Alerts that are told of in one file: more than anybody reads, and a hostile file may name any number."""


def strangers(files: Mapping[str, bytes], plans: Mapping[str, Plan]) -> Iterator[Finding]:
    """Each alert that is asked for in vain, in files that can be used; `plans` are those of all services."""
    for path, content in files.items():
        read = [plans[service] for service in services(content) if service in plans]
        known = {alert.name for plan in read for alert in plan.alerts()}
        astray = (one for one in _silent(yaml.parse(content.decode())[0]) if one[1] not in known)
        for route, name in islice(astray, _TOLD):
            message = f"{path} wants {name!r} silent, which is no alert of the rules that it reads"
            yield Finding(RULE, message, Where(path, route), help=did_you_mean(name, known))


def _silent(data: Any) -> Iterator[tuple[Route, str]]:
    """Each alert of which nothing is expected, and where; what else may be wrong, promtool says."""
    for test, asked in mappings(data, "tests"):
        for index, question in mappings(asked, "alert_rule_test"):
            name = question.get("alertname")
            if isinstance(name, str) and not question.get("exp_alerts"):
                yield ("tests", test, "alert_rule_test", index, "alertname"), name
