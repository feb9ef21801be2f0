"""Markup that runs or loads something is found however it is dressed; what only looks like it is not."""

from __future__ import annotations

import json

import pytest
from rule_pages import checked

from avionics.lint.rules.unsafe_markup import _found

HARM = [
    "<SCRIPT src=//x>", "< script>", "<svg/onload=alert(1)>", "<img src=x onerror=alert(1)>",
    "<a href='java&#115;cript:x'>y</a>",
    "[x](JavaScript:alert(1))", "[x]( <javascript:alert(1)>)", "[x]: data:text/html,1", "<a href=java\tscript:x>",
    "<form action=/x>",
    '<a title="a"onclick=x>', "<javascript:alert(1)>", "<iframe",
    '<img title="<" onerror=alert(1)>', '<b><img title="<b" onerror=alert(1)>',
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


@pytest.mark.parametrize("piece", ["<a", "< ", "<a ", " on", "&#", "&#0", "](", "=", "<a on "])
def test_a_text_of_a_megabyte(piece):
    """What looks at the rest of the text from each place in it would not end."""
    assert _found(piece * (1_000_000 // len(piece)) + ":") == ""


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        (f"<a href='java&#{'0' * 5_000}115;cript:x'>y</a>", "javascript:"),
        (f"&#{'1' * 5_000};<script>", "<script"),
        (f"&#{'1' * 5_000};", ""),
        (f"&#x{'F' * 5_000};", ""),
    ],
)
def test_references_of_any_length(text, harm):
    """Of a number with thousands of digits Python reads none."""
    assert harm in (found := _found(text))
    assert bool(found) is bool(harm)
