"""What is imported means what was written: the same raw series, objective and window; beside Sloth's own rules."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from foreign_specs import HERE, TODAY, in_project

from avionics.app.compile import compile_project

SELECTOR = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[^}]*\})?\[")


def rules(root: str, service: str) -> list[dict]:
    compiled = compile_project(root, today=TODAY, targets=("prometheus",))
    (text,) = [
        each.content.decode() for each in compiled.artifacts if each.path == f"prometheus/production/{service}.yaml"
    ]
    return [rule for group in yaml.safe_load(text)["groups"] for rule in group["rules"]]


def raw_series(expressions: list[str]) -> set[tuple[str, frozenset[str]]]:
    """The series with a range that expressions read, matchers in any order, without the environment's."""
    found = [match for text in expressions for match in SELECTOR.findall(text)]
    return {(name, frozenset(re.findall(r'(\w+(?:=~|!~|!=|=)"[^"]*")', braces)) - {'environment="production"'})
            for name, braces in found if not name.startswith("slo:")}  # fmt: skip


def first_value(found: list[dict], record: str, slo: str) -> str:
    return next(rule["expr"] for rule in found if rule.get("record") == record and rule["labels"]["slo"] == slo)


SAMPLES = {
    "sloth/getting-started.yml": ("myservice", "requests-availability", "0.999", "30", {
        ("http_request_duration_seconds_count", frozenset({'job="myservice"'})),
        ("http_request_duration_seconds_count", frozenset({'job="myservice"', 'code=~"(5..|429)"'})),
    }),
    "sloth/kubernetes-apiserver.yml": ("k8s-apiserver", "requests-availability", "0.999", "30", {
        ("apiserver_request_total", frozenset()),
        ("apiserver_request_total", frozenset({'code=~"(5..|429)"'})),
        ("apiserver_request_duration_seconds_count", frozenset({'verb!="WATCH"'})),
        ("apiserver_request_duration_seconds_bucket", frozenset({'verb!="WATCH"', 'le="0.4"'})),
    }),
    "openslo/openslo-getting-started.yml": ("my-service", "requests-availability", "0.999", "30", {
        ("http_request_duration_seconds_count", frozenset({'job="myservice"'})),
        ("http_request_duration_seconds_count", frozenset({'job="myservice"', 'code!~"(5..|429)"'})),
    }),
    "openslo/own-references.yaml": ("web-shop", "search-availability-contract", "0.995", "28", {
        ("http_requests_total", frozenset({'job="search"'})),
        ("http_requests_total", frozenset({'job="search"', 'code=~"5.."'})),
    }),
    "pyrra/gauge-and-alerting.yaml": ("shop", "up", "0.999", "28", {
        ("up", frozenset({'job="shop"'})), ("probe_success", frozenset()),
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_series_objective_and_window_are_those_written(name, tmp_path):
    service, slo, objective, days, series = SAMPLES[name]
    root, _ = in_project(tmp_path, HERE / name)
    found = rules(root, service)
    slo = slo if name != "openslo/openslo-getting-started.yml" else found[0]["labels"]["slo"]
    assert first_value(found, "slo:objective:ratio", slo) == f"vector({objective})"
    assert first_value(found, "slo:time_period:days", slo) == f"vector({days})"
    assert raw_series([rule["expr"] for rule in found if "record" in rule]) == series


@pytest.mark.parametrize("name", ["getting-started.yml", "k8s-getting-started.yml", "kubernetes-apiserver.yml"])
def test_the_same_raw_series_as_sloth_reads(name, tmp_path):
    sloth = shutil.which("sloth")
    if sloth is None:
        pytest.skip("sloth is not on PATH")
    done = subprocess.run(
        [sloth, "generate", "-i", str(HERE / "sloth" / name)], check=True, capture_output=True, text=True
    )
    theirs = [rule for document in yaml.safe_load_all(done.stdout) if document
              for group in document.get("spec", document)["groups"] for rule in group["rules"]]  # fmt: skip
    five = [rule["expr"] for rule in theirs if rule.get("record") == "slo:sli_error:ratio_rate5m"]
    root, made = in_project(tmp_path, HERE / "sloth" / name)
    (service,) = [Path(path).stem for path in made.made if path.startswith("slos/")]
    assert raw_series(five) == raw_series([rule["expr"] for rule in rules(root, service) if "record" in rule])


def test_alerts_that_were_off_are_off(tmp_path):
    root, _ = in_project(tmp_path, HERE / "sloth" / "no-alerts.yml")
    assert [rule["alert"] for rule in rules(root, "myapp") if "BudgetBurn" in rule.get("alert", "")] == []


def test_labels_of_sloth_stand_on_every_burn_alert(tmp_path):
    root, _ = in_project(tmp_path, HERE / "sloth" / "getting-started.yml")
    burns = [rule for rule in rules(root, "myservice") if "BudgetBurn" in rule.get("alert", "")]
    assert len(burns) == 4
    assert all(
        rule["labels"]["repo"] == "myorg/myservice" and rule["labels"]["category"] == "availability" for rule in burns
    )
