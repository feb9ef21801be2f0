"""What a notification says: templates of Alertmanager for titles, details, chats and mails.

A notification is about a group: some of its alerts may be over while others begin. What burns comes first and alone is
counted; what is over is said to be, without what users felt and how bad it was, which its annotations put in the
present tense.
"""

from __future__ import annotations

from collections.abc import Callable

from avionics.conventions import names

__all__ = ["CHAT", "CHAT_TITLE", "LINKS", "MAIL", "SUBJECT", "TITLE", "leading", "while_firing"]

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

_OVER = 'Over since {{ .EndsAt.UTC.Format "2006-01-02 15:04 UTC" }}: '
"""Go writes the form of a time as 2006-01-02 15:04 would be."""


def leading(annotation: str) -> str:
    """What the first alert that fires says, or the first of all where none does."""
    return f"{{{{ with index ({_TOLD}) 0 }}}}{{{{ .Annotations.{annotation} }}}}{{{{ end }}}}"


def while_firing(annotation: str) -> str:
    """What the first alert that fires says; nothing where none does."""
    return f"{{{{ with .Alerts.Firing }}}}{{{{ (index . 0).Annotations.{annotation} }}}}{{{{ end }}}}"


def _each(firing: str, over: str) -> str:
    return f"{{{{ range .Alerts.Firing }}}}{firing}{{{{ end }}}}{{{{ range .Alerts.Resolved }}}}{over}{{{{ end }}}}"


def _ways(link: Callable[[str], str]) -> str:
    """The links that an alert has; `link` writes one of a title."""
    return "".join(f"{{{{ with .Annotations.{name} }}}}{link(title)} {{{{ end }}}}" for name, title in LINKS)


def _chat() -> str:
    """Lines for each alert: what, what users feel, how bad it is, the ways on. A `<` of a label mentions nobody."""

    def safe(text: str) -> str:
        return f'{{{{ {text} | reReplaceAll "<" "&lt;" }}}}'

    def said(annotation: str) -> str:
        return safe(f".Annotations.{annotation}")

    summary, ways = f"*{safe(_WHAT)}*", _ways(lambda title: f"<{{{{ . }}}}|{title}>")
    felt = "\n".join((said(names.IMPACT), said(names.DESCRIPTION)))
    return _each(f"{summary}\n{felt}\n{ways}· {said(names.MISSION_CONTROL)}\n", f"{_OVER}{summary}\n{ways}\n")


def _mail() -> str:
    """A paragraph for each alert; Alertmanager escapes what it fills into HTML."""

    def said(annotation: str) -> str:
        return f"{{{{ .Annotations.{annotation} }}}}"

    summary, ways = f"<b>{{{{ {_WHAT} }}}}</b>", _ways(lambda title: f'<a href="{{{{ . }}}}">{title}</a>')
    lines = (summary, said(names.IMPACT), said(names.DESCRIPTION), f"{ways}· {said(names.MISSION_CONTROL)}")
    return _each(f"<p>{'<br>'.join(lines)}</p>", f"<p>{_OVER}{summary}<br>{ways}</p>")


TITLE = (
    f"{{{{ with index ({_TOLD}) 0 }}}}{{{{ {_WHAT} }}}}{{{{ end }}}}"
    f"{{{{ with slice ({_TOLD}) 1 }}}} (and {{{{ len . }}}} more){{{{ end }}}}"
)  # fmt: skip
SUBJECT = f"[{{{{ .Status | toUpper }}}}] {TITLE}"
CHAT_TITLE = f"[{{{{ .Status | toUpper }}}}] {{{{ .GroupLabels.service }}}}: {{{{ .GroupLabels.alertname }}}}{_WHERE}"
CHAT = _chat()
MAIL = _mail()
