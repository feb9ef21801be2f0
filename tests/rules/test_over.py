"""A tier that outlives its fault says so in its first line: it may be told of only once the fault is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.projects import compiled
from rules.promtool import Case, only, run
from rules.shapes import OBJECTIVE, SLIS

ALERT = "ShopApartBudgetBurn"
OVER = "budget burns at over 6 times the allowed rate, but not in the last 5m (region eu) in Production"
NOT_OVER = "budget burns at over 6 times the allowed rate (region eu) in Production"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("0", OVER),
        ("1", OVER),  # as fast as is allowed
        ("1.5", NOT_OVER),
        ("200", NOT_OVER),
        (None, NOT_OVER),  # nothing came: that is no recovery
    ],
)
def test_the_slow_page_that_is_told_after_the_fault_says_that_it_is_over(tmp_path: Path, now, told) -> None:
    slo = {"name": "apart", "objective": OBJECTIVE, "sli": SLIS["errors"], "by": ["region"]}
    rules = only(compiled([slo]).live["P"], ALERT)
    own, other = (f'{{environment="P",service="shop",slo="apart",region="{region}"}}' for region in ("eu", "us"))
    failed = {"error:ratio_rate6h": 0.3, "error:ratio_rate30m": 0.2, "errors:increase6h": 90}
    series = {f"slo:sli_{name}{own}": f"{value}x3" for name, value in failed.items()}
    series[f"slo:current_burn_rate:ratio{other}"] = "50x3" if told == OVER else "0x3"
    if now:
        series[f"slo:current_burn_rate:ratio{own}"] = f"{now}x3"
    for outcome in run(tmp_path, rules, [Case("after", series, alerts=[(ALERT, 60)])]):
        (page,) = outcome.firing(ALERT, 60)
        assert page.labels["window"] == "6h"
        assert page.annotations["summary"] == f'The "Shop" & co: Apart: {told}', outcome
