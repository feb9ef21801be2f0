"""Specs that compiled without a word into something that would wake nobody, or the wrong team."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from avionics.app.compile import compile_project
from edits import swap
from tools import ROOT

OK = ROOT / "tests" / "specs" / "ok"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(OK, tmp_path / "root")
    return tmp_path / "root"


def found(root: Path) -> dict[str, str]:
    return {f.rule: f.message for f in compile_project(str(root), today="2026-11-30").findings if f.severity == "error"}


@pytest.mark.parametrize("label", ["stage", "tier", "service", "severity", "team"])
def test_an_environment_told_by_a_label_of_ours(root, label):
    """Our label would overwrite the environment's on alerts, and its route would never match."""
    swap(root / "avionics.yaml", "matchers: {environment: P}", f"matchers: {{{label}: prod}}")
    assert f"the label '{label}' is put on alerts by the compiler" in found(root)["environment-names"]


def test_an_environment_told_by_a_label_named_like_a_variable_of_cockpits(root):
    """Grafana would show two variables of that name, and choose a data source by the name of an environment."""
    swap(root / "avionics.yaml", "matchers: {environment: P}", "matchers: {datasource: prod}")
    assert "the label 'datasource' is a variable of cockpits" in found(root)["environment-names"]


def test_a_second_file_for_a_team(root):
    """The second one's receivers would take the place of the first's."""
    (root / "teams" / "zz").mkdir()
    shutil.copy(root / "teams" / "team-shop.yaml", root / "teams" / "zz" / "team-shop.yaml")
    assert found(root) == {"file-name": "name is 'team-shop', but the file is teams/zz/team-shop.yaml"}


def test_one_value_for_a_label_kept_apart(root):
    """With two regions burning, Prometheus refuses the alert: two series with the same labels."""
    swap(
        root / "slos" / "checkout.yaml",
        "  objective: 99.9\n",
        "  objective: 99.9\n  by: [region]\n  alerting: {labels: {region: all}}\n",
    )
    assert "keeps series apart and is given one value for all" in found(root)["label-reserved"]


@pytest.mark.parametrize("label", ["severity", "environment"])
def test_a_label_of_ours_on_the_alerts_of_an_objective(root, label):
    """It would be written twice, and say of a page that it is none."""
    swap(
        root / "slos" / "checkout.yaml",
        "  objective: 99.9\n",
        f"  objective: 99.9\n  alerting: {{labels: {{{label}: none}}}}\n",
    )
    assert f"the label '{label}' is set by the compiler" in found(root)["label-reserved"]


def test_a_histogram_kept_apart_by_its_buckets(root):
    """The count of all events has no bound: every one of them would be too slow, for ever."""
    text = (root / "slos" / "checkout.yaml").read_text("utf-8")
    sli = "  by: [le]\n  sli: {latency: {histogram: 'seconds{job=\"checkout\"}', threshold: 300ms}}\n"
    head = text[: text.index("- name: availability")]
    (root / "slos" / "checkout.yaml").write_text(f"{head}- name: availability\n  objective: 99.9\n{sli}", "utf-8")
    assert "'le' is the bound of a bucket" in found(root)["label-reserved"]


def test_objectives_whose_burn_alerts_share_a_name(root):
    """They would share a notification: one incident would hide the other."""
    slos = root / "slos" / "checkout.yaml"
    objective = slos.read_text("utf-8").partition("- name: availability")[2]
    swap(slos, f"- name: availability{objective}", f"- name: api-1{objective}- name: api1{objective}")
    for name in ("api-1", "api1"):
        shutil.copy(root / "playbooks/checkout/availability.md", root / f"playbooks/checkout/{name}.md")
    assert "a second objective whose burn alert is 'CheckoutApi1BudgetBurn'" in found(root)["duplicate-alert"]


def test_a_spec_where_its_owners_are_not_asked(root):
    """CODEOWNERS names one path for each file."""
    (root / "slos" / "deep").mkdir()
    shutil.move(root / "slos" / "checkout.yaml", root / "slos" / "deep" / "checkout.yaml")
    assert "slos/deep/checkout.yaml is not where it is looked for" in found(root)["file-place"]


def test_a_base_that_holds_nothing(root):
    """The platform team's own part would vanish without a word."""
    swap(root / "avionics.yaml", "environments:\n", "alertmanager: {base: base.yaml}\nenvironments:\n")
    (root / "base.yaml").write_text("# nothing yet\n", "utf-8")
    assert "base.yaml holds no settings" in found(root)["alertmanager-base"]


def test_matchers_that_exclude_each_other_beside_a_repeated_sign(root):
    """The braces of the pattern are none of the selector, which selects nothing: its total would never be measured."""
    written = 'http_requests_total{job="checkout",code=~"5.."}'
    swap(root / "slos" / "checkout.yaml", written, 'http_requests_total{job="checkout",code="404",code=~"50{1,2}"}')
    assert found(root)["matcher-contradiction"] == 'no series meets both code="404" and code=~"50{1,2}"'
