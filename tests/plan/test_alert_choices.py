"""A choice among an alert's labels is one in every panel that shows the alert, in whatever words it asks."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from avionics.app.compile import compile_project
from grafana_oracle import violations
from tools import ROOT

PROJECT = ROOT / "tests" / "lint" / "base_project"
ALERT = """\
apiVersion: avionics/v1
kind: Alerts
service: checkout
alerts:
- name: CheckoutQueueStuck
  title: An order waits
  expr: EXPR
  above: 600
  for: 5m
  severity: ticket
  type: cause
  stage: shadow
  by: [LABELS]
  impact: Orders wait
  tests:
  - {name: It waits, series: {'depth{job="checkout",queue="a"}': '700x20'}, fires: [8m]}
  - {name: It does not, series: {'depth{job="checkout",queue="a"}': '7x20'}, silent: [8m]}
"""
COCKPIT = """\
apiVersion: avionics/v1
kind: Cockpit
service: checkout
rows:
- title: Queue
  panels:
  - {timeseries: Depth, alert: CheckoutQueueStuck, expr: 'EXPR'}
"""
DEPTH = 'max by (queue) (depth{job="checkout"})'
ENVIRONMENT = 'environment="$environment"'


def drawn(
    folder: Path, *, alert: str = DEPTH, panel: str = DEPTH, by: str = "queue", others: str = ""
) -> dict[str, Any]:
    """The cockpit of a service whose alert reads `alert` by labels, and whose panel for it asks for `panel`."""
    root = folder / "root"
    shutil.copytree(PROJECT, root)
    (root / "cockpits").mkdir(exist_ok=True)
    (root / "alerts/checkout.yaml").write_text(ALERT.replace("EXPR", alert).replace("LABELS", by) + others, "utf-8")
    (root / "cockpits/checkout.yaml").write_text(COCKPIT.replace("EXPR", panel), "utf-8")
    compiled = compile_project(str(root), today="2026-11-30")
    (content,) = (a.content for a in compiled.artifacts if a.path == "grafana/functional/checkout.json")
    cockpit: dict[str, Any] = json.loads(content)
    assert violations(cockpit) == [], "Grafana reads the cockpit as it is meant"
    return cockpit


def asked(cockpit: dict[str, Any]) -> str:
    """What the panel of the alert asks for."""
    (panel,) = (panel for panel in cockpit["panels"] if panel["title"] == "Depth")
    (target,) = panel["targets"]
    return str(target["expr"])


@pytest.mark.parametrize(
    ("panel", "expected"),
    [
        (DEPTH, f'max by (queue) (depth{{job="checkout",queue=~"$queue",{ENVIRONMENT}}})'),
        ("depth", f'depth{{queue=~"$queue",{ENVIRONMENT}}}'),
        (
            "sum by (queue, pod) (rate(depth[$__rate_interval]))",
            f'sum by (queue, pod) (rate(depth{{queue=~"$queue",{ENVIRONMENT}}}[$__rate_interval]))',
        ),
    ],
    ids=["the same", "every pod", "a variable of Grafana's in it"],
)
def test_a_panel_in_its_own_words_is_narrowed_as_the_alert_is(tmp_path: Path, panel: str, expected: str):
    assert asked(drawn(tmp_path, panel=panel)) == expected, "whoever is paged for a queue sees that queue"


@pytest.mark.parametrize(
    ("panel", "expected"),
    [
        ("sum(depth)", f"sum(depth{{{ENVIRONMENT}}})"),
        ("max by (queue) (age)", f"max by (queue) (age{{{ENVIRONMENT}}})"),
        (
            "depth * on (pod) group_left (queue) owner",
            f"depth{{{ENVIRONMENT}}} * on (pod) group_left (queue) owner{{{ENVIRONMENT}}}",
        ),
        ("depth + fill(0) depth", f"depth{{{ENVIRONMENT}}} + fill(0) depth"),
        ('depth{queue!~"$queue"}', f'depth{{queue!~"$queue",{ENVIRONMENT}}}'),
        ('depth{queue!~"${queue:regex}"}', f'depth{{queue!~"${{queue:regex}}",{ENVIRONMENT}}}'),
    ],
    ids=[
        "of all queues",
        "series without a queue",
        "a queue from elsewhere",
        "of a later PromQL",
        "it chooses itself",
        "in a form",
    ],
)
def test_what_may_have_no_such_label_or_chooses_by_itself_stays_as_it_was_written(
    tmp_path: Path, panel: str, expected: str
):
    assert asked(drawn(tmp_path, panel=panel)) == expected


def test_the_values_to_choose_from_are_read_where_the_label_comes_from(tmp_path: Path):
    alert = 'depth{job="checkout"} * on (pod) group_left (queue) owner{job="pods"}'
    (variable,) = (one for one in drawn(tmp_path, alert=alert)["templating"]["list"] if one["name"] == "queue")
    assert variable["definition"] == f'label_values(owner{{job="pods",{ENVIRONMENT}}}, queue)'


def test_a_label_of_several_series_offers_the_values_of_all(tmp_path: Path):
    """A certificate's instance is no node: of the first alone no node could be chosen. No two variables wait for each
    other: what comes first in the cockpit narrows the other, whatever a later alert says."""
    alert = "".join(ALERT.partition("- name:")[1:])
    others = (
        alert.replace("QueueStuck", name).replace("EXPR", expr).replace("[LABELS]", labels)
        for name, expr, labels in (
            ("DiskFilling", "min by (queue, disk) (disk_free)", "[queue, disk]"),
            ("DiskBusy", "max by (disk, queue) (disk_busy)", "[disk, queue]"),
        )
    )
    cockpit = drawn(tmp_path, others="".join(others))
    found = {one["name"]: one for one in cockpit["templating"]["list"] if one["type"] == "query"}
    every = (
        f'depth{{job="checkout",{ENVIRONMENT}}}',
        *(f"{name}{{{ENVIRONMENT}}}" for name in ("disk_free", "disk_busy")),
    )
    assert found["queue"]["definition"] == f"query_result(count by (queue) ({' or '.join(every)}))"
    narrowed = [f'{name}{{queue=~"$queue",{ENVIRONMENT}}}' for name in ("disk_free", "disk_busy")]
    assert found["disk"]["definition"] == f"query_result(count by (disk) ({' or '.join(narrowed)}))"
    given = '{queue="https://a.example/{x=\\"}"} 1 1764000000000'  # as Grafana writes a result
    assert re.findall(found["queue"]["regex"].strip("/"), given) == ['https://a.example/{x=\\"}']


def test_a_choice_narrows_those_behind_it(tmp_path: Path):
    """Of a label that other series bring, the first has nothing to say."""
    alert = 'sum by (queue, pod, mail) (depth{job="checkout"} * on (pod) group_left (mail) owner)'
    cockpit = drawn(tmp_path, alert=alert, by="queue, pod, mail")
    found = {one["name"]: one["definition"] for one in cockpit["templating"]["list"] if one["type"] == "query"}
    assert found == {
        "queue": f'label_values(depth{{job="checkout",{ENVIRONMENT}}}, queue)',
        "pod": f'label_values(depth{{job="checkout",queue=~"$queue",{ENVIRONMENT}}}, pod)',
        "mail": f'label_values(owner{{pod=~"$pod",{ENVIRONMENT}}}, mail)',
    }
    assert list(found) == ["queue", "pod", "mail"], "Grafana asks in this order"
