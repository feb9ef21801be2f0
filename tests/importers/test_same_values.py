"""On the same series, imported rules record what the original query says, or what counting the series gives."""

from __future__ import annotations

import re

import pytest
from foreign_specs import ENVIRONMENT, HERE, TODAY, in_project

from avionics.app.compile import compile_project
from rules.promtool import Case, only, run

AT = 9000
RECORDED = [f"slo:sli_{what}:rate{window}" for what in ("total", "errors") for window in ("5m", "1h")]
RECORDED.append("slo:sli_error:ratio_rate1h")


def grows(metric, matchers, a_minute):
    return {f"{metric}{{{matchers},{ENVIRONMENT}}}": f"0+{a_minute}x200"}


def stays(metric, matchers, value):
    return {f"{metric}{{{matchers},{ENVIRONMENT}}}": f"{value}x200"}


REQUESTS = {
    **grows("http_request_duration_seconds_count", 'job="myservice",code="200"', 54),
    **grows("http_request_duration_seconds_count", 'job="myservice",code="503"', 6),
}
WIFI = {
    series: values
    for client, satisfied in enumerate((0.9, 0.9, 0.7, 0.4))
    for series, values in stays("unifipoller_client_satisfaction_ratio", f'client="{client}"', satisfied).items()
}
# Errors over all, counted from the series: 6 of 60; 15 of 60 slower than 0.4 s; of four clients two are below 0.75 and
# one is below 0.5; a mean satisfaction of 0.725.
EXAMPLES = {
    "sloth/getting-started.yml": (REQUESTS, {"requests-availability": 0.1}),
    "sloth/k8s-getting-started.yml": (REQUESTS, {"requests-availability": 0.1}),
    "openslo/openslo-getting-started.yml": (REQUESTS, {"sloth-slo-my-service": 0.1}),
    "sloth/kubernetes-apiserver.yml": (
        {
            **grows("apiserver_request_total", 'code="200"', 54),
            **grows("apiserver_request_total", 'code="429"', 6),
            **grows("apiserver_request_duration_seconds_count", 'verb="GET"', 60),
            **grows("apiserver_request_duration_seconds_bucket", 'verb="GET",le="0.4"', 45),
            **grows("apiserver_request_duration_seconds_bucket", 'verb="WATCH",le="0.4"', 1000),
        },
        {"requests-availability": 0.1, "requests-latency": 0.25},
    ),
    "sloth/home-wifi.yml": (WIFI, {"good-wifi-client-satisfaction": 0.5, "risk-wifi-client-satisfaction": 0.25}),
    "sloth/raw-home-wifi.yml": (WIFI, {"wifi-client-satisfaction": 0.275}),
    "pyrra/ratio.yaml": (
        {
            **grows("http_requests_total", 'job="shop-api",code="200"', 59),
            **grows("http_requests_total", 'job="shop-api",code="500"', 1),
            **grows("http_requests_total", 'job="shop-query",code="200"', 30),
            **grows("http_requests_total", 'job="shop-query",code="500"', 30),
        },
        {"api-errors": 1 / 60, "query-errors-with-offset": 0.5},
    ),
    "pyrra/gauge-and-alerting.yaml": (
        {**stays("up", 'job="shop",instance="a"', 1), **stays("up", 'job="shop",instance="b"', 0)}, {"up": 0.5}
    ),
    # A threshold that is always missed, one that never is, slices of which each holds 10 % errors and may hold 5 %.
    "openslo/own-kinds.yaml": (
        {
            **grows("annotations_total", 'pod="a"', 60),
            **stays("kafka_consumergroup_lag", 'consumergroup="annotator"', 100),
            **grows("http_requests_total", 'job="web",code="200"', 54),
            **grows("http_requests_total", 'job="web",code="500"', 6),
            **stays("client_satisfaction_ratio", 'client="a"', 0.8),
        },
        {"throughput": 1, "lag": 0, "minutes": 1, "satisfaction": 0.2},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_recorded_ratios_are_those_counted(name, tmp_path):
    series, expected = EXAMPLES[name]
    root, _ = in_project(tmp_path, HERE / name)
    compiled = compile_project(root, today=TODAY, targets=("prometheus",))
    (rules,) = [each.content.decode() for each in compiled.artifacts
                if each.path.startswith("prometheus/production/") and not each.path.endswith("/api.yaml")]  # fmt: skip
    queries = [(f'slo:sli_error:ratio_rate1h{{slo="{slo}"}}', AT) for slo in expected]
    for outcome in run(tmp_path, only(rules, *RECORDED), [Case(name, series, queries)]):
        for slo, query in zip(expected, queries, strict=True):
            assert outcome.value(*query) == pytest.approx(expected[slo], rel=0.01), f"{outcome}: {slo}"


def test_the_original_query_gives_the_same(tmp_path):
    """Beside the counted values: what Sloth's own query says of the same series."""
    name = "sloth/home-wifi.yml"
    series, expected = EXAMPLES[name]
    text = (HERE / name).read_text("utf-8").replace("{{.window}}", "1h")
    pairs = zip(re.findall(r"error_query: (.*)", text), re.findall(r"total_query: (.*)", text), strict=True)
    queries = [(f"({errors}) / ({total})", AT) for errors, total in pairs]
    empty = "groups: [{name: none, rules: [{record: a, expr: vector(1)}]}]"
    for outcome in run(tmp_path, empty, [Case(name, series, queries)]):
        assert [outcome.value(*query) for query in queries] == pytest.approx(list(expected.values()))


INCREASES = """\
version: prometheus/v1
service: myservice
slos:
- name: availability
  objective: 99
  sli:
    events:
      error_query: sum(increase(e_total[{{.window}}])) / 2
      total_query: sum(increase(t_total[{{.window}}])) / 2
  alerting: {name: High}
"""


def test_a_weight_of_increases_is_recorded_as_events_a_second(tmp_path):
    """Of 60 requests a minute, 6 of them failed, half: 0.5 a second, 0.05 failed."""
    written = tmp_path / "sloth" / "increases.yml"
    written.parent.mkdir()
    written.write_text(INCREASES, "utf-8")
    root, _ = in_project(tmp_path, written)
    compiled = compile_project(root, today=TODAY, targets=("prometheus",))
    (rules,) = [each.content.decode() for each in compiled.artifacts if each.path.endswith("production/myservice.yaml")]
    series = {**grows("t_total", 'code="200"', 60), **grows("e_total", 'code="500"', 6)}
    expected = {"slo:sli_total:rate5m": 0.5, "slo:sli_errors:rate5m": 0.05, "slo:sli_error:ratio_rate1h": 0.1}
    queries = [(record, AT) for record in expected]
    for outcome in run(tmp_path, only(rules, *RECORDED), [Case("increases", series, queries)]):
        for query in queries:
            assert outcome.value(*query) == pytest.approx(expected[query[0]], rel=0.01), f"{outcome}: {query[0]}"
