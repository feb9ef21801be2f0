"""Error ratios in per cent, however the hundred is written and on whichever side it stands."""

from __future__ import annotations

import pytest
from rule_pages import checked, objectives

RATIO = "sum(rate(failed_total[$window])) / sum(rate(calls_total[$window]))"


@pytest.mark.parametrize(
    ("ratio", "told"),
    [
        (f"{RATIO} * 100", True),
        (f"100.0 * {RATIO}", True),
        (f"{RATIO} * 1e2", True),
        (f"10 * {RATIO}", False),
        (f"100 * {RATIO} / 100", False),
        (f"1 - ({RATIO} * 100) / 100", False),
    ],
)
def test_a_ratio_that_is_multiplied_by_100(ratio, told, tmp_path):
    slo = {"name": "availability", "sli": {"raw": {"errorRatio": ratio}}}
    findings, _ = checked(objectives(slo), tmp_path / "project")
    said = [one.message for one in findings if one.rule == "raw-ratio"]
    assert ["multiplied by 100" in message for message in said] == [True] * told
