"""What reads as a pattern and is compared as a text, and what is a text."""

from __future__ import annotations

import json

import pytest
from rule_pages import checked, objectives

PATTERNS = [
    "5..", "50.", "5.*", "5.+", "5..|429", "[45]..", "[4-5]..", "50[23]", "5[0-9]+", "5[0-9]{2}", "5[0-9][0-9]",
    r"5\d+", r"5\d\d", r"5\d{2}", "(500|503)", "(?:500|503)", "500|503", "^5..$", "^500$", "^(5..|429)$", ".*", ".+",
    "...", ".+-x",
]  # fmt: skip
TEXTS = [
    "500", "5xx", "1.1", "1.1.1", "10.2", "4", "-1", "Internal", "", "OK", "(500)", "5%", "2.0.0-rc1", "[::1]",
    "10.0.0.1", "0.5", "0.99", "1e+06", "$code", "^users/$", "a.b",
]  # fmt: skip


def found(tmp_path, label, value):
    ratio = {"total": 'x_total{job="a"}', "errors": f'x_total{{job="a",{label}={json.dumps(value)}}}'}
    findings, _ = checked(objectives({"name": "availability", "sli": {"ratio": ratio}}), tmp_path / label)
    return [(finding.rule, finding.severity) for finding in findings if finding.rule.endswith("as-text")]


@pytest.mark.parametrize("value", PATTERNS)
def test_patterns(tmp_path, value):
    assert found(tmp_path, "code", value) == [("status-as-text", "error")]
    assert found(tmp_path, "class", value) == [("pattern-as-text", "warning")]


@pytest.mark.parametrize("value", TEXTS)
def test_texts(tmp_path, value):
    assert found(tmp_path, "code", value) == []
