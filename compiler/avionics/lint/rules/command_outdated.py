"""A command that a page tells to type names an objective or alert that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.conventions import names
from avionics.lint.addressed import Addressed
from avionics.lint.engine import Problem, meant, rule
from avionics.place import Where
from avionics.plan.values import Plan

_COMMAND = re.compile(r"avionics (?:explain|slo simulate) ([A-Za-z][A-Za-z0-9-]*(?:/[A-Za-z0-9-]+)?)(?![\w/-])")
"""Not `checkout/<objective>`, which stands for any."""


@rule("warning", "commands in pages name objectives and alerts that there are")
def check(addressed: Addressed) -> Iterator[Problem]:
    """Looks at pages that lead to cockpits or logs, as those that were begun by command do; and at names there that
    are surely of their own service, since what others have is not known here.
    """
    page, plan = addressed.page, addressed.plan
    if plan is None or "avionics " not in page.body:
        return
    lines = enumerate(page.body.split("\n"), page.first)
    for line, text in [(line, text) for line, text in lines if "avionics " in text]:
        for command in _COMMAND.finditer(text):
            name = command[1]
            known = _full(plan) if "/" in name else _alerts(plan)
            if name not in known and _own(name, plan.service.name, known):
                where = Where(page.where.path, line=line, column=command.start(1) + 1)
                message = f"{plan.service.name} has no objective or alert {name!r}"
                yield Problem(where, message, meant(name, known), (0, len(name)))


def _full(plan: Plan) -> list[str]:
    """Objectives and alerts as they are called together with their service."""
    service = plan.service
    items = *(slo.name for slo in service.slos), *(alert.name for alert in service.alerts)
    return [f"{service.name}/{name}" for name in items]


def _alerts(plan: Plan) -> list[str]:
    return sorted({*(alert.name for alert in plan.service.alerts), *(alert.name for alert in plan.alerts())})


def _own(name: str, service: str, known: list[str]) -> bool:
    """Whether a name is that of something of `service`: `web/open`; or begins as an alert of it does, `WebQueueFull`
    as `WebQueueStuck`, since `WebShopDown` may be of `web-shop`.
    """
    if "/" in name:
        return name.startswith(f"{service}/")
    words = service.count("-") + 2
    return name[0].isupper() and _begin(name, words) in {_begin(alert, words) for alert in known}


def _begin(name: str, words: int) -> tuple[str, ...]:
    return tuple(names.hyphened(name).split("-")[:words])
