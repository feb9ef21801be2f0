"""No field is ever ignored: what was not carried is named with its place, why, and what to do."""

from __future__ import annotations

import pytest
import yaml
from foreign_specs import EXAMPLES, from_text, imported, said, slos

from avionics.app.importing import write
from avionics.importers.values import Choices
from avionics.write.failed import WriteFailed

SLOTH = """\
version: prometheus/v1
service: {service}
slos:
- name: availability
  objective: {objective}
  {more}
  sli:
    events:
      error_query: {errors}
      total_query: {total}
  alerting:
    {alerting}
"""


def sloth(folder, **parts):
    usual = {"service": "shop", "objective": "99.9", "more": "description: Fine.", "alerting": "name: High",
             "errors": "sum(rate(errors_total[{{.window}}]))",
             "total": "sum(rate(all_total[{{.window}}]))"}  # fmt: skip
    return from_text("sloth", SLOTH.format(**{**usual, **parts}), folder)


def test_an_unknown_field_is_named_with_its_place_and_the_nearest_known(tmp_path):
    done = sloth(tmp_path, more="descripton: Fine.")
    (unknown,) = [each for each in done.findings if each.rule == "import-unknown"]
    assert (unknown.where.line, unknown.where.column, unknown.span) == (6, 3, (0, len("descripton")))
    assert unknown.message == "'descripton' is no field of slos[0] that is known here; it was not carried"
    assert unknown.help == "did you mean 'description'?"
    assert slos(done)["availability"].get("description") is None


def keys(node, route=()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*route, key)
            yield from keys(value, (*route, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from keys(value, (*route, index))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_stray_field_anywhere_is_reported(path, tmp_path):
    """Into every mapping of every example in turn, but those that are reported as a whole."""
    documents = [each for each in yaml.safe_load_all(path.read_text("utf-8")) if each]
    copy = tmp_path / path.parent.name / path.name
    copy.parent.mkdir()
    silent = []
    for index, document in enumerate(documents):
        routes = {route[:-1] for route in keys(document) if isinstance(route[-1], str)}
        for route in sorted(routes, key=str):
            target = document
            for step in route:
                target = target[step]
            target["strayField"] = "here"
            copy.write_text("---\n".join(yaml.safe_dump(each) for each in documents), "utf-8")
            if not any("strayField" in each.message for each in imported(copy).findings):
                silent.append((index, *route))
            del target["strayField"]
    assert [route for route in silent if not reported_whole(path, documents, route)] == []


WHOLE = {"config", "plugin", "connectionDetails", "notificationTargets", "calendar", "spec", "metricSource", "options",
         "quick", "slow", "page", "ticket", "ruleOutput", "status", "shortRulesLabels", "longRulesLabels", "labels",
         "dimensions"}  # fmt: skip


def reported_whole(path, documents, route):
    """A field inside what is left out or lost as one: the report names that."""
    steps = {step for step in route if isinstance(step, str)}
    return bool(steps & WHOLE) or not slos(imported(path)) or "left out" in " ".join(said(imported(path)))


def test_what_takes_part_in_a_name_or_a_default_is_told(tmp_path):
    done = sloth(tmp_path, service="The_Shop.Service")
    assert "2:1 import-changed: the service 'The_Shop.Service' is called 'the-shop-service' here" in said(done)
    assert list(done.made) == ["slos/the-shop-service.yaml", "services/the-shop-service.yaml"]


@pytest.mark.parametrize(
    ("parts", "rule", "severity", "words"),
    [
        ({"objective": "120"}, "import-invalid", "error", "objective is 120, expected more than 0 and less than 100"),
        ({"objective": "many"}, "import-invalid", "error", "objective is 'many', expected a number"),
        ({"objective": "1e999999999"}, "import-invalid", "error", "objective is '1e999999999', expected a number"),
        (
            {"total": f"sum(rate({'a' * 2001}[{{{{.window}}}}]))"},
            "import-invalid",
            "error",
            "this cannot be said in our specs: sli.ratio.total",
        ),
        ({"objective": "100"}, "import-left-out", "warning", "100 per cent has no budget"),
        ({"errors": "sum(rate(x[{{.window}}])"}, "import-left-out", "warning", "'(' is never closed"),
        ({"errors": "[a, b]"}, "import-invalid", "error", "error_query: expected text, found a list"),
        ({"more": "labels: {team: core}"}, "import-lost", "warning", "the label 'team' is set by the compiler"),
        ({"more": "labels: {note: '{{ $value }}'}"}, "import-lost", "warning", "templates in labels"),
    ],
    ids=str,
)
def test_what_cannot_be(tmp_path, parts, rule, severity, words):
    found = [each for each in sloth(tmp_path, **parts).findings if each.rule == rule]
    assert [each.severity for each in found if words in each.message] == [severity], [each.message for each in found]


@pytest.mark.parametrize(
    ("alerting", "stage", "words"),
    [
        ("page_alert: {labels: {severity: warning}}", "ticket", "the objective is at stage ticket"),
        ("page_alert: {labels: {severity: critical}}", None, "the objective is at stage page"),
        ("page_alert: {labels: {severity: home}}", None, "(severity) it is not known whether they wake anybody"),
        ("page_alert: {labels: {channel: '#x'}}", None, "(channel) it is not known whether they wake anybody"),
        ("page_alert: {disable: true, labels: {severity: warning}}", None, "the label severity: 'warning' of page"),
    ],
)
def test_whom_page_alerts_wake_is_carried_or_told(alerting, stage, words, tmp_path):
    done = sloth(tmp_path, alerting=alerting)
    (slo,) = slos(done).values()
    assert slo.get("stage") == stage
    assert len([each for each in done.findings if words in each.message]) == 1, said(done)


NEW = "two tickets of ours are new: Vanished and NeverSeen"


def test_tickets_that_theirs_did_not_have_are_told_once(tmp_path):
    assert [each.severity for each in sloth(tmp_path).findings if NEW in each.message] == ["info"]
    assert NEW not in " ".join(said(imported(next(path for path in EXAMPLES if "pyrra" in path.parts))))


def test_who_told_nobody_tells_nobody(tmp_path):
    done = sloth(tmp_path, alerting="{page_alert: {disable: true}, ticket_alert: {disable: true}}")
    (slo,) = slos(done).values()
    assert slo["alerting"]["absence"] == {"vanished": "none", "neverSeen": "none"}
    assert NEW not in " ".join(said(done))


BUCKET = """d_seconds_bucket{a='1',le="0.25",b='2'}"""
COUNT = "d_seconds_count{b='2',a='1'}"
MILLISECONDS = 'd_milliseconds_bucket{le="250"}'
ODDLY_WRITTEN = 'd_seconds_bucket{le="0.250"}'
WEIGHT = "sum(rate(t[$window]))"
LEFT = "sum(rate(a[$window])) - sum(rate(b[$window]))"


def rate(selector):
    return f"sum(rate({selector}[{{{{.window}}}}]))"


@pytest.mark.parametrize(
    ("errors", "total", "sli"),
    [
        (rate("e{a='1'}"), rate("t"), {"ratio": {"total": "t", "errors": "e{a='1'}"}}),
        ("(sum(increase(e[{{ .window }}])))", "sum(increase(t[{{.window}}]))",
         {"ratio": {"total": "t", "errors": "e"}}),
        (f"{rate('e')} or vector(0)", rate("t"), {"ratio": {"total": "t", "errors": "e"}}),
        (f"{rate('e')} OR on() vector(0)", rate("t"), {"ratio": {"total": "t", "errors": "e"}}),
        (f"{rate('a')} + {rate('b')}", rate("t"), {"ratio": {"total": "t", "errors": ["a", "b"]}}),
        (f"{rate('t')} - {rate('g')}", rate("t"), {"ratio": {"total": "t", "good": "g"}}),
        (f"{rate(COUNT)} - {rate(BUCKET)}", rate(COUNT),
         {"latency": {"histogram": "d_seconds{b='2',a='1'}", "threshold": "250ms"}}),
        (f"{rate('d_milliseconds_count')} - {rate(MILLISECONDS)}", rate("d_milliseconds_count"),
         {"latency": {"histogram": "d_milliseconds", "threshold": "250ms", "unit": "milliseconds"}}),
        (f"{rate('d_seconds_count')} - {rate(ODDLY_WRITTEN)}", rate("d_seconds_count"),
         {"ratio": {"total": "d_seconds_count", "good": ODDLY_WRITTEN}}),
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
    assert list(slos(done)["availability"]["sli"]["raw"]) == ["errorRatio"]
    assert not [line for line in said(done) if UNWEIGHTED in line], "every scrape interval counts the same in both"


def repr_yaml(text):
    return "'" + text.replace("'", "''") + "'"


def test_labels_kept_apart_must_be_the_same(tmp_path):
    same = sloth(
        tmp_path, errors="sum by (region) (rate(e[{{.window}}]))", total="sum(rate(t[{{.window}}])) by (region)"
    )
    assert slos(same)["availability"]["by"] == ["region"]
    other = sloth(tmp_path, errors="sum by (region) (rate(e[{{.window}}]))")
    assert list(slos(other)["availability"]["sli"]) == ["raw"]


def test_notes_stand_above_the_objective(tmp_path):
    text = sloth(tmp_path, more="descripton: Fine.").made["slos/shop.yaml"]
    note = "# Look: 'descripton' is no field of slos[0] that is known here; it was not carried\n"
    assert f"slos:\n{note}- name: availability\n" in text


def test_secrets_of_data_sources_are_never_shown(tmp_path):
    done = imported(next(path for path in EXAMPLES if path.name == "own-references.yaml"))
    assert "hunter2" not in str(done.findings) + str(done.made)


def test_a_file_of_another_dialect_is_told(tmp_path):
    done = from_text(
        "pyrra", SLOTH.format(service="a", objective=1, more="labels: {}", errors="e", total="t", alerting=""), tmp_path
    )
    assert said(done) == ["1:1 import-dialect: prometheus/v1 is no spec of Pyrra's"]
    assert done.findings[0].help == "avionics import sloth FILE"
    assert done.failed


def test_versions_that_are_not_read(tmp_path):
    text = "apiVersion: openslo/v2alpha\nkind: SLO\nmetadata: {name: a}\nspec: {}\n"
    done = from_text("openslo", text, tmp_path)
    assert said(done) == ["1:1 import-invalid: 'openslo/v2alpha' is no version read here"]


def test_aliases_and_merge_keys_are_followed(tmp_path):
    text = (
        "version: prometheus/v1\nservice: shop\n"
        "slos:\n"
        "- &first\n  name: one\n  objective: 99\n"
        "  sli: {events: {error_query: 'sum(rate(e[{{.window}}]))', total_query: 'sum(rate(t[{{.window}}]))'}}\n"
        "  alerting: {page_alert: {disable: true}}\n"
        "- <<: *first\n  name: two\n"
    )
    found = slos(from_text("sloth", text, tmp_path))
    assert list(found) == ["one", "two"]
    assert found["two"]["sli"] == found["one"]["sli"]
    assert found["two"]["alerting"] == {"disable": ["1h", "6h"]}


def test_names_that_become_one_are_told_apart(tmp_path):
    long = "a-name-that-goes-on-and-on-for-ever"
    slo = "- {{name: {}, objective: 99, sli: {{raw: {{error_ratio_query: 'sum(e)'}}}}}}\n"
    text = "version: prometheus/v1\nservice: shop\nslos:\n" + slo.format(f"{long}-1") + slo.format(f"{long}-2")
    found = slos(from_text("sloth", text, tmp_path))
    assert list(found) == ["a-name-that-goes-on-and-on-for", "a-name-that-goes-on-and-on-for-2"]
    assert [slo["title"] for slo in found.values()] == [f"A name that goes on and on for ever {n}" for n in (1, 2)]


@pytest.mark.parametrize(
    ("grouping", "alerting", "told"),
    [("[region]", "{}", True), ("[region]", "{absent: false}", False), ("[]", "{}", False)],
)
def test_what_vanishes_is_told_for_each_group(grouping, alerting, told, tmp_path):
    text = (
        "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: shop-up, namespace: shop}\n"
        "spec: {target: '99', window: 2w, alerting: %s, indicator: {bool_gauge: {metric: up, grouping: %s}}}\n"
    )
    done = from_text("pyrra", text % (alerting, grouping), tmp_path)
    assert ("the alert for what vanished fires for each group" in " ".join(said(done))) is told


def test_pyrra_names_no_service(tmp_path):
    text = (
        "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: shop-up%s}\n"
        "spec: {target: '99', window: 4w, indicator: {bool_gauge: {metric: up}}}\n"
    )
    assert next(iter(from_text("pyrra", text % "", tmp_path).made)) == "slos/shop-up.yaml"
    assert next(iter(from_text("pyrra", text % ", namespace: web", tmp_path).made)) == "slos/web.yaml"
    labelled = text % ", namespace: web, labels: {pyrra.dev/service: shop}"
    assert list(slos(from_text("pyrra", labelled, tmp_path))) == ["up"]
    chosen = from_text("pyrra", text % "", tmp_path, Choices(service="Web"))
    assert next(iter(chosen.made)) == "slos/web.yaml"


def test_nothing_is_written_over_unless_told(tmp_path):
    done = sloth(tmp_path)
    root = str(tmp_path / "project")
    write(root, done.made, force=False)
    (tmp_path / "project" / "services" / "shop.yaml").unlink()
    with pytest.raises(WriteFailed, match="exists already"):
        write(root, done.made, force=False)
    assert not (tmp_path / "project" / "services" / "shop.yaml").exists(), "all or none"
    write(root, done.made, force=True)
    assert (tmp_path / "project" / "services" / "shop.yaml").exists()


def test_an_objective_that_was_not_understood_in_full_wakes_nobody(tmp_path):
    assert slos(sloth(tmp_path, more="descripton: Fine."))["availability"]["stage"] == "shadow"
    assert "stage" not in slos(sloth(tmp_path, more="labels: {service: x}"))["availability"]


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


def test_what_is_not_understood_of_an_indicator_concerns_who_refers_to_it(tmp_path):
    text = (
        "apiVersion: openslo/v1\nkind: SLI\nmetadata: {name: i}\nspec:\n  ratioMetric:\n    counter: true\n"
        "    bad: {metricSource: {type: Prometheus, spec: {query: sum(e), dimensions: [a]}}}\n"
        "    total: {metricSource: {type: Prometheus, spec: {query: sum(t)}}}\n"
        "---\napiVersion: openslo/v1\nkind: SLO\nmetadata: {name: s}\n"
        "spec: {service: a, indicatorRef: i, objectives: [{target: 0.9}], alertPolicies: [p]}\n"
        "---\napiVersion: openslo/v1\nkind: AlertPolicy\nmetadata: {name: p}\n"
        "spec: {conditions: [{kind: AlertCondition, metadata: {name: c}, spec: {severity: page}}]}\n"
    )
    done = from_text("openslo", text, tmp_path)
    assert slos(done)["s"]["stage"] == "shadow"
    assert "13:20 import-unknown: the indicator 'i' was not understood in full" in said(done)
    known = from_text("openslo", text.replace(", dimensions: [a]", ""), tmp_path)
    assert "stage" not in slos(known)["s"]


def test_one_objective_that_cannot_be_carried_leaves_the_others(tmp_path):
    text = (
        "apiVersion: openslo/v1alpha\nkind: SLO\nmetadata: {name: s}\nspec:\n  service: a\n  objectives:\n"
        "  - {displayName: all, target: 0, ratioMetrics: &r {good: {source: prometheus, query: sum(g)},\n"
        "                                                   total: {source: prometheus, query: sum(t)}}}\n"
        "  - {displayName: most, target: 0.9, ratioMetrics: *r}\n"
    )
    done = from_text("openslo", text, tmp_path)
    assert list(slos(done)) == ["s-most"]
    assert ("7:24 import-left-out: the objective 'all' (objectives[0]) of the SLO 's' was left out: "
            "an objective of 0 per cent has no budget that alerts could watch") in said(done)  # fmt: skip


QUERY = "metricSource: {type: Prometheus, spec: {query: sum(q)}}"
LACKING = {
    "indicatorRef: i, objectives: [{target: 0.9}, {target: 0.8}]":
        "the SLO 's' with its 2 objectives was left out: the indicator 'i' is in none of the files",
    "objectives: [{target: 0.9, indicatorRef: i}]":
        "the SLO 's' was left out: the indicator 'i' is in none of the files",
    "objectives: [{target: 0.9}]":
        "the SLO 's' was left out: neither the SLO nor its objectives[0] has an indicator",
    f"indicator: {{spec: {{ratioMetric: {{good: {{{QUERY}}}}}}}}}, objectives: [{{target: 0.9}}]":
        "the objective (objectives[0]) of the SLO 's' was left out: the ratio has no total, or neither good nor bad",
    f"indicator: {{spec: {{ratioMetric: {{good: {{{QUERY}}}, bad: {{{QUERY}}}}}}}}}, objectives: [{{target: 0.9}}]":
        "the SLO 's' was left out: the ratio says both good and bad",
    "indicator: {spec: {thresholdMetric: {metricSource: {type: Datadog, spec: {query: q}}}}}":
        "the SLO 's' was left out: the metric comes from 'Datadog', not known to answer PromQL",
}  # fmt: skip


@pytest.mark.parametrize("spec", LACKING)
def test_what_is_left_out_is_named_before_the_reason(tmp_path, spec):
    text = f"apiVersion: openslo/v1\nkind: SLO\nmetadata: {{name: s}}\nspec: {{service: a, {spec}}}\n"
    left = [each.message for each in from_text("openslo", text, tmp_path).findings if each.rule == "import-left-out"]
    assert left == [LACKING[spec]]


PERIODS = {
    "week, from a Monday": ("1w", "2026-01-05 00:00:00", "UTC", {"every": "week", "timeZone": "UTC"}, ""),
    "month": ("1M", "2022-03-01 00:00:00", "Europe/Berlin", {"every": "month", "timeZone": "Europe/Berlin"}, ""),
    "quarter": ("1Q", "2022-10-01T00:00", "America/New_York", {"every": "quarter", "timeZone": "America/New_York"}, ""),
    "week, from a Tuesday": ("1w", "2026-01-06 00:00:00", "UTC", "7d", "it does not begin on a Monday, as ours do"),
    "month, from half past noon": (
        "1M",
        "2022-01-01 12:30:00",
        "UTC",
        "30d",
        "it begins at 12:30:00, ours at midnight",
    ),
    "month, from the second": (
        "1M",
        "2022-01-02 00:00",
        "UTC",
        "30d",
        "it does not begin on the first of a month, as ours do",
    ),
    "quarter, from February": ("1Q", "2022-02-01 00:00:00", "UTC", "90d", "its quarters are not those of the year"),
    "two months": ("2M", "2022-01-01 00:00:00", "UTC", "60d", "ours are one week, month or quarter"),
    "of a zone nobody knows": (
        "1M",
        "2022-01-01 00:00:00",
        "Europe/Atlantis",
        "30d",
        "there is no time zone 'Europe/Atlantis'",
    ),
    "from no day": ("1M", "2022-02-30 00:00:00", "UTC", "30d", "it begins at no instant such as 2026-01-01 00:00:00"),
}


@pytest.mark.parametrize(("duration", "start", "zone", "ours", "why"), PERIODS.values(), ids=PERIODS)
def test_a_calendar_period_that_ours_has_stays_one(duration, start, zone, ours, why, tmp_path):
    """Any other becomes a rolling one of its length, and the report says why."""
    query = {"metricSource": {"type": "Prometheus", "spec": {"query": "sum(x_total)"}}}
    spec = {
        "service": "shop",
        "indicator": {
            "metadata": {"name": "x"},
            "spec": {"ratioMetric": {"counter": True, "bad": query, "total": query}},
        },
        "timeWindow": [{"duration": duration, "isRolling": False, "calendar": {"startTime": start, "timeZone": zone}}],
        "objectives": [{"target": 0.99}],
    }
    document = {"apiVersion": "openslo/v1", "kind": "SLO", "metadata": {"name": "x"}, "spec": spec}
    done = from_text("openslo", yaml.safe_dump(document), tmp_path)
    assert [slo["window"] for slo in slos(done).values()] == [ours]
    lost = [f"a calendar window of {duration} became a rolling one of {ours}: {why}"] if why else []
    assert [each.message for each in done.findings if "calendar window" in each.message] == lost


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
