"""Markup that runs or loads something is found however it is dressed; what only looks like it is not."""

from __future__ import annotations

import json

import pytest
from rule_pages import checked

HARM = [
    "<SCRIPT src=//x>", "< script>", "<svg/onload=alert(1)>", "<img src=x onerror=alert(1)>",
    "<a href='java&#115;cript:x'>y</a>",
    "[x](JavaScript:alert(1))", "[x]( <javascript:alert(1)>)", "[x]: data:text/html,1", "<a href=java\tscript:x>",
    "<form action=/x>",
    '<a title="a"onclick=x>', "<javascript:alert(1)>", "<iframe",
]  # fmt: skip
FINE = [
    "a < b and c > d", "<b>x</b> <https://example.org>", "[x](https://example.org/javascript:)", "age <5 on=3",
    "data: see below",
    "<details><summary>x</summary></details>", "switch it on = 1", "<linked>", "&lt;script>", "if x<y on a = b",
]  # fmt: skip


def found(tmp_path, text):
    panel = {"text": "t", "markdown": text}
    spec = {
        "apiVersion": "avionics/v1",
        "kind": "Cockpit",
        "service": "checkout",
        "rows": [{"title": "r", "panels": [panel]}],
    }
    findings, _ = checked({"cockpits/checkout.yaml": json.dumps(spec)}, tmp_path / "project")
    return [finding.rule for finding in findings]


@pytest.mark.parametrize("text", HARM)
def test_harm(tmp_path, text):
    assert found(tmp_path, text) == ["unsafe-markup"]


@pytest.mark.parametrize("text", FINE)
def test_no_harm(tmp_path, text):
    assert found(tmp_path, text) == []
