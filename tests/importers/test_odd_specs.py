"""What others write and nobody should: it is told, and nothing is guessed in silence."""

from __future__ import annotations

import pytest
import yaml
from foreign_specs import errors, from_text, said, slos, text_in_project

from avionics.app.importing import import_files
from avionics.importers.values import Choices

PYRRA = """\
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: {{name: answers, namespace: shop}}
spec:
  target: "99"
  window: {window}
  indicator:
    ratio:
      grouping: {grouping}
      errors: {{metric: 'http_requests_total{{code=~"5.."}}{offset}'}}
      total: {{metric: 'http_requests_total{offset}'}}
"""


def pyrra(folder, **parts):
    return from_text("pyrra", PYRRA.format(**{"window": "30d", "grouping": "[]", "offset": ""} | parts), folder)


@pytest.mark.parametrize(
    ("window", "ours"),
    [("30m", "1h"), ("77m", "1h15m"), ("50h10m", "2d2h"), ("100h20m", "4d4h"), ("11y", "3650d")],
)
def test_a_period_that_ours_are_not_made_of_is_told(window, ours, tmp_path):
    done = pyrra(tmp_path, window=window)
    assert slos(done)["answers"]["window"] == ours
    assert (
        f"6:3 import-lost: a window of {window} became {ours}: ours are 1h to 3650d, in whole pieces of "
        in "\n".join(said(done))
    )


@pytest.mark.parametrize(
    ("window", "ours"), [("720h", "30d"), ("13h", "13h"), ("36h", "1d12h"), ("90m", "1h30m"), ("500d", "500d")]
)
def test_a_period_of_any_length_is_nothing_to_tell(window, ours, tmp_path):
    done = pyrra(tmp_path, window=window)
    assert slos(done)["answers"]["window"] == ours
    assert not any("window" in line for line in said(done))


def test_what_a_ratio_with_an_offset_is_grouped_by_survives_in_its_query(tmp_path):
    slo = slos(pyrra(tmp_path, grouping="[region]", offset=" offset 1m"))["answers"]
    assert slo["by"] == ["region"]
    assert slo["sli"]["raw"]["weight"] == "sum by (region) (rate(http_requests_total[$window] offset 1m))"


def test_what_is_no_text_in_a_list_is_told(tmp_path):
    assert "9:18 import-invalid: grouping: expected text, found fields" in said(pyrra(tmp_path, grouping="[{a: b}]"))


ALPHA = """\
apiVersion: openslo/v1alpha
kind: SLO
metadata: {{name: answers}}
spec:
  service: shop
  timeWindows: [{{unit: {unit}, count: {count}, isRolling: true}}]
  objectives:
  - target: 0.99
    ratioMetrics:
      good: {{source: prometheus, query: 'good_total'}}
      total: {{source: prometheus, query: 'all_total'}}
"""


@pytest.mark.parametrize(
    ("unit", "count", "ours", "told"),
    [
        ("Second", "2592000", "30d", ""),
        ("Second", "3600", "1h", ""),
        ("Week", "1.5", "10d12h", ""),
        ("Day", "4.01", "4d", "a window of 4.01 day became 4d"),
        ("Day", "28", "28d", ""),
    ],
)
def test_a_period_of_v1alpha_is_counted_exactly(unit, count, ours, told, tmp_path):
    done = from_text("openslo", ALPHA.format(unit=unit, count=count), tmp_path)
    (slo,) = slos(done).values()
    assert slo.get("window", "30d") == ours
    assert [line for line in said(done) if "a window of" in line and told in line] or not told, said(done)


def test_of_a_period_in_an_unknown_unit_only_that_is_told(tmp_path):
    """Its other fields are known, and nobody got to them."""
    told = said(from_text("openslo", ALPHA.format(unit="Hour", count="720"), tmp_path))
    assert [line.partition(": ")[2] for line in told if "import-invalid" in line or "import-unknown" in line] == [
        "the unit is 'Hour', expected one of: Second, Day, Week, Month, Quarter, Year"
    ]


V1 = """\
apiVersion: openslo/v1
kind: SLO
metadata: {{name: answers}}
spec:
  service: shop
  budgetingMethod: {method}
  timeWindow: [{{duration: {duration}, isRolling: true}}]
  objectives:
  - target: 0.99
    {first}
    indicator: &indicator
      metadata: {{name: one}}
      spec:
        ratioMetric:
          counter: true
          good: {{metricSource: {{type: Prometheus, spec: {{query: good_total}}}}}}
          total: {{metricSource: {{type: Prometheus, spec: {{query: all_total}}}}}}
  - target: 0.9
    indicator: *indicator
"""


def v1(folder, **parts):
    usual = {"method": "Occurrences", "duration": "30d", "first": "compositeWeight: 2"}
    return from_text("openslo", V1.format(**usual | parts), folder)


def test_hours_of_v1_are_days(tmp_path):
    assert {slo.get("window") for slo in slos(v1(tmp_path, duration="48h")).values()} == {"2d"}


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"first": "compositeWeight: 0"}, "compositeWeight is 0, expected more than 0"),
        ({"first": "compositeWeight: -1"}, "compositeWeight is -1, expected more than 0"),
        ({"method": "Timeslices", "first": "timeSliceTarget: 95"}, "timeSliceTarget is 95, expected a share"),
        ({"method": "Timeslices", "first": "timeSliceWindow: soon"}, "the slice is 'soon', expected minutes or"),
        ({"method": "Often"}, "the budgeting method is 'Often'"),
        ({"duration": "soon"}, "the duration is 'soon', expected a number and one of m, h, d, w, M, Q, Y"),
    ],
)
def test_numbers_that_make_no_sense_are_errors(parts, words, tmp_path):
    found = [each for each in v1(tmp_path, **parts).findings if words in each.message]
    assert [each.severity for each in found] == ["error"]


def test_slices_that_occurrences_do_not_count_are_told(tmp_path):
    first = "timeSliceTarget: 0.95\n    timeSliceWindow: 5m"
    told = [f"{line}:5 import-lost: {name} was not carried: the budgeting method Occurrences counts events, not slices"
            for line, name in ((10, "timeSliceTarget"), (11, "timeSliceWindow"))]  # fmt: skip
    assert [line for line in said(v1(tmp_path, first=first)) if "Slice" in line] == told
    sliced = said(v1(tmp_path, method="Timeslices", first=first))
    assert not any("timeSliceTarget" in line for line in sliced), sliced


SLOTH = """\
version: prometheus/v1
service: shop
slos: {slos}
"""
EVENTS = "{events: {error_query: 'sum(rate(e[{{.window}}]))', total_query: 'sum(rate(t[{{.window}}]))'}}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SLOTH.format(slos="[]"), "3:1 import-invalid: it has no objectives"),
        (SLOTH.format(slos=f"[{{name: a, objective: , sli: {EVENTS}}}]"), "slos[0] has no 'objective'"),
        ("apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\n", "1:1 import-invalid: it has no spec"),
    ],
    ids=["no objectives", "an objective of nothing", "no spec"],
)
def test_what_is_not_there_is_an_error(text, words, tmp_path):
    done = from_text("sloth", text, tmp_path)
    assert any(words in line for line in said(done)), said(done)
    assert done.failed


def test_comments_around_a_query_swallow_nothing_of_what_is_made_of_it(tmp_path):
    events = """{events: {
      error_query: "# of 5xx\\n max(rate(e[{{.window}}])) # errors",
      total_query: "max(rate(t[{{.window}}])) # all"}}"""
    text = SLOTH.format(slos=f"[{{name: a, objective: 99, sli: {events}}}]")
    assert slos(from_text("sloth", text, tmp_path))["a"]["sli"]["raw"] == {
        "errorRatio": "(max(rate(e[$window])) or 0 * (max(rate(t[$window])))) / (max(rate(t[$window])))",
        "weight": "max(rate(t[$window]))",
    }


def test_what_two_objectives_of_one_slo_have_to_tell_stands_once_above_each(tmp_path):
    text = """\
apiVersion: openslo/v1
kind: SLO
metadata: {name: speed}
spec:
  service: web
  indicator:
    metadata: {name: speed}
    spec: {thresholdMetric: {metricSource: {type: Prometheus, spec: {query: avg(speed)}}}}
  timeWindow: [{duration: 4w, isRolling: true}]
  budgetingMethod: RatioTimeslices
  objectives:
  - {displayName: Slow, op: lt, value: 2, target: 0.99, timeSliceWindow: 5m}
  - {displayName: Slower, op: lt, value: 4, target: 0.999, timeSliceWindow: 5m}
"""
    made = from_text("openslo", text, tmp_path).made["slos/web.yaml"]
    notes = [line for line in made.splitlines() if line.startswith("# Look: slices of a threshold metric")]
    assert len(notes) == 2, made


@pytest.mark.parametrize("offset", ["", " offset 1m"])
def test_a_metric_that_is_no_selector_is_left_out(offset, tmp_path):
    """A rate of a rate is no PromQL: check would blame what import wrote."""
    text = PYRRA.format(window="30d", grouping="[]", offset=offset).replace("'http_requests_total{", "'sum(up) + a{")
    done = from_text("pyrra", text, tmp_path)
    assert not slos(done), done.made
    assert any("the metric of 'errors' is an expression" in each.message for each in done.findings), said(done)


@pytest.mark.parametrize("query", ['" "', '"\\t"', "'# none yet'"])
def test_a_query_that_asks_for_nothing_is_left_out(query, tmp_path):
    events = f"{{events: {{error_query: {query}, total_query: sum(t)}}}}"
    text = SLOTH.format(slos=f"[{{name: a, objective: 99, sli: {events}}}]")
    done = from_text("sloth", text, tmp_path)
    (line,) = [line for line in said(done) if "import-left-out" in line]
    assert "error_query is no PromQL that Prometheus reads: there is no expression" in line
    assert slos(done) == {}


HIDDEN = """\
apiVersion: openslo/v1
kind: Service
metadata: {name: till, displayName: "\\uFEFFThe till\\u200B"}
spec: {description: "\\u202EWhere they pay\\r\\nor not"}
---
apiVersion: openslo/v1
kind: SLO
metadata: {name: sales, displayName: "\\uFEFFSales \\u0007work"}
spec:
  service: till
  description: "Of\\u2060all"
  budgetingMethod: Occurrences
  objectives: [{target: 0.99}]
  timeWindow: [{duration: 30d, isRolling: true}]
  indicator:
    metadata: {name: sold}
    spec:
      ratioMetric:
        counter: true
        bad: {metricSource: {type: prometheus, spec: {query: 'sum(rate(sales_total{ok="no"}[5m]))'}}}
        total: {metricSource: {type: prometheus, spec: {query: 'sum(rate(sales_total[5m]))'}}}
"""


def test_characters_that_nobody_sees_are_left_out_of_texts(tmp_path):
    """Whoever copied them out of a page does not know of them, and `check` refuses them."""
    root, done = text_in_project("openslo", HIDDEN, tmp_path)
    assert errors(root) == []
    (slo,) = slos(done).values()
    assert (slo["title"], slo["description"]) == ("Sales work", "Ofall")
    service = yaml.safe_load(done.made["services/till.yaml"])
    assert (service["title"], service["description"]) == ("The till", "Where they pay\nor not")


def test_a_label_with_what_nobody_sees_is_lost_and_told(tmp_path):
    rule = 'alert: Down, expr: up == 0, labels: {desk: "co\\uFEFFre", area: web}'
    done = from_text("prometheus", f"groups: [{{name: a, rules: [{{{rule}}}]}}]\n", tmp_path)
    (alert,) = yaml.safe_load(done.made["alerts/a.yaml"])["alerts"]
    assert alert["labels"] == {"area": "web"}
    assert any("the label desk" in line and "U+FEFF cannot be seen" in line for line in said(done))


def test_a_byte_that_is_no_text_is_told_as_in_specs_of_ours(tmp_path):
    path = tmp_path / "slos.yaml"
    path.write_bytes(b"version: prometheus/v1\nservice: caf\xe9\n")
    (found,) = import_files("sloth", [str(path)], Choices()).findings
    assert (found.message, found.where.line, found.where.column) == ("byte 0xe9 is not UTF-8", 2, 13)
    assert found.help == "save the file as UTF-8"
