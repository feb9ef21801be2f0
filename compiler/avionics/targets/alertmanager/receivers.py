"""A team's receivers as Alertmanager's settings, one function per kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from avionics.conventions import names
from avionics.plan.values import Receiver

Settings = Mapping[str, Any]

_LINKS = (
    (names.PLAYBOOK_URL, "Playbook"),
    (names.RUNBOOK_URL, "Runbook"),
    (names.DASHBOARD_URL, "Cockpit"),
    (names.LOGS_URL, "Logs"),
)
_DETAILS = (
    (names.IMPACT, "impact"),
    (names.DESCRIPTION, "description"),
    (names.MISSION_CONTROL, "mission_control"),
)


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
        "description": _TITLE,
        "links": [{"href": _first(name), "text": title} for name, title in _LINKS],
        "details": {title: _first(name) for name, title in _DETAILS},
    }


def _slack(settings: Settings) -> dict[str, Any]:
    """Alertmanager's own text for Slack is empty, so what to do would be missing."""
    return {
        "api_url_file": settings["urlFile"],
        "channel": settings["channel"],
        "send_resolved": True,
        "title": _SLACK_TITLE,
        "text": _SLACK_TEXT,
    }


def _webhook(settings: Settings) -> dict[str, Any]:
    found: dict[str, Any] = {"url": settings["url"]}
    if "credentialsFile" in settings:
        found["http_config"] = {"authorization": {"credentials_file": settings["credentialsFile"]}}
    return found


def _email(settings: Settings) -> dict[str, Any]:
    """In Alertmanager's own mail the links stand among the labels, and cannot be clicked."""
    return {"to": settings["to"], "send_resolved": True, "headers": {"Subject": _SUBJECT}, "html": _html()}


def _first(annotation: str) -> str:
    """What the first alert of a notification says: all of one group have one playbook and one cockpit."""
    return f"{{{{ with index .Alerts 0 }}}}{{{{ .Annotations.{annotation} }}}}{{{{ end }}}}"


def _html() -> str:
    """A paragraph for each alert; Alertmanager escapes what it fills into HTML."""
    links = [
        f'{{{{ with .Annotations.{name} }}}}<a href="{{{{ . }}}}">{title}</a> {{{{ end }}}}' for name, title in _LINKS
    ]
    said = [f"{{{{ .Annotations.{name} }}}}" for name in (names.SUMMARY, names.IMPACT, names.DESCRIPTION)]
    lines = [f"<b>{said[0]}</b>", *said[1:], f"{''.join(links)}· {{{{ .Annotations.{names.MISSION_CONTROL} }}}}"]
    return f"{{{{ range .Alerts }}}}<p>{'<br>'.join(lines)}</p>{{{{ end }}}}"


def _slack_text() -> str:
    """Four lines per alert: what, what users feel, how bad it is, the ways on. A `<` of a label mentions nobody."""
    links = [f"{{{{ with .Annotations.{name} }}}}<{{{{ . }}}}|{title}> {{{{ end }}}}" for name, title in _LINKS]
    ways = f"{''.join(links)}· {_safe(names.MISSION_CONTROL)}"
    block = "\n".join([f"*{_safe(names.SUMMARY)}*", _safe(names.IMPACT), _safe(names.DESCRIPTION), ways])
    return f"{{{{ range .Alerts }}}}{block}\n{{{{ end }}}}"


def _safe(annotation: str) -> str:
    return f'{{{{ .Annotations.{annotation} | reReplaceAll "<" "&lt;" }}}}'


_KINDS: dict[str, Callable[[Settings], dict[str, Any]]] = {
    "email": _email,
    "pagerduty": _pagerduty,
    "slack": _slack,
    "webhook": _webhook,
}
_TITLE = (
    "{{ with index .Alerts 0 }}{{ .Annotations.summary }}{{ end }}"
    "{{ if gt (len .Alerts) 1 }} (and {{ len (slice .Alerts 1) }} more){{ end }}"
)
_SUBJECT = f"[{{{{ .Status | toUpper }}}}] {_TITLE}"
_SLACK_TITLE = "[{{ .Status | toUpper }}] {{ .GroupLabels.service }}: {{ .GroupLabels.alertname }}"
_SLACK_TEXT = _slack_text()
