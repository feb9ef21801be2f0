"""What the specs of a repository say and promise, read by PyYAML alone and not by the compiler."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Spec = dict[str, Any]

BURN_TIERS = {"1h": ("page", 2), "6h": ("page", 5), "1d": ("ticket", 10), "3d": ("ticket", 10)}
"""The long window of each tier, what it is meant to do, the per cent of the budget it lets go (Workbook, ch. 5)."""

HOURS = {"1h": 1, "6h": 6, "1d": 24, "3d": 72}
STEPS = {"draft": 0, "shadow": 0, "ticket": 1, "page": 2}
SEVERITIES = ("none", "ticket", "page")


@dataclass(frozen=True, slots=True)
class Promise:
    """One alert in one environment, as it was written; `window` is empty for one that is not an objective's."""

    environment: str
    service: str
    alert: str
    window: str
    severity: str
    stage: str
    team: str
    receiver: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.environment, self.service, self.alert, self.window


@dataclass(frozen=True, slots=True)
class Written:
    """All specs: services, their objectives and their alerts by the service's name."""

    project: Spec
    services: dict[str, Spec]
    slos: dict[str, list[Spec]]
    alerts: dict[str, list[Spec]]

    def environment(self, name: str) -> Spec:
        return next(dict(each) for each in self.project["environments"] if each["name"] == name)

    def slo(self, service: str, name: str) -> Spec:
        return next(each for each in self.slos[service] if each["name"] == name)

    def alert(self, service: str, name: str) -> Spec:
        return next(each for each in self.alerts[service] if each["name"] == name)


def written(root: Path) -> Written:
    """The specs below `root`."""
    services = {each["name"]: each for each in _documents(root / "services")}
    slos = {each["service"]: each["slos"] for each in _documents(root / "slos")}
    alerts = {each["service"]: each.get("alerts", []) for each in _documents(root / "alerts")}
    return Written(_document(root / "avionics.yaml"), services, slos, alerts)


def _documents(folder: Path) -> Iterator[Spec]:
    return (_document(file) for file in sorted(folder.glob("*.yaml")))


def _document(file: Path) -> Spec:
    return dict(yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader))


def promises(specs: Written) -> Iterator[Promise]:
    """Every alert in every environment of its service, and whom it is to reach; drafts reach nobody."""
    for name, service in specs.services.items():
        for environment in map(specs.environment, service["environments"]):
            for slo in specs.slos.get(name, []):
                stage = _overridden(slo, environment, "stage", "page")
                for window in _windows(slo, environment):
                    meant = BURN_TIERS[window][0]
                    yield from _promise(service, environment, burn_alert(name, slo["name"]), window, meant, stage)
                for kind, meant in absences(slo).items():
                    yield from _promise(service, environment, absence_alert(name, slo["name"], kind), "", meant, stage)
            for alert in specs.alerts.get(name, []):
                stage = _overridden(alert, environment, "stage", "shadow")
                yield from _promise(service, environment, alert["name"], "", alert["severity"], stage)


def burn_alert(service: str, slo: str) -> str:
    """The name that the alerts of an objective have."""
    return "".join(part.capitalize() for part in f"{service}-{slo}-budget-burn".split("-"))


def absences(slo: Spec) -> dict[str, str]:
    """What is told when an objective cannot be judged, and how loudly; events that merely do not come are not."""
    usual = {"vanished": "ticket", "idle": "none", "neverSeen": "ticket"}
    wanted = {**usual, **slo.get("alerting", {}).get("absence", {})}
    return {kind: severity for kind, severity in wanted.items() if severity != "none"}


def absence_alert(service: str, slo: str, kind: str) -> str:
    """The name of the alert for an objective that cannot be judged."""
    return "".join(part.capitalize() for part in f"{service}-{slo}".split("-")) + kind[0].upper() + kind[1:]


def _windows(slo: Spec, environment: Spec) -> list[str]:
    """The tiers that were not switched off and can fire: at an error ratio below 1."""
    disabled = slo.get("alerting", {}).get("disable", [])
    objective = _overridden(slo, environment, "objective", 0)
    ratios = {window: threshold(slo, objective, window) for window in BURN_TIERS if window not in disabled}
    return [window for window, ratio in ratios.items() if ratio < 1]


def threshold(slo: Spec, objective: float, window: str) -> float:
    """The error ratio above which a tier fires: its share of the budget, spent in its window."""
    return BURN_TIERS[window][1] / 100 * _period(slo.get("window", "30d")) / HOURS[window] * (1 - objective / 100)


def _period(window: str | Spec) -> int:
    """The hours of a period; one of the calendar is taken for a length near all of its own."""
    if isinstance(window, dict):
        return {"week": 7, "month": 30, "quarter": 90}[window["every"]] * 24
    return int(window[:-1]) * (168 if window.endswith("w") else 24)


def _overridden(spec: Spec, environment: Spec, key: str, default: Any) -> Any:
    override = spec.get("environments", {}).get(environment["name"], {})
    return override.get(key, spec.get(key, default))


def _promise(service: Spec, environment: Spec, alert: str, window: str, meant: str, stage: str) -> Iterator[Promise]:
    if stage == "draft":
        return
    loudest = 1 if environment["audience"] == "internal" else 2
    severity = SEVERITIES[min(STEPS[meant], STEPS[stage], loudest)]
    sre = severity == "page" and service.get("support", "onboarded") == "onboarded"
    team = service["owners"]["sre" if sre else "dev"]
    receiver = "shadow" if severity == "none" else f"{team}/{severity}"
    yield Promise(environment["name"], service["name"], alert, window, severity, stage, team, receiver)
