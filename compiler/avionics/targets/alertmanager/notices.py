"""What a notification says: templates of Alertmanager for titles, details, chats and mails.

A notification is about a group: some of its alerts may be over while others begin. What burns comes first and alone is
counted; what is over is said to be, without what users felt and how bad it was, which its annotations put in the
present tense.
"""

from __future__ import annotations

from collections.abc import Callable

from avionics.conventions import names

__all__ = ["CHAT", "CHAT_LINE", "CHAT_TITLE", "DETAILS", "LINKS", "MAIL", "SUBJECT", "TITLE", "leading"]

LINKS = (
    (names.PLAYBOOK_URL, "Playbook"),
    (names.RUNBOOK_URL, "Runbook"),
    (names.DASHBOARD_URL, "Cockpit"),
    (names.LOGS_URL, "Logs"),
)

_TOLD = "or .Alerts.Firing .Alerts"
"""The alerts that fire; all of them where none does any more."""

_WHAT = f"or .Annotations.{names.SUMMARY} .Labels.alertname"
"""What happens. Rules that we did not compile may come here too, without a summary: PagerDuty takes no empty title."""

_GROUPED = f'stringSlice "alertname" "{names.SERVICE}" "{names.SLO}"'
_WHERE = f'{{{{ with (.GroupLabels.Remove ({_GROUPED})).Values }}}} in {{{{ join " " . }}}}{{{{ end }}}}'
"""What else alerts are grouped by: the labels that tell environments apart."""

_IN_FULL = 5
"""Alerts that a chat or a page is told of, each of the burning and of those that are over. Slack cuts off or refuses
what is too long (Alertmanager's issue 2769 met it at twenty short ones), and one of ours has links of a thousand
characters; a page of more than 512 kB loses all its details."""

_OVER = 'Alert ended at {{ .EndsAt.UTC.Format "2006-01-02 15:04 UTC" }}: '
"""It is kept for a while after what it tells of, which ended earlier. Go writes the form of a time as 2006-01-02 15:04
would be."""


def leading(annotation: str) -> str:
    """What the first alert that fires says, or the first of all where none does."""
    return f"{{{{ with index ({_TOLD}) 0 }}}}{{{{ .Annotations.{annotation} }}}}{{{{ end }}}}"


def _while_firing(annotation: str) -> str:
    """What the first alert that fires says; nothing where none does."""
    return f"{{{{ with .Alerts.Firing }}}}{{{{ (index . 0).Annotations.{annotation} }}}}{{{{ end }}}}"


def _each(firing: str, over: str) -> str:
    return f"{{{{ range .Alerts.Firing }}}}{firing}{{{{ end }}}}{{{{ range .Alerts.Resolved }}}}{over}{{{{ end }}}}"


def _first(alerts: str, text: str, rest: str) -> str:
    """`text` of the first few, and how many more there are."""
    told = f"{{{{ range $at, $_ := {alerts} }}}}{{{{ if lt $at {_IN_FULL} }}}}{text}{{{{ end }}}}{{{{ end }}}}"
    left = f"{{{{ len (slice {alerts} {_IN_FULL}) }}}}"
    return f"{told}{{{{ if gt (len {alerts}) {_IN_FULL} }}}}and {left} more{rest}\n{{{{ end }}}}"


def _safe(text: str) -> str:
    """For Slack. A `<` of a label mentions nobody."""
    return f'{{{{ {text} | reReplaceAll "<" "&lt;" }}}}'


def _ways(link: Callable[[str], str]) -> str:
    """The links that an alert has; `link` writes one of a title."""
    return "".join(f"{{{{ with .Annotations.{name} }}}}{link(title)} {{{{ end }}}}" for name, title in LINKS)


def _chat() -> str:
    """Lines for each alert: what, what users feel, how bad it is, the ways on."""

    def said(annotation: str) -> str:
        return _safe(f".Annotations.{annotation}")

    summary, ways = f"*{_safe(_WHAT)}*", _ways(lambda title: f"<{{{{ . }}}}|{title}>")
    felt = "\n".join((said(names.IMPACT), said(names.DESCRIPTION)))
    firing, over = f"{summary}\n{felt}\n{ways}· {said(names.MISSION_CONTROL)}\n", f"{_OVER}{summary}\n{ways}\n"
    told = _first(".Alerts.Firing", firing, ", as the title's link tells")
    return f"{told}{_first('.Alerts.Resolved', over, ' that are over')}"


def _mail() -> str:
    """A paragraph for each alert; Alertmanager escapes what it fills into HTML."""

    def said(annotation: str) -> str:
        return f"{{{{ .Annotations.{annotation} }}}}"

    summary, ways = f"<b>{{{{ {_WHAT} }}}}</b>", _ways(lambda title: f'<a href="{{{{ . }}}}">{title}</a>')
    lines = (summary, said(names.IMPACT), said(names.DESCRIPTION), f"{ways}· {said(names.MISSION_CONTROL)}")
    return _each(f"<p>{'<br>'.join(lines)}</p>", f"<p>{_OVER}{summary}<br>{ways}</p>")


def _details() -> dict[str, str]:
    """Fields of a page: what users feel, how bad it is, the desk, and what else fires or is over, by its labels.

    Each begins with a tab, which nobody sees: Alertmanager 0.33 reads them as YAML, and no YAML begins with one. Of
    `Mission control: #incidents` it sent a field without a value, since what follows is a comment there.
    """
    labels = "{{ range .Labels.SortedPairs }} {{ .Name }}={{ .Value }}{{ end }}"
    alert = f"{{{{ {_WHAT} }}}}:{labels}\n"
    fields = {
        "impact": _while_firing(names.IMPACT),
        "description": _while_firing(names.DESCRIPTION),
        "mission_control": leading(names.MISSION_CONTROL),
        "firing": _first(".Alerts.Firing", alert, ""),
        "resolved": _first(".Alerts.Resolved", alert, ""),
    }
    return {name: f'{{{{ "\\t" }}}}{text}' for name, text in fields.items()}


def _title(what: str) -> str:
    """What the first alert tells, and how many more there are."""
    more = f"{{{{ with slice ({_TOLD}) 1 }}}} (and {{{{ len . }}}} more){{{{ end }}}}"
    return f"{{{{ with index ({_TOLD}) 0 }}}}{what}{{{{ end }}}}{more}"


TITLE = _title(f"{{{{ {_WHAT} }}}}")
SUBJECT = f"[{{{{ .Status | toUpper }}}}] {TITLE}"
CHAT_LINE = f"[{{{{ .Status | toUpper }}}}] {_title(_safe(_WHAT))}"
CHAT_TITLE = f"[{{{{ .Status | toUpper }}}}] {{{{ .GroupLabels.service }}}}: {{{{ .GroupLabels.alertname }}}}{_WHERE}"
CHAT = _chat()
DETAILS = _details()
MAIL = _mail()
