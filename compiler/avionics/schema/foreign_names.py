"""What fields are called in other tools: what they are called here, or where they stand."""

from __future__ import annotations

from collections.abc import Container

_OURS = {
    "alert": "name",
    "bad": "errors",
    "badevents": "errors",
    "begin": "from",
    "displayname": "title",
    "end": "to",
    "errorquery": "errors",
    "errorratioquery": "errorRatio",
    "events": "ratio",
    "goal": "objective",
    "goodevents": "good",
    "graph": "timeseries",
    "groupby": "by",
    "grouping": "by",
    "indicator": "sli",
    "max": "atMost",
    "min": "atLeast",
    "objectives": "slos",
    "period": "window",
    "playbookurl": "playbook",
    "query": "expr",
    "runbookurl": "playbook",
    "series": "metric",
    "singlestat": "stat",
    "start": "from",
    "success": "good",
    "summary": "title",
    "target": "objective",
    "timewindow": "window",
    "totalevents": "total",
    "totalquery": "total",
    "validevents": "total",
}
"""A name of theirs, without underscores and capitals, and ours."""

_ANNOTATIONS = "write what they say as fields of their own: title, description, impact, playbook"
_OTHER_PANELS = ("barchart", "bargauge", "heatmap", "histogram", "logs", "piechart", "statetimeline")
_RAW_PANEL = "no kind is like it: write 'raw: ' and the title, and the panel as Grafana's editor shows it below 'json'"
_RECEIVERS = ("discord", "msteams", "msteamsv2", "opsgenie", "pushover", "sns", "teams", "telegram", "victorops",
              "webex", "wechat")  # fmt: skip
_EXISTING = (
    "write such a receiver into the file that 'alertmanager: {base: FILE}' names, and here 'existing: {receiver: NAME}'"
)
_OF_ALERTMANAGER = ("global", "groupby", "groupinterval", "groupwait", "inhibitrules", "receivers", "repeatinterval",
                    "route", "templates")  # fmt: skip
_BASE = "write Alertmanager's own settings into the file that 'base' names"
_EVERY_CHOICE = "leave it out: readers may choose one value of a variable, several or all"
_OF_CATALOGUE = ("burnrate", "factor", "long", "longwindow", "short", "shortwindow")
_CATALOGUE = (
    "windows and burn rates are those of the period's tiers: 'disable' leaves one out, 'avionics explain' shows them"
)
_OF_TIERS = "each tier has its own: 'alerting: {tiers: {1h: {for: 5m}}}'"
_SILENCED = ("disable", "disabled", "enable", "enabled", "mute", "muted", "silence", "silenced")
_QUIET = "how far an alert got says 'stage': shadow fires and wakes nobody, draft is compiled for tests only"
_ELSEWHERE = {
    ("annotations", "keepFiringFor"): _ANNOTATIONS,
    ("annotations", "sli"): _ANNOTATIONS,
    ("annotations", "absence"): "write what they say beside 'alerting': title, description, impact, playbook",
    ("for", "sli"): _OF_TIERS,
    ("for", "absence"): _OF_TIERS,
    ("labels", "sli"): "write them below 'alerting', which names the labels of this objective's alerts",
    ("maintenance", "sli"): "write it at the top level of slos/<service>.yaml, beside 'slos'",
    ("maintenance", "dependsOn"): "write it at the top level of slos/<service>.yaml, beside 'slos'",
    ("includeall", "from"): _EVERY_CHOICE,
    ("multi", "from"): _EVERY_CHOICE,
    ("query", "from"): "write 'from' and the series alone: offered are the values of the label that 'name' says",
    **dict.fromkeys(((setting, "base") for setting in _OF_ALERTMANAGER), _BASE),
    **dict.fromkeys(((field, "keepFiringFor") for field in _OF_CATALOGUE), _CATALOGUE),
    **dict.fromkeys(((kind, "existing") for kind in _RECEIVERS), _EXISTING),
    **dict.fromkeys(((word, "above") for word in _SILENCED), _QUIET),
    **dict.fromkeys(((kind, "timeseries") for kind in _OTHER_PANELS), _RAW_PANEL),
    ("severity", "absence"): "how loud an objective is says 'stage', beside 'alerting'; of one tier 'tiers'",
    ("severity", "objective"): "how loud an objective is says 'stage': page, ticket, shadow or draft",
}
"""A name of theirs and a field that stands only where it is looked for in vain: what to write instead."""


def ours(key: str, known: Container[str]) -> str:
    """The field among `known` that is called `key` elsewhere, or ""."""
    name = _OURS.get(bare(key), "")
    return name if name in known else ""


def elsewhere(key: str, known: Container[str]) -> str:
    """What to write instead of `key` where the fields are the `known` ones and none of them means it, or ""."""
    spelt = bare(key)
    return next((help_ for (name, mark), help_ in _ELSEWHERE.items() if name == spelt and mark in known), "")


def bare(key: str) -> str:
    """A name without underscores, hyphens and capitals, by which tools spell the same differently."""
    return key.replace("_", "").replace("-", "").lower()
