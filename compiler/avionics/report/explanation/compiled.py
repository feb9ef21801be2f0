"""What something became: the labels and annotations of its alerts, rule groups, panels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from avionics.conventions import names
from avionics.report.explanation.filled import filled
from avionics.report.explanation.layout import Cell, dim, plain, table
from avionics.report.explanation.values import Explanation, Group, Varying

_WINDOWED = (re.compile(r"(.*?)()([0-9]+[smhd])()"), re.compile(r"(.*)( \()([0-9]+[smhd])(\))"))
_FILLED_IN = (names.DASHBOARD_URL, names.LOGS_URL)
_LINKS = (*_FILLED_IN, names.PLAYBOOK_URL, names.RUNBOOK_URL)
_ABOVE = "the address above"
_FILLED = f"{_ABOVE}, its labels filled in, as far as the alert looks back from when you open it"
_TEMPLATES = "what stands in <> is filled in by Prometheus as the alert fires: --format json shows how"
_SHOWN = 3
"""Values of an annotation that are shown in full; beyond, one stands for all."""


def carries(explanation: Explanation, color: bool) -> Iterator[str]:
    """Labels with all values they take, then annotations."""
    labels = [(dim(label.name), plain(" | ".join(_distinct(label)))) for label in explanation.labels]
    said = [annotation for annotation in explanation.annotations if annotation.name not in _LINKS]
    links = [(dim(name), dim(_FILLED if name in _FILLED_IN else _ABOVE)) for name in _linked(explanation)]
    rows = [*labels, *(row for annotation in said for row in _annotation(annotation)), *links]
    templates = any("{{" in value for annotation in said for _, value in annotation.values)
    return table([*rows, (dim(""), dim(_TEMPLATES))] if templates else rows, color)


def _distinct(label: Varying) -> Iterable[str]:
    return dict.fromkeys(filled(value) for _, value in label.values)


def _linked(explanation: Explanation) -> Iterator[str]:
    return (annotation.name for annotation in explanation.annotations if annotation.name in _LINKS)


def _annotation(annotation: Varying) -> Iterator[tuple[Cell, ...]]:
    name = annotation.name
    shown = annotation.values if len(annotation.values) <= _SHOWN else annotation.values[:1]
    for which, value in shown:
        told = filled(value)
        yield dim(name), plain(f"{which}: {told}" if which else told)
        name = ""
    if more := len(annotation.values) - len(shown):
        yield dim(""), dim(f"... and {more} more, by environment and window: --format json shows them")


def became(explanation: Explanation, color: bool) -> Iterator[str]:
    """Rule files with their groups, the cockpit with its panels, the routes."""
    yield from (f"  {file}" for file in dict.fromkeys(group.file for group in explanation.groups))
    everywhere = tuple(dict.fromkeys(group.environment for group in explanation.groups))
    for group, environments in _same(explanation.groups):
        yield from _group(group, () if environments == everywhere else environments, color)
    cockpit = explanation.cockpit
    yield f"  {cockpit.file}"
    yield f"    cockpit {cockpit.title}, uid {cockpit.uid}"
    panels = [(plain(f"{panel.row} > {panel.title}"), dim(f"panel {panel.id}")) for panel in cockpit.panels]
    yield from table(panels, color, indent=6)
    if receivers := dict.fromkeys(line.receiver for line in explanation.told if line.receiver):
        yield "  alertmanager/alertmanager.yml"
        yield f"    routes to {', '.join(receivers)}"


def _same(groups: tuple[Group, ...]) -> Iterator[tuple[Group, tuple[str, ...]]]:
    """Groups that are alike in several environments, once: most environments differ in numbers only."""
    alike: dict[tuple[object, ...], list[Group]] = {}
    for group in groups:
        alike.setdefault((group.name, group.interval, group.records, group.alerts), []).append(group)
    for found in alike.values():
        yield found[0], tuple(dict.fromkeys(group.environment for group in found))


def _group(group: Group, environments: tuple[str, ...], color: bool) -> Iterator[str]:
    only = f", only in {', '.join(environments)}" if environments else ""
    yield f"    group {group.name}, every {group.interval}{only}"
    named = (("records", group.records), ("alerts", group.alerts))
    rules = [(dim(name), dim(", ".join(_families(found)))) for name, found in named if found]
    yield from table(rules, color, indent=6)


def _families(rules: Iterable[str]) -> Iterator[str]:
    """Rules that differ in their window alone, as one: `ratio_rate{5m,1h}`, `BudgetBurn (1h,6h)`."""
    families: dict[tuple[str, str, str], list[str]] = {}
    for rule in rules:
        match = next((found for pattern in _WINDOWED if (found := pattern.fullmatch(rule))), None)
        before, opening, window, closing = match.groups() if match else (rule, "", "", "")
        families.setdefault((before, opening, closing), []).append(window)
    for (before, opening, closing), windows in families.items():
        several = ",".join(dict.fromkeys(windows))
        braced = len(windows) > 1 and not opening
        yield f"{before}{{{several}}}" if braced else f"{before}{opening}{several}{closing}"
