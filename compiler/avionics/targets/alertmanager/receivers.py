"""A team's receivers as Alertmanager's settings, one function per kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from avionics.plan.values import CompiledSeverity, Receiver
from avionics.targets.alertmanager import notices

Settings = Mapping[str, Any]

_OF_PAGERDUTY: dict[CompiledSeverity, str] = {"page": "critical", "ticket": "warning", "none": "info"}
"""What its Events API v2 knows: critical and error are urgent to it, warning and info are not."""


def receiver(planned: Receiver, theirs: Mapping[str, Settings]) -> dict[str, Any]:
    """The receiver with a list of one configuration for each kind written; none at all swallows what it gets.

    `theirs` are the platform team's receivers by name: one that is named as `existing` is told too, as it stands there.
    """
    theirs_too = deepcopy(theirs.get(existing(planned), {}))  # shared, it would be an alias in YAML
    found = {**theirs_too, "name": planned.name}
    for kind in sorted(planned.settings.keys() & _KINDS.keys()):
        key = f"{kind}_configs"
        found[key] = [*found.get(key, ()), _KINDS[kind](planned.settings[kind], planned.severity)]
    return found


def existing(planned: Receiver) -> str:
    """The platform team's receiver that is told too, or ""."""
    name: str = planned.settings.get("existing", {}).get("receiver", "")
    return name


def _pagerduty(settings: Settings, severity: CompiledSeverity) -> dict[str, Any]:
    """What happens is the incident's title: Alertmanager's own is the labels, and it sends no links.

    It leaves out a link that is empty, and of its own every alert is in the details, with all it says. Its own severity
    is `error` for all: where urgency follows severity, a ticket would wake people.
    """
    return {
        "routing_key_file": settings["routingKeyFile"],
        "severity": _OF_PAGERDUTY[severity],
        "description": notices.TITLE,
        "links": [{"href": notices.leading(name), "text": title} for name, title in notices.LINKS],
        "details": dict(notices.DETAILS),  # shared, it would be an alias in YAML
    }


def _slack(settings: Settings, _: CompiledSeverity) -> dict[str, Any]:
    """Alertmanager's own text for Slack is empty, so what to do would be missing.

    Where there is room for one line, as on a phone, Slack shows the fallback; Alertmanager's own is a name and the
    values of all labels.
    """
    return {
        "api_url_file": settings["urlFile"],
        "channel": settings["channel"],
        "send_resolved": True,
        "title": notices.CHAT_TITLE,
        "fallback": notices.CHAT_LINE,
        "text": notices.CHAT,
    }


def _webhook(settings: Settings, _: CompiledSeverity) -> dict[str, Any]:
    found: dict[str, Any] = {"url": settings["url"]}
    if "credentialsFile" in settings:
        found["http_config"] = {"authorization": {"credentials_file": settings["credentialsFile"]}}
    return found


def _email(settings: Settings, _: CompiledSeverity) -> dict[str, Any]:
    """In Alertmanager's own mail the links stand among the labels, and cannot be clicked."""
    return {
        "to": settings["to"],
        "send_resolved": True,
        "headers": {"Subject": notices.SUBJECT},
        "html": notices.MAIL,
    }


_KINDS: dict[str, Callable[[Settings, CompiledSeverity], dict[str, Any]]] = {
    "email": _email,
    "pagerduty": _pagerduty,
    "slack": _slack,
    "webhook": _webhook,
}
