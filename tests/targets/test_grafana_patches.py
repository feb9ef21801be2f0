"""Changes of a cockpit that users write as a JSON patch: made last, or refused by name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from avionics.targets.grafana.patch import PatchError, patched
from grafana_oracle import violations
from targets.dashboards import dashboard, panel, row

SMALL: dict[str, Any] = {"tags": ["a", "b"], "time": {"from": "now-6h"}, "a/b": {"m~n": 1}}


@pytest.mark.parametrize(
    ("op", "path", "value", "expected"),
    [
        ("add", "/refresh", "5m", {**SMALL, "refresh": "5m"}),
        ("add", "/tags/0", "x", {**SMALL, "tags": ["x", "a", "b"]}),
        ("add", "/tags/2", "x", {**SMALL, "tags": ["a", "b", "x"]}),
        ("add", "/tags/-", "x", {**SMALL, "tags": ["a", "b", "x"]}),
        ("add", "/time/from", None, {**SMALL, "time": {"from": None}}),
        ("replace", "/time/from", "now-1h", {**SMALL, "time": {"from": "now-1h"}}),
        ("replace", "/tags/1", "x", {**SMALL, "tags": ["a", "x"]}),
        ("replace", "/a~1b/m~0n", 2, {**SMALL, "a/b": {"m~n": 2}}),
        ("remove", "/tags/0", None, {**SMALL, "tags": ["b"]}),
        ("remove", "/time", None, {key: value for key, value in SMALL.items() if key != "time"}),
    ],
)
def test_a_change_is_made(op: str, path: str, value: Any, expected: Any) -> None:
    before = json.dumps(SMALL)
    assert patched(SMALL, [{"op": op, "path": path, "value": value}]) == expected
    assert json.dumps(SMALL) == before


@pytest.mark.parametrize(
    ("op", "path", "reason"),
    [
        ("replace", "/tima", "there is no 'tima'; there is a/b, tags, time"),
        ("remove", "/time/to", "there is no 'to'; there is from"),
        ("add", "/none/at", "there is no 'none'; there is a/b, tags, time"),
        ("add", "/tags/3", "there is no position 3; there are 3"),
        ("replace", "/tags/2", "there is no position 2; there are 2"),
        ("remove", "/tags/-", "'-' is no position in a list"),
        ("add", "/tags/01", "'01' is no position in a list"),
        ("add", "/tags/x", "'x' is no position in a list"),
        ("add", "/tags/", "'' is no position in a list"),
        ("add", "/time/from/x", "'x' would be below a value that has nothing below it"),
    ],
)
def test_a_change_that_leads_nowhere(op: str, path: str, reason: str) -> None:
    changes = [{"op": "add", "path": "/ok", "value": 1}, {"op": op, "path": path, "value": 1}]
    with pytest.raises(PatchError) as caught:
        patched(SMALL, changes[1:])
    assert str(caught.value) == f"change 0 of the patch, {path!r}: {reason}"
    with pytest.raises(PatchError) as caught:
        patched(SMALL, changes)
    assert caught.value.index == 1


def test_later_changes_do_not_reach_into_the_users_values() -> None:
    value: dict[str, Any] = {}
    changes = [{"op": "add", "path": "/x", "value": value}, {"op": "add", "path": "/x/y", "value": 1}]
    assert patched({}, changes) == {"x": {"y": 1}}
    assert value == {}


def test_a_cockpit_is_patched_last() -> None:
    made = dashboard(
        row(panel("stat")), patch=({"op": "replace", "path": "/panels/1/options/colorMode", "value": "none"},)
    )
    assert made["panels"][1]["options"]["colorMode"] == "none"
    assert violations(made) == []
