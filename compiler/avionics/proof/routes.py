"""Whom each alert reaches, by amtool's word on the compiled alertmanager.yml."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from avionics.conventions import names
from avionics.model.project import Pairs
from avionics.plan.values import PlannedAlert
from avionics.promql.quote import quote
from avionics.trial import Trial

_LABEL = re.compile(r"[\"'\s\[,{]([a-zA-Z_][a-zA-Z0-9_]*)\s*(?:=~|!~|!=|=|:)")
_TAKEN = "routes of the file in 'alertmanager: {base: ...}' are tried first: narrow what the one that takes it matches"


def trials(program: str, config: str, alerts: Iterable[PlannedAlert]) -> Iterator[Trial]:
    """That every alert reaches the receiver it declares. Alerts that no route can tell apart are asked for once."""
    with open(config, encoding="utf-8") as file:
        matched = frozenset(_LABEL.findall(file.read()))
    asked: dict[Pairs, list[PlannedAlert]] = {}
    for alert in alerts:
        if not alert.draft:
            labels = {**dict(alert.labels), "alertname": alert.name}
            told = tuple(sorted((name, value) for name, value in labels.items() if name in matched))
            asked.setdefault(told, []).append(alert)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        reached = pool.map(lambda labels: _receivers(program, config, labels), asked)
        for same, receivers in zip(asked.values(), reached, strict=True):
            yield from (_trial(alert, receivers) for alert in same)


def declared(alert: PlannedAlert) -> str:
    """The receiver of an alert: its team's, for its severity; that of the shadow where it wakes nobody."""
    return names.SHADOW_RECEIVER if alert.severity == "none" else names.receiver(alert.team, alert.severity)


def _receivers(program: str, config: str, labels: Pairs) -> list[str]:
    command = [program, "config", "routes", "test", f"--config.file={config}", *(f"{n}={quote(v)}" for n, v in labels)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return done.stdout.strip().split(",") if done.returncode == 0 else [done.stderr.strip()[-200:]]


def _trial(alert: PlannedAlert, receivers: list[str]) -> Trial:
    subject = f"{alert.name} {alert.window}".strip()
    expected = declared(alert)
    fault = "" if expected in receivers else f"must reach {expected}, and reaches {', '.join(receivers)}"
    return Trial(alert.where, alert.environment, subject, f"reaches {expected}", fault, _TAKEN if fault else "")
