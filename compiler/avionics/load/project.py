"""The project's and the teams' documents to values."""

from __future__ import annotations

from typing import Any

from avionics.model.project import Contact, Environment, Kubernetes, Pairs, Project
from avionics.model.team import Team
from avionics.place import Where
from avionics.promql.text.duration import seconds
from avionics.source.document import Document

SCRAPE_INTERVAL = "60s"
EVALUATION_INTERVAL = "60s"
BASE_WINDOW = "5m"
RETENTION = "0s"
CALENDAR_UNTIL = 2030
AGREEMENTS = "required"


def project(document: Document) -> Project:
    """The project in a valid document of kind Project."""
    data, where = document.data, document.where
    rules = data.get("rules", {})
    control = data["missionControl"]
    return Project(
        where=where,
        name=data["name"],
        mission_control=Contact(control["name"], control["reach"]),
        mission_control_url=control.get("url", ""),
        playbook_url=data["playbooks"]["url"],
        scrape_interval=seconds(rules.get("scrapeInterval", SCRAPE_INTERVAL)),
        evaluation_interval=seconds(rules.get("evaluationInterval", EVALUATION_INTERVAL)),
        base_window=seconds(rules.get("baseWindow", BASE_WINDOW)),
        retention=seconds(rules.get("retention", RETENTION)),
        calendar_until=rules.get("calendarUntil", CALENDAR_UNTIL),
        profile=rules.get("profile", ""),
        agreements=data.get("agreements", AGREEMENTS),
        alertmanager_base=data.get("alertmanager", {}).get("base", ""),
        default_owner=data.get("codeOwners", {}).get("default", ""),
        owners_folder=data.get("codeOwners", {}).get("folder", ""),
        environments=tuple(
            _environment(environment, where.at("environments", index))
            for index, environment in enumerate(data["environments"])
        ),
    )


def _environment(data: dict[str, Any], where: Where) -> Environment:
    matchers = pairs(data["matchers"])
    kibana = data["kibana"]
    return Environment(
        where=where,
        name=data["name"],
        title=data["title"],
        audience=data["audience"],
        matchers=matchers,
        labels=pairs(data["labels"]) if "labels" in data else matchers,
        prometheus=data["datasources"]["prometheus"],
        grafana=data["grafana"].rstrip("/"),
        kibana=kibana["url"].rstrip("/"),
        kibana_space=kibana.get("space", ""),
        data_views=data.get("dataViews", {}),
        kubernetes=_kubernetes(data["kubernetes"]) if "kubernetes" in data else None,
    )


def _kubernetes(data: dict[str, Any]) -> Kubernetes:
    return Kubernetes(data["namespace"], pairs(data.get("labels", {})))


def pairs(data: dict[str, str]) -> Pairs:
    """A mapping as sorted pairs."""
    return tuple(sorted(data.items()))


def team(document: Document) -> Team:
    """The team in a valid document of kind Team."""
    data = document.data
    return Team(
        where=document.where,
        name=data["name"],
        title=data["title"],
        handle=data["handle"],
        contacts=contacts(data["contacts"]),
        receivers=data["receivers"],
    )


def contacts(data: list[dict[str, str]]) -> tuple[Contact, ...]:
    """A list of contacts."""
    return tuple(Contact(contact["name"], contact["reach"]) for contact in data)
