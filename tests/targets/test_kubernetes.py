"""The target `kubernetes`: objects that the API server takes, with the rules of the rule files."""

from __future__ import annotations

import re
import shutil
from textwrap import indent

import pytest
import yaml
from jsonschema import Draft202012Validator

from avionics.app.check import check
from avionics.conventions import names
from edits import swap
from system.rendering import TODAY, artifacts
from tools import ROOT

SCHEMA = yaml.safe_load((ROOT / "tests" / "oracle" / "kubernetes" / "prometheusrule.yaml").read_text("utf-8"))
PROJECT = ROOT / "tests" / "golden" / "everything" / "in"
PAGE = ROOT / "compiler" / "avionics" / "targets" / "kubernetes" / "README.md"
KEPT_TWICE = 256 * 1024
"""Bytes that annotations of an object may have (TotalAnnotationSizeLimitB of Kubernetes)."""


@pytest.fixture(scope="module")
def made():
    return {path: content.decode() for path, content in artifacts(PROJECT).items()}


def objects(made, environment="D-P"):
    """The files of an environment: path to the objects in it."""
    prefix = f"kubernetes/{environment}/"
    return {path: list(yaml.safe_load_all(text)) for path, text in made.items() if path.startswith(prefix)}


def test_every_object_is_one_that_the_operator_knows(made):
    found = [one for each in objects(made).values() for one in each]
    assert found, "an environment of this project asks for objects"
    for one in found:
        faults = [fault.message for fault in Draft202012Validator(SCHEMA).iter_errors(one)]
        assert faults == [], one["metadata"]
        assert one["metadata"]["namespace"] == "bazaar-monitoring"
        assert one["metadata"]["labels"] == {"release": "prometheus", "example.org/opened": "true"}


def test_an_object_holds_the_rules_of_the_rule_file(made):
    found = objects(made)
    rules = {path for path in made if path.startswith("prometheus/D-P/")}
    assert {path.replace("kubernetes", "prometheus") for path in found} == rules, "drafts have none"
    for path in rules:
        groups = [group for one in found[path.replace("prometheus", "kubernetes")] for group in one["spec"]["groups"]]
        assert groups == yaml.safe_load(made[path])["groups"]


def test_only_environments_that_ask_for_them_have_objects(made):
    assert objects(made, "P") == objects(made, "staging") == {}


def test_what_one_object_cannot_hold_is_several(tmp_path):
    """Twenty objectives of one service, with the page's example: `kubectl apply` keeps each object in an annotation."""
    shutil.copytree(ROOT / "tests" / "golden" / "tiny" / "in", tmp_path, dirs_exist_ok=True)
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    swap(tmp_path / "avionics.yaml", "  audience: customer\n", f"{indent(example, '  ')}  audience: customer\n")
    slos = tmp_path / "slos" / "checkout.yaml"
    head, first = slos.read_text("utf-8").split("- name: availability")
    page = "  playbook: checkout/availability.md"
    others = (first.rstrip().replace('job="checkout"', f'job="checkout-{number}"') for number in range(19))
    more = "".join(f"- name: more-{number}\n{page}{other}\n" for number, other in enumerate(others))
    slos.write_text(f"{head}- name: availability{first.rstrip()}\n{more}", "utf-8")
    made = {path: content.decode() for path, content in artifacts(tmp_path).items()}
    (found,) = objects(made, "P").values()
    assert found[0]["metadata"]["labels"] == {"release": "kube-prometheus-stack"}
    called = [one["metadata"]["name"] for one in found]
    assert called == ["avionics.p.checkout", *(f"avionics.p.checkout.{part}" for part in range(2, len(called) + 1))]
    assert len(called) > 1
    for text in made["kubernetes/P/checkout.yaml"].split("\n---\n"):
        assert len(text.encode()) < KEPT_TWICE
    groups = [group for one in found for group in one["spec"]["groups"]]
    assert groups == yaml.safe_load(made["prometheus/P/checkout.yaml"])["groups"], "in the same order"


@pytest.mark.parametrize(
    "written",
    [
        "{namespace: Monitoring}",
        "{namespace: 'a\\n'}",
        "{namespace: a, labels: {release: 'two words'}}",
        "{namespace: a, labels: {release: true}}",
        "{namespace: a, labels: {'a: b': c}}",
        "{labels: {release: a}}",
    ],
)
def test_what_kubernetes_would_refuse_is_found_in_the_spec(written, tmp_path):
    shutil.copytree(ROOT / "tests" / "golden" / "tiny" / "in", tmp_path, dirs_exist_ok=True)
    swap(tmp_path / "avionics.yaml", "  audience: customer", f"  kubernetes: {written}\n  audience: customer")
    found = [finding.where for finding in check(str(tmp_path), today=TODAY).findings if finding.severity == "error"]
    assert [(where.path, where.route[:3]) for where in found] == [("avionics.yaml", ("environments", 0, "kubernetes"))]


@pytest.mark.parametrize("written", ["P-", "prod--"])
def test_an_environment_whose_objects_nobody_could_create_is_found_in_the_spec(written, tmp_path):
    """RFC 1123: each part of an object's name ends in a letter or a digit."""
    shutil.copytree(ROOT / "tests" / "golden" / "tiny" / "in", tmp_path, dirs_exist_ok=True)
    swap(tmp_path / "avionics.yaml", "name: P\n", f"name: {written}\n")
    found = [finding for finding in check(str(tmp_path), today=TODAY).findings if finding.rule == "schema"]
    assert [(one.where.path, one.where.route) for one in found] == [("avionics.yaml", ("environments", 0, "name"))]
    assert found[0].help.startswith(f"write {written.rstrip('-')}."), found[0].help


def test_no_name_of_a_service_makes_an_object_that_nobody_could_create():
    subdomain = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
    for service in ("a", "api", "a-1", "a--b", "a" * 32, "api-", "a" * 31 + "-"):
        fits = subdomain.fullmatch(names.kubernetes_object("D-P", service, 2)) is not None
        assert (names.SERVICE_NAME.fullmatch(service) is not None) == fits, service
