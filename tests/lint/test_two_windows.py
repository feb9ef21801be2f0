"""A window beside $window that is meant, and one that is not."""

from __future__ import annotations

import pytest
from rule_pages import checked, objectives

E, T = 'rate(errors_total{job="checkout"}', 'rate(all_total{job="checkout"}'
SLIPS = [
    f"{E}[$window]) / {T}[5m])",
    f"sum({E}[$window])) / sum({T}[10m]))",
    f"({E}[$window]) or 0 * {T}[5m])) / {T}[$window])",
    f"1 - ({T}[5m]) - {E}[$window])) / {T}[$window])",
    f"clamp_max({E}[30m]) / {T}[$window]), 1)",
]
MEANT = [
    f"{E}[$window]) / {T}[$window])",
    f"{E}[$window]) / {T}[1d])",
    f"{E}[$window]) / ({T}[$window]) > {T}[5m]))",
    f"{T}[$window]) < bool 0.5 * {T}[5m])",
    f"{E}[$window]) / {T}[5m] offset 1w)",
    f"{E}[$window]) / {T}[$window]) unless {T}[5m]) == 0",
    'avg_over_time((sum(rate(x{job="checkout"}[2m])) > bool 5)[$window:1m])',
    f'{E}[$window]) / avg_over_time(limit{{job="checkout"}}[5m])',
]


def reported(ratio: str, folder) -> list[str]:
    slo = {"name": "availability", "sli": {"raw": {"errorRatio": ratio}}}
    findings, _ = checked(objectives(slo), folder / "project")
    return [one.message for one in findings if one.rule in ("raw-two-windows", "rule-crashed")]


@pytest.mark.parametrize("ratio", SLIPS)
def test_a_slip_is_told(ratio, tmp_path):
    (message,) = reported(ratio, tmp_path)
    assert "stands beside $window" in message


@pytest.mark.parametrize("ratio", MEANT)
def test_what_may_be_meant_is_not(ratio, tmp_path):
    assert reported(ratio, tmp_path) == []
