"""What is not there when imported rules look for it: no errors yet, nothing good, nothing at all."""

from __future__ import annotations

import pytest
from foreign_specs import TODAY, in_project

from avionics.app.compile import compile_project
from rules.promtool import Case, only, run

AT = 9000
RATIO = "slo:sli_error:ratio_rate1h"
RECORDED = ["slo:sli_total:rate5m", "slo:sli_errors:rate5m", "slo:sli_total:rate1h", "slo:sli_errors:rate1h", RATIO]

SLO = """\
---
apiVersion: openslo/v1
kind: SLO
metadata: {{name: {name}}}
spec:
  service: shop
  indicator: {{metadata: {{name: {name}}}, spec: {{{metric}}}}}
  timeWindow: [{{duration: 30d, isRolling: true}}]
  budgetingMethod: {method}
  objectives: [{{target: 0.9, {bound}}}]
"""
EVENTS = (
    "ratioMetric: {{counter: true, {part}: {{metricSource: {{type: Prometheus, spec: {{query: '{some}'}}}}}}, "
    "total: {{metricSource: {{type: Prometheus, spec: {{query: '{total}'}}}}}}}}"
)
QUANTILE = (
    "thresholdMetric: {metricSource: {type: Prometheus, spec: "
    "{query: 'histogram_quantile(0.9, sum by (le) (rate(idle_bucket[5m])))'}}}"
)
ERRORS = EVENTS.format(part="bad", some='t_total{code="500"}', total="t_total")
GOOD = EVENTS.format(part="good", some='t_total{code="204"}', total="t_total")
IDLE = EVENTS.format(part="bad", some='idle_count{code="500"}', total="idle_count")
EITHER = EVENTS.format(part="bad", some='sum by (code) (rate(t_total{code="500"}[5m]))', total="sum(rate(t_total[5m]))")

AVERAGED = {"method": "RatioTimeslices", "bound": "timeSliceWindow: 5m"}
JUDGED = {"method": "Timeslices", "bound": "timeSliceTarget: 0.95, timeSliceWindow: 5m"}
OCCURRING = {"method": "Occurrences", "bound": "op: lt, value: 0.3"}

# 100 requests a minute go well; from minute 140 on 20 more fail. At minute 150 the trailing 5 minutes held, minute by
# minute, so many failures among 500 and themselves; more than 5 % from the second of those ten minutes on.
SLICES = [20 * min(minute, 5) for minute in range(1, 11)]
EXPECTED = {
    "averaged": sum(bad / (500 + bad) for bad in SLICES) / 60,
    "judged": sum(bad / (500 + bad) > 0.05 for bad in SLICES) / 60,
    "nothing-good": 1,
    "never-good": 1,
    "idle": None,
    "idle-slices": None,
    "idle-quantile": None,
    "labels-apart": None,  # code on one side alone: the quotient has no result, and 0 would be a lie
}
SPECS = {
    "averaged": {"metric": ERRORS, **AVERAGED},
    "judged": {"metric": ERRORS, **JUDGED},
    "nothing-good": {"metric": GOOD, **AVERAGED},
    "never-good": {"metric": GOOD, **JUDGED},
    "idle": {"metric": IDLE, **AVERAGED},
    "idle-slices": {"metric": IDLE, **JUDGED},
    "idle-quantile": {"metric": QUANTILE, **OCCURRING},
    "labels-apart": {"metric": EITHER, **AVERAGED},
}
SERIES = {
    't_total{environment="production",code="200"}': "0+100x200",
    't_total{environment="production",code="500"}': "_x139 0+20x60",
    'idle_count{environment="production",code="200"}': "7x200",
    'idle_bucket{environment="production",le="0.3"}': "7x200",
    'idle_bucket{environment="production",le="+Inf"}': "7x200",
}


def test_what_is_missing_is_neither_good_nor_bad_before_its_time(tmp_path):
    written = tmp_path / "openslo" / "shop.yaml"
    written.parent.mkdir()
    written.write_text("".join(SLO.format(name=name, **parts) for name, parts in SPECS.items()), "utf-8")
    root, _ = in_project(tmp_path, written)
    compiled = compile_project(root, today=TODAY, targets=("prometheus",))
    (rules,) = [one.content.decode() for one in compiled.artifacts if one.path == "prometheus/production/shop.yaml"]
    queries = {slo: (f'{RATIO}{{slo="{slo}"}}', AT) for slo in EXPECTED}
    for outcome in run(tmp_path, only(rules, *RECORDED), [Case("missing", SERIES, [*queries.values()])]):
        found = {slo: outcome.value(*query) for slo, query in queries.items()}
        assert found == {
            slo: None if value is None else pytest.approx(value, rel=0.15) for slo, value in EXPECTED.items()
        }, outcome
