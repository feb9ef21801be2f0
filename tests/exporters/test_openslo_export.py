"""OpenSLO documents of our objectives: what the specification asks of them, and that they come back as they went."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from avionics.app.exporting import export
from avionics.app.importing import import_files
from avionics.importers.values import Choices
from rules.projects import TODAY, write
from tools import ROOT

NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\Z")
DURATION = re.compile(r"[1-9][0-9]*[mhdwMQY]\Z")

ROUND_TRIP = {
    "availability": {"objective": 99.9, "window": "30d", "by": ["region"], "sli": {"ratio": {
        "total": 'http_requests_total{job="checkout"}', "errors": 'http_requests_total{job="checkout",code=~"5.."}'}}},
    "success": {"objective": 99.95, "window": "28d", "sli": {"ratio": {
        "total": "calls_total", "good": "answers_total"}}},
    "latency": {"objective": 99, "window": "7d", "sli": {"latency": {
        "histogram": 'http_request_duration_seconds{job="checkout"}', "threshold": "300ms"}}},
    "bare-latency": {"objective": 90, "window": "90d", "sli": {"latency": {
        "histogram": "wait_seconds", "threshold": "2s"}}},
    "long": {"objective": 90, "window": "90d", "sli": {"latency": {
        "histogram": "wait_milliseconds", "threshold": "1800s", "unit": "milliseconds"}}},
    "probe": {"objective": 99.5, "window": "30d", "by": ["instance"],
              "sli": {"probe": 'probe_success{job="checkout"}'}},
    "lag": {"objective": 99, "window": "30d", "sli": {"gauge": {"metric": 'lag{job="checkout"}', "atMost": 600}}},
    "raw": {"objective": 99, "window": "30d", "sli": {"raw": {"errorRatio": "max(avg_over_time(a[$window]))"}}},
    "sum": {"objective": 99, "window": "30d", "sli": {"ratio": {
        "total": ["a_total", "b_total"], "errors": ["c_total", "d_total"]}}},
}  # fmt: skip


def exported(folder: Path, slos: list[dict], service: str = "checkout"):
    write(folder, slos, [], {"name": service})
    done = export(str(folder), "openslo", [], today=TODAY)
    assert not done.failed, done.findings
    return done


def documents(done) -> list[dict]:
    return [each for text in done.made.values() for each in yaml.safe_load_all(text)]


@pytest.mark.parametrize("name", ROUND_TRIP)
def test_objective_window_and_selectors_come_back(name, tmp_path):
    written = {"name": name, **ROUND_TRIP[name]}
    done = exported(tmp_path / "project", [written])
    path = tmp_path / "checkout.openslo.yaml"
    path.write_text(done.made["checkout.openslo.yaml"], "utf-8")
    back = import_files("openslo", [str(path)], Choices())
    assert not back.failed
    (slo,) = yaml.safe_load(back.made["slos/checkout.yaml"])["slos"]
    assert {key: slo[key] for key in written} == written


def test_the_bucket_of_whole_seconds_is_found_by_prometheus_2_and_3(tmp_path):
    """Prometheus 3 writes the bound 2 as "2.0"; a query for le="2" finds nothing there: all is too slow."""
    done = exported(tmp_path, [{"name": "bare-latency", **ROUND_TRIP["bare-latency"]}])
    slo = next(each for each in documents(done) if each["kind"] == "SLO")
    good = slo["spec"]["indicator"]["spec"]["ratioMetric"]["good"]["metricSource"]["spec"]["query"]
    assert good == r'sum(wait_seconds_bucket{le=~"2(\\.0)?"})'


ALERTING = {
    "as-usual": {},
    "one-switched-off": {"alerting": {"disable": ["6h"]}},
    "a-page-as-ticket": {"alerting": {"tiers": {"6h": {"severity": "ticket"}}}},
    "tickets": {"stage": "ticket", "alerting": {"disable": ["1d"]}},
    "never-fires": {"objective": 90},  # 14.4 times a tenth is more than all: there is no page of 1h to be said
    "month": {"window": {"every": "month", "timeZone": "Europe/Berlin"}},
    "week": {"window": "7d"},
    "nobody": {"stage": "shadow"},
}


def back_again(tmp_path, text):
    path = tmp_path / "checkout.openslo.yaml"
    path.write_text(text, "utf-8")
    done = import_files("openslo", [str(path)], Choices())
    assert not done.failed
    (slo,) = yaml.safe_load(done.made["slos/checkout.yaml"])["slos"]
    return slo, [each.message for each in done.findings if each.severity == "warning"]


@pytest.mark.parametrize("name", ALERTING)
def test_tiers_and_who_is_told_come_back(name, tmp_path):
    more = ALERTING[name]
    written = {"name": name, "objective": 99.9, "window": "30d", **more, "sli": ROUND_TRIP["success"]["sli"]}
    slo, lost = back_again(tmp_path, exported(tmp_path / "project", [written]).made["checkout.openslo.yaml"])
    assert slo == written
    assert lost == []


BEYOND = {
    "nothing": ({}, ""),
    "defaults": ({"alerting": {"minFailures": 3, "minEvents": 0, "absence": {"vanished": "ticket"}}}, ""),
    "guards": ({"alerting": {"minFailures": 10, "minEvents": 50}}, "alerting.minFailures, alerting.minEvents"),
    "tier": ({"alerting": {"tiers": {"1h": {"severity": "ticket", "for": "2m"}}}}, "alerting.tiers (all but severity)"),
    "absence": ({"alerting": {"absence": {"neverSeen": "none"}}}, "alerting.absence"),
    "traffic": ({"traffic": "600/m"}, "traffic"),
    "playbook": ({"playbook": "checkout/wait.md"}, "playbook"),
    "summed": ({"by": ["region"]}, ""),
    "bucketed": ({"sli": {"latency": {**ROUND_TRIP["latency"]["sli"]["latency"], "buckets": [0.1, 0.3]}}}, "buckets"),
    "bounded": ({"by": ["region"], "sli": ROUND_TRIP["lag"]["sli"]}, "by"),
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_there_is_no_place_for_is_reported_unless_it_is_the_default(name, tmp_path):
    more, lost = BEYOND[name]
    written = {"name": name, "objective": 99.9, "sli": ROUND_TRIP["success"]["sli"], **more}
    wait = {"name": "wait", "objective": 99.9, "sli": ROUND_TRIP["probe"]["sli"]}
    done = exported(tmp_path / "project", [written, wait])
    said = [each.message for each in done.findings if "no place" in each.message]
    assert said == ([f"{lost} of {name!r} was not said: OpenSLO has no place for it"] if lost else [])


def test_one_condition_of_another_kind_makes_all_of_them_lost(tmp_path):
    """What it would be, ours are not: so none of ours is switched off in its place."""
    written = {"name": "availability", **ROUND_TRIP["success"], "alerting": {"disable": ["6h"]}}
    text = exported(tmp_path / "project", [written]).made["checkout.openslo.yaml"]
    slo, lost = back_again(tmp_path, text.replace("threshold: 13.44", "threshold: 10"))
    assert "threshold: 10\n" in (tmp_path / "checkout.openslo.yaml").read_text("utf-8"), "14.4 * 28 / 30 was there"
    assert "alerting" not in slo
    assert lost == [
        f"the condition 'checkout-availability-{long}' (burnrate gt {burn} {long} 1m) was not carried"
        for long, burn in (("1h", "10"), ("1d", "2.8"), ("3d", "1"))
    ]


def test_every_objective_of_dynamo_is_said_or_reported():
    done = export(str(ROOT), "openslo", [], today=TODAY)
    said = {each["metadata"]["name"] for each in documents(done) if each["kind"] == "SLO"}
    unsaid = [each for each in done.findings if "no words" in each.message]
    written = [f"{path.stem}-{slo['name']}" for path in sorted((ROOT / "slos").glob("*.yaml"))
               for slo in yaml.safe_load(path.read_text("utf-8"))["slos"]]  # fmt: skip
    assert len(said) + len(unsaid) == len(written)
    assert said <= set(written)


def test_what_the_specification_asks_of_an_slo(tmp_path):
    """The fields that OpenSLO's README calls required, and their forms."""
    done = exported(tmp_path, [{"name": "availability", **ROUND_TRIP["availability"]}])
    service, page, ticket, slo, *policies = documents(done)
    assert (service["kind"], service["metadata"]["name"]) == ("Service", "checkout")
    assert {each["apiVersion"] for each in documents(done)} == {"openslo/v1"}
    assert [each["kind"] for each in (page, ticket)] == ["AlertNotificationTarget"] * 2
    spec = slo["spec"]
    assert NAME.match(slo["metadata"]["name"])
    assert spec["service"] == service["metadata"]["name"]
    assert spec["budgetingMethod"] == "Occurrences"
    assert spec["timeWindow"] == [{"duration": "30d", "isRolling": True}]
    (objective,) = spec["objectives"]
    assert objective["target"] == 0.999
    assert len(spec.get("description", "")) <= 1050
    targets = {page["metadata"]["name"], ticket["metadata"]["name"]}
    assert spec["alertPolicies"] == [policy["metadata"]["name"] for policy in policies]
    for policy in policies:
        (condition,) = policy["spec"]["conditions"]
        burn = condition["spec"]["condition"]
        assert (burn["kind"], burn["op"]) == ("burnrate", "gt")
        assert all(DURATION.match(burn[key]) for key in ("lookbackWindow", "alertAfter"))
        assert {each["targetRef"] for each in policy["spec"]["notificationTargets"]} <= targets
    conditions = [policy["spec"]["conditions"][0]["spec"] for policy in policies]
    said = [(each["severity"], each["condition"]["threshold"]) for each in conditions]
    # The Workbook's table, chapter 5, and the tier that Sloth and Grafana add.
    assert said == [("page", 14.4), ("page", 6), ("ticket", 3), ("ticket", 1)]


def test_what_several_services_share_is_in_their_stream_once(tmp_path):
    """Both tell the same teams. Files of their own hold each what it needs."""
    write(tmp_path, [{"name": "availability", **ROUND_TRIP["availability"]}], [], {"name": "checkout"})
    (tmp_path / "playbooks" / "billing").mkdir()
    files = ("services/checkout.yaml", "slos/checkout.yaml", "playbooks/checkout/availability.md")
    for path in files:
        text = (tmp_path / path).read_text("utf-8").replace("checkout", "billing").replace('The "Shop"', "Billing")
        (tmp_path / path.replace("checkout", "billing")).write_text(text, "utf-8")
    done = export(str(tmp_path), "openslo", ["checkout", "billing"], today=TODAY)
    assert not done.failed, done.findings
    named = [(each["kind"], each["metadata"]["name"]) for each in yaml.safe_load_all(done.stream)]
    assert len(named) == len(set(named)), named
    assert [name for kind, name in named if kind == "Service"] == ["checkout", "billing"]
    each = [[one["kind"] for one in yaml.safe_load_all(text)] for text in done.made.values()]
    assert [kinds.count("AlertNotificationTarget") for kinds in each] == [2, 2]


def test_objectives_that_tell_nobody_have_no_policies(tmp_path):
    done = exported(tmp_path, [{"name": "quiet", "stage": "shadow", **ROUND_TRIP["success"]}])
    (slo,) = [each for each in documents(done) if each["kind"] == "SLO"]
    assert "alertPolicies" not in slo["spec"]
    assert [each["kind"] for each in documents(done)] == ["Service", "SLO"]


def test_what_cannot_be_said_is_reported_on_its_line(tmp_path):
    slo = {"name": "latency", **ROUND_TRIP["latency"], "impact": "Slow", "environments": {"P": {"objective": 98}}}
    done = exported(tmp_path, [slo])
    assert [(each.severity, each.where.route, each.message) for each in done.findings] == [
        ("warning", ("slos", 0, "environments", "P"),
         "what differs in 'P' was not said: an objective of OpenSLO is the same everywhere"),
        ("info", ("slos", 0, "name"),
         "of each burn-rate tier the long window was said alone: a condition of OpenSLO has one"),
        ("info", ("slos", 0, "name"), "impact of 'latency' was not said: OpenSLO has no place for it"),
        ("info", ("environments",),
         "no query says an environment: the matchers that our rules put into every selector were not said"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sli", "message"),
    [
        ({"freshness": {"timestamp": "done_timestamp_seconds", "threshold": "2h"}},
         "OpenSLO has no words for an indicator of the kind 'freshness'"),
        ({"latency": {"histogram": "took_seconds", "threshold": "1s", "native": True}},
         "OpenSLO has no words for a native histogram"),
        ({"gauge": {"metric": "level", "atLeast": 1, "atMost": 2}}, "an objective of OpenSLO has one bound, not two"),
    ],
)  # fmt: skip
def test_what_has_no_words_is_left_out_and_named(sli, message, tmp_path):
    done = exported(tmp_path, [{"name": "backup", "objective": 99, "sli": sli}])
    assert [each.message for each in done.findings] == [message]
    assert [each["kind"] for each in documents(done)] == ["Service"]


def test_the_program_of_openslo_accepts_it(tmp_path):
    """But for raw ratios, which the specification has and its program (v0.12) does not know."""
    oslo = shutil.which("oslo")
    if oslo is None:
        pytest.skip("oslo is not on PATH")
    written = [{"name": name, **slo} for name, slo in ROUND_TRIP.items() if name != "raw"]
    path = tmp_path / "checkout.openslo.yaml"
    path.write_text(exported(tmp_path / "project", written).made[path.name], "utf-8")
    done = subprocess.run([oslo, "validate", "-f", path], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
