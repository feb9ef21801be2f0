"""Queries of others become the most telling indicator that says no more than they do; what that loses is told."""

from __future__ import annotations

import pytest
from foreign_specs import from_text, said, slos, sloth

BUCKET = """d_seconds_bucket{a='1',le="0.25",b='2'}"""
COUNT = "d_seconds_count{b='2',a='1'}"
LAST_BUCKET = """d_seconds_bucket{b='2',le="+Inf",a='1'}"""
MILLISECONDS = 'd_milliseconds_bucket{le="250"}'
ODDLY_WRITTEN = 'd_seconds_bucket{le="0.250"}'
OF_BOTH_WAYS = r'd_seconds_bucket{le=~"(1|1\\.0)"}'
"""One bound, as Prometheus 2 and 3 write it."""
TWO_BUCKETS = 'd_seconds_bucket{le=~"0.5|1"}'
WEIGHT = "sum(rate(t[$window]))"
LEFT = "sum(rate(a[$window])) - sum(rate(b[$window]))"


def rate(selector):
    return f"sum(rate({selector}[{{{{.window}}}}]))"


def repr_yaml(text):
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize(
    ("errors", "total", "sli"),
    [
        (rate("e{a='1'}"), rate("t"), {"ratio": {"total": "t", "errors": "e{a='1'}"}}),
        ("(sum(increase(e[{{ .window }}])))", "sum(increase(t[{{.window}}]))",
         {"ratio": {"total": "t", "errors": "e"}}),
        (f"{rate('e')} or vector(0)", rate("t"), {"ratio": {"total": "t", "errors": "e"}}),
        (f"{rate('e')} OR on() vector(0)", rate("t"), {"ratio": {"total": "t", "errors": "e"}}),
        (f"({rate('e')} or vector(0))", rate("t"), {"ratio": {"total": "t", "errors": "e"}}),
        (f"{rate('t')} - ({rate('g')} or vector(0))", rate("t"), {"ratio": {"total": "t", "good": "g"}}),
        (f"{rate('a')} + {rate('b')}", rate("t"), {"ratio": {"total": "t", "errors": ["a", "b"]}}),
        (f"{rate('t')} - {rate('g')}", rate("t"), {"ratio": {"total": "t", "good": "g"}}),
        (f"{rate(COUNT)} - {rate(BUCKET)}", rate(COUNT),
         {"latency": {"histogram": "d_seconds{b='2',a='1'}", "threshold": "250ms"}}),
        (f"{rate(LAST_BUCKET)} - {rate(BUCKET)}", rate(LAST_BUCKET),
         {"latency": {"histogram": "d_seconds{b='2',a='1'}", "threshold": "250ms"}}),
        (f"{rate('d_milliseconds_count')} - {rate(MILLISECONDS)}", rate("d_milliseconds_count"),
         {"latency": {"histogram": "d_milliseconds", "threshold": "250ms", "unit": "milliseconds"}}),
        (f"{rate('d_seconds_count')} - {rate(ODDLY_WRITTEN)}", rate("d_seconds_count"),
         {"ratio": {"total": "d_seconds_count", "good": ODDLY_WRITTEN}}),
        (f"{rate('d_seconds_count')} - {rate(OF_BOTH_WAYS)}", rate("d_seconds_count"),
         {"latency": {"histogram": "d_seconds", "threshold": "1s"}}),
        (f"{rate('d_seconds_count')} - {rate(TWO_BUCKETS)}", rate("d_seconds_count"),
         {"ratio": {"total": "d_seconds_count", "good": TWO_BUCKETS}}),
        (f"{rate('e')} * 2", rate("t"),
         {"raw": {"errorRatio": f"(sum(rate(e[$window])) * 2 or 0 * ({WEIGHT})) / ({WEIGHT})", "weight": WEIGHT}}),
        ("sum(increase(e[{{.window}}]))", "sum(increase(t[{{.window}}])) > 0",
         {"ratio": {"total": "t", "errors": "e"}}),
        (rate("e"), f"({rate('t')} != 0)", {"ratio": {"total": "t", "errors": "e"}}),
        ("sum(rate(e[5m]))", rate("t"),
         {"raw": {"errorRatio": f"(sum(rate(e[5m])) or 0 * ({WEIGHT})) / ({WEIGHT})", "weight": WEIGHT}}),
        ("sum(rate(e[{{.window}}] offset 5m))", rate("t"),
         {"raw": {"errorRatio": f"(sum(rate(e[$window] offset 5m)) or 0 * ({WEIGHT})) / ({WEIGHT})",
                  "weight": WEIGHT}}),
        (rate("other_total"), f"{rate('a')} - {rate('b')}",
         {"raw": {"errorRatio": f"(sum(rate(other_total[$window])) or 0 * ({LEFT})) / ({LEFT})", "weight": LEFT}}),
    ],
)  # fmt: skip
def test_queries_that_say_no_more_than_an_indicator_of_ours(tmp_path, errors, total, sli):
    done = sloth(tmp_path, errors=repr_yaml(errors), total=repr_yaml(total))
    assert slos(done)["availability"]["sli"] == sli


@pytest.mark.parametrize(
    ("total", "weight"),
    [
        ("sum(increase(t[{{.window}}])) / 2", "sum(rate(t[$window])) / 2"),
        ("sum(increase(t[{{.window}}])) > 100", WEIGHT),
        ("sum(rate(t[{{.window}}])) > 0.1", WEIGHT),
        (
            "sum(increase(a[{{.window}}])) - sum(increase(b[{{.window}}]))",
            "sum(rate(a[$window])) - sum(rate(b[$window]))",
        ),
        (
            'sum(sum by (increase) (increase(t{increase="1"}[{{.window}}]))) / 2',
            'sum(sum by (increase) (rate(t{increase="1"}[$window]))) / 2',
        ),
    ],
)
def test_a_weight_is_events_a_second(tmp_path, total, weight):
    done = sloth(tmp_path, errors=repr_yaml(f"{rate('e')} * 2"), total=repr_yaml(total))
    assert slos(done)["availability"]["sli"]["raw"]["weight"] == weight
    assert not [line for line in said(done) if UNWEIGHTED in line]


@pytest.mark.parametrize(
    ("errors", "total"),
    [
        (f"{rate('e')} * 300", f"{rate('t')} * 300"),
        (f"300 * {rate('e')} or vector(0)", f"{rate('t')} * 5 * 60 > 0"),
        (f"({rate('e')} or vector(0)) * (5 * 60)", f"({rate('t')}) * 600 / 2"),
    ],
)
def test_a_number_that_both_are_multiplied_by_is_none_of_the_ratio(tmp_path, errors, total):
    """300 e / 300 t is e / t; kept, one failure would count as 300 for what an alert waits for."""
    done = sloth(tmp_path, errors=repr_yaml(errors), total=repr_yaml(total))
    assert slos(done)["availability"]["sli"] == {"ratio": {"total": "t", "errors": "e"}}
    assert any("both queries are 300 times what they count" in line for line in said(done)), said(done)


@pytest.mark.parametrize(
    ("errors", "total"),
    [
        (rate("e"), f"{rate('t')} * 300"),
        (f"{rate('e')} * 2", "sum(rate(t[{{.window}}]) * 300)"),
        (f"{rate('a')} * 300 - {rate('b')} * 300", f"5 * ({rate('t')} * 60 + {rate('u')} * 60)"),
    ],
)
def test_a_weight_that_is_more_than_events_a_second_is_told(tmp_path, errors, total):
    done = sloth(tmp_path, errors=repr_yaml(errors), total=repr_yaml(total))
    assert slos(done)["availability"]["sli"]["raw"]["weight"] == total.replace("{{.window}}", "$window")
    (line,) = [line for line in said(done) if "import-lost" in line]
    assert "the total is 300 times what it counts, and so is 'weight'" in line


@pytest.mark.parametrize("number", ["* 0", "/ 2"], ids=["0 / 0 is no data, and not e / t", "counted in two replicas"])
def test_other_numbers_stay(tmp_path, number):
    done = sloth(tmp_path, errors=repr_yaml(f"{rate('e')} {number}"), total=repr_yaml(f"{rate('t')} {number}"))
    assert slos(done)["availability"]["sli"]["raw"]["weight"] == f"{WEIGHT} {number}"


UNWEIGHTED = "the total counts the events of its window, and a weight those of a second: it was left out"


@pytest.mark.parametrize(
    "total",
    [
        "sum(count_over_time((probe_success == 0)[{{.window}}:1m]))",
        "sum(sum_over_time(t[{{.window}}]))",
        "clamp_min(sum(increase(t[{{.window}}])), 1)",
        "sum(increase(t[{{.window}}]) > 5)",
    ],
)
def test_a_weight_that_cannot_be_said_a_second_is_left_out_and_told(tmp_path, total):
    done = sloth(tmp_path, total=repr_yaml(total))
    assert list(slos(done)["availability"]["sli"]["raw"]) == ["errorRatio"]
    assert len([line for line in said(done) if UNWEIGHTED in line]) == 1, said(done)


def test_what_is_the_same_at_all_times_is_no_weight(tmp_path):
    done = sloth(tmp_path, errors=repr_yaml(f"{rate('e')} / {rate('t')}"), total="'1'")
    ratio = "(sum(rate(e[$window])) / sum(rate(t[$window]))) / (1)"
    assert slos(done)["availability"]["sli"]["raw"] == {"errorRatio": ratio}, "PromQL has no 'or' with a number"
    assert not [line for line in said(done) if UNWEIGHTED in line], "every scrape interval counts the same in both"


def test_rates_that_nobody_adds_up_are_added_up_and_told(tmp_path):
    """Divided by themselves series by series, all series of errors would be nothing but errors."""
    alone = "rate({}[{{{{.window}}}}])"
    done = sloth(tmp_path, errors=repr_yaml(alone.format("t{code='5'}")), total=repr_yaml(alone.format("t")))
    assert slos(done)["availability"]["sli"] == {"ratio": {"total": "t", "errors": "t{code='5'}"}}
    assert any("labels that it does not name; here they are added up" in line for line in said(done)), said(done)
    one_side = sloth(tmp_path, errors=repr_yaml(alone.format("e")), total=repr_yaml(rate("t")))
    assert "raw" in slos(one_side)["availability"]["sli"], "a series matches the sum only where it has no label"


@pytest.mark.parametrize(
    ("errors", "become"),
    [
        ("sum by (service, zone) (rate(e[{{.window}}]))", "added up"),
        ("2 * sum by (service, zone) (rate(e[{{.window}}]))", "added up"),
        ("sum by (service, zone) (avg_over_time(bad[{{.window}}]))", "averaged into one"),
    ],
)
def test_series_that_a_label_of_the_compiler_keeps_apart_are_put_together_and_told(tmp_path, errors, become):
    """`by` with that label would be an error of `check`, and most who group at all group by it."""
    total = "'1'" if become == "averaged into one" else "sum by (service, zone) (rate(t[{{.window}}]))"
    done = sloth(tmp_path, errors=errors, total=total)
    assert slos(done)["availability"]["by"] == ["zone"]
    message = f"series are kept apart by 'service', which the compiler sets; here they are {become}"
    assert any(message in line for line in said(done)), said(done)


def test_a_label_that_the_queries_hold_to_one_value_keeps_nothing_apart(tmp_path):
    query = "sum by (service) (rate({}{{service='shop'}}[{{{{.window}}}}]))"
    done = sloth(tmp_path, errors=repr_yaml(query.format("e")), total=repr_yaml(query.format("t")))
    assert "by" not in slos(done)["availability"]
    assert not [line for line in said(done) if "kept apart" in line], "there is nothing to look at"
    bucket, count = 'h_milliseconds_bucket{le="5",service="shop"}', 'h_milliseconds_count{service="shop"}'
    own = "sum by (service) (rate({}[{{{{.window}}}}]))"
    errors = f"{own.format(count)} - {own.format(bucket)}"
    done = sloth(tmp_path, errors=repr_yaml(errors), total=repr_yaml(own.format(count)))
    assert slos(done)["availability"]["sli"]["latency"]["unit"] == "milliseconds"
    assert not [line for line in said(done) if "kept apart" in line], "a threshold and a unit are no queries"


def test_a_label_that_one_query_of_several_holds_keeps_the_others_apart(tmp_path):
    """The failures of one tier are a smaller share of the events of all."""
    own = "sum by (tier) (rate({}[{{{{.window}}}}]))"
    total = f"{own.format('t')} + {own.format('e')}"
    done = sloth(tmp_path, errors=repr_yaml(own.format("e{tier='a'}")), total=repr_yaml(total))
    assert slos(done)["availability"]["sli"]["ratio"]["total"] == ["t", "e"]
    assert any("series are kept apart by 'tier'" in line for line in said(done)), said(done)


def test_a_label_that_pyrra_groups_by_twice_is_kept_once(tmp_path):
    metrics = "errors: {metric: e}, total: {metric: t}, grouping: [zone, zone]"
    text = (
        "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: a, namespace: b}\n"
        f"spec: {{target: '99', window: 4w, indicator: {{ratio: {{{metrics}}}}}}}\n"
    )
    (slo,) = slos(from_text("pyrra", text, tmp_path)).values()
    assert slo["by"] == ["zone"]


def test_labels_kept_apart_must_be_the_same(tmp_path):
    same = sloth(
        tmp_path, errors="sum by (region) (rate(e[{{.window}}]))", total="sum(rate(t[{{.window}}])) by (region)"
    )
    assert slos(same)["availability"]["by"] == ["region"]
    other = sloth(tmp_path, errors="sum by (region) (rate(e[{{.window}}]))")
    assert list(slos(other)["availability"]["sli"]) == ["raw"]


def test_a_histogram_without_a_bucket_is_no_latency(tmp_path):
    text = (
        "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: a}\nspec:\n  target: '90'\n"
        "  window: 4w\n  indicator:\n    latency:\n      success: {metric: 'x_seconds_bucket{a=\"1\"}'}\n"
        "      total: {metric: x_seconds_count}\n"
    )
    done = from_text("pyrra", text, tmp_path)
    assert slos(done) == {}
    assert ("9:7 import-left-out: the objective 'a' was left out: the success metric is a histogram's, "
            "but names no bucket") in said(done)  # fmt: skip


RAW = """\
version: prometheus/v1
service: shop
slos:
- name: availability
  objective: 99.9
  sli:
    raw:
      error_ratio_query: {query}
  alerting: {{name: High}}
"""


def raw(folder, query):
    done = from_text("sloth", RAW.format(query=query), folder)
    return slos(done)["availability"].get("by"), [one for one in said(done) if "import-lost" in one]


E, T, G = "sum(rate(e[{{.window}}]))", "sum(rate(t[{{.window}}]))", "sum(rate(g[{{.window}}]))"
COUNTED = {
    f"{E} / {T}": {"ratio": {"total": "t", "errors": "e"}},
    f"({E} or vector(0)) / ({T} > 0)": {"ratio": {"total": "t", "errors": "e"}},
    f"({T} - {G}) / {T}": {"ratio": {"total": "t", "good": "g"}},
    f"1 - {G} / {T}": {"ratio": {"total": "t", "good": "g"}},
    f"1 - (({G}) / ({T}))": {"ratio": {"total": "t", "good": "g"}},
    f"(1 - {rate(BUCKET)} / {rate(COUNT)})": {"latency": {"histogram": "d_seconds{b='2',a='1'}", "threshold": "250ms"}},
}


@pytest.mark.parametrize("query", COUNTED)
def test_a_raw_query_that_divides_events_counts_them(tmp_path, query):
    """`1 - good / total` has no value while nothing was good: a total outage would not be told."""
    done = from_text("sloth", RAW.format(query=repr_yaml(query)), tmp_path)
    assert slos(done)["availability"]["sli"] == COUNTED[query]
    assert any("the query divides events by all of them" in line for line in said(done))


RATIOS = {
    f"1 - {G} / on () {T}": "1 - sum(rate(g[$window])) / on () sum(rate(t[$window]))",
    f"1 - {G.replace('rate', 'irate')} / {T}": (
        "1 - (sum(irate(g[$window])) or 0 * (sum(rate(t[$window])))) / (sum(rate(t[$window])))"
    ),
    f"1 - {G} / 100": "1 - sum(rate(g[$window])) / 100",
    f"2 - {G} / {T}": "2 - sum(rate(g[$window])) / sum(rate(t[$window]))",
    f"{E} / {T} / 2": "sum(rate(e[$window])) / sum(rate(t[$window])) / 2",
}


@pytest.mark.parametrize("query", RATIOS)
def test_a_raw_query_that_says_more_stays_one(tmp_path, query):
    """What is taken off 1 is filled: nothing good is all bad."""
    done = from_text("sloth", RAW.format(query=repr_yaml(query)), tmp_path)
    assert slos(done)["availability"]["sli"] == {"raw": {"errorRatio": RATIOS[query]}}


def test_labels_that_a_raw_query_keeps_apart_are_carried(tmp_path):
    query = "sum by (zone) (rate(e[{{.window}}])) / sum by (zone) (rate(a[{{.window}}]))"
    assert raw(tmp_path, query) == (["zone"], [])
    assert raw(tmp_path, query.replace(" by (zone)", "")) == (None, [])


def test_labels_that_a_raw_query_keeps_apart_without_naming_them_are_reported(tmp_path):
    message = "the query keeps series apart by labels that it does not name; here they are averaged into one"
    query = "sum without (pod) (rate(e[{{.window}}])) / sum without (pod) (rate(a[{{.window}}]))"
    assert raw(tmp_path, query) == (None, [f"6:3 import-lost: {message}"])


def test_errors_and_total_that_are_no_plain_sums_keep_their_labels(tmp_path):
    done = sloth(tmp_path, errors="sum by (zone) (max by (zone, pod) (rate(e[{{.window}}])))",
                 total="sum by (zone) (rate(a[{{.window}}]))")  # fmt: skip
    assert slos(done)["availability"]["by"] == ["zone"], "every zone alerted by itself"
