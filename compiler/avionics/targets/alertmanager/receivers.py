"""A team's receivers as Alertmanager's settings, one function per kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from avionics.conventions import names
from avionics.plan.values import Receiver
from avionics.targets.alertmanager import notices

Settings = Mapping[str, Any]


def receiver(planned: Receiver) -> dict[str, Any]:
    """The receiver with a list of one configuration for each kind written; none at all swallows what it gets."""
    kinds = ((kind, planned.settings[kind]) for kind in sorted(planned.settings))
    return {"name": planned.name, **{f"{kind}_configs": [_KINDS[kind](settings)] for kind, settings in kinds}}


def _pagerduty(settings: Settings) -> dict[str, Any]:
    """What happens is the incident's title: Alertmanager's own is the labels, and it sends no links.

    It leaves out a link that is empty, and adds every alert with its labels to the details.
    """
    return {
        "routing_key_file": settings["routingKeyFile"],
        "description": notices.TITLE,
        "links": [{"href": notices.leading(name), "text": title} for name, title in notices.LINKS],
        "details": {
            "impact": notices.while_firing(names.IMPACT),
            "description": notices.while_firing(names.DESCRIPTION),
            "mission_control": notices.leading(names.MISSION_CONTROL),
        },
    }


def _slack(settings: Settings) -> dict[str, Any]:
    """Alertmanager's own text for Slack is empty, so what to do would be missing."""
    return {
        "api_url_file": settings["urlFile"],
        "channel": settings["channel"],
        "send_resolved": True,
        "title": notices.CHAT_TITLE,
        "text": notices.CHAT,
    }


def _webhook(settings: Settings) -> dict[str, Any]:
    found: dict[str, Any] = {"url": settings["url"]}
    if "credentialsFile" in settings:
        found["http_config"] = {"authorization": {"credentials_file": settings["credentialsFile"]}}
    return found


def _email(settings: Settings) -> dict[str, Any]:
    """In Alertmanager's own mail the links stand among the labels, and cannot be clicked."""
    return {
        "to": settings["to"],
        "send_resolved": True,
        "headers": {"Subject": notices.SUBJECT},
        "html": notices.MAIL,
    }


_KINDS: dict[str, Callable[[Settings], dict[str, Any]]] = {
    "email": _email,
    "pagerduty": _pagerduty,
    "slack": _slack,
    "webhook": _webhook,
}
