"""What something became: the labels and annotations of its alerts, rule groups, panels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from avionics.report.explanation.layout import Cell, plain, styled, table
from avionics.report.explanation.values import Explanation, Group, Varying

_WINDOW = re.compile(r"(.*?)([0-9]+[smhd])")
_SHOWN = 3
"""Values of an annotation that are shown in full; beyond, one stands for all."""


def carries(explanation: Explanation, color: bool) -> Iterator[str]:
    """Labels with all values they take, then annotations."""
    labels = [(styled(label.name, "dim"), plain(" | ".join(_distinct(label)))) for label in explanation.labels]
    annotations = [row for annotation in explanation.annotations for row in _annotation(annotation)]
    return table([*labels, *annotations], color)


def _distinct(label: Varying) -> Iterable[str]:
    return dict.fromkeys(value for _, value in label.values)


def _annotation(annotation: Varying) -> Iterator[tuple[Cell, ...]]:
    name = annotation.name
    shown = annotation.values if len(annotation.values) <= _SHOWN else annotation.values[:1]
    for which, value in shown:
        yield styled(name, "dim"), plain(f"{which}: {value}" if which else value)
        name = ""
    if more := len(annotation.values) - len(shown):
        yield plain(""), styled(f"... and {more} more, by environment and window: --format json shows them", "dim")


def became(explanation: Explanation, color: bool) -> Iterator[str]:
    """Rule files with their groups, the cockpit with its panels, the routes."""
    rows: list[tuple[Cell, ...]] = []
    for files, groups in _same(explanation.groups):
        rows += [(plain(file),) for file in files]
        rows += [row for group in groups for row in _group(group)]
    cockpit = explanation.cockpit
    rows.append((plain(f"{cockpit.file}: {cockpit.title}, uid {cockpit.uid}"),))
    rows += [(styled(f"  {panel.row} > {panel.title}, panel {panel.id}", ""),) for panel in cockpit.panels]
    receivers = dict.fromkeys(line.receiver for line in explanation.told if line.receiver)
    if receivers:
        rows.append((plain(f"alertmanager/alertmanager.yml: receivers {', '.join(receivers)}"),))
    return table(rows, color)


def _same(groups: tuple[Group, ...]) -> Iterator[tuple[list[str], list[Group]]]:
    """Files that hold the same groups, together: most environments differ in numbers only."""
    by_file: dict[str, list[Group]] = {}
    for group in groups:
        by_file.setdefault(group.file, []).append(group)
    alike: dict[tuple[object, ...], list[str]] = {}
    for file, found in by_file.items():
        alike.setdefault(tuple((g.name, g.interval, g.records, g.alerts) for g in found), []).append(file)
    for files in alike.values():
        yield files, by_file[files[0]]


def _group(group: Group) -> Iterator[tuple[Cell, ...]]:
    yield (plain(f"  group {group.name}, every {group.interval}"),)
    if group.records:
        yield (styled(f"    records {', '.join(_families(group.records))}", "dim"),)
    if group.alerts:
        yield (styled(f"    alerts {', '.join(group.alerts)}", "dim"),)


def _families(records: Iterable[str]) -> Iterator[str]:
    """Series that differ in their window alone, as `slo:sli_error:ratio_rate{5m,1h}`."""
    families: dict[str, list[str]] = {}
    for record in records:
        match = _WINDOW.fullmatch(record)
        families.setdefault(match[1] if match else record, []).extend([match[2]] if match else [])
    for family, windows in families.items():
        yield f"{family}{{{','.join(dict.fromkeys(windows))}}}" if len(windows) > 1 else family + "".join(windows)
