"""Environments whose raw series are told apart by other names than what is recorded and alerted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from system.output import Json, cockpits, panels, recorded_reads, rules
from system.rendering import clean, rendered, said
from tools import ROOT

EVERYTHING = ROOT / "tests" / "golden" / "everything" / "in"
MATCHERS = {
    "P": "  matchers: {environment: P}\n",
    "D-P": "  matchers: {environment: D-P}\n",
    "staging": "  matchers: {environment: 'the back yard, nº 7'}\n",
}
OWN_LABELS = {"environment", "service", "slo", "guild", "region", "method"}


def unlike(root: Path, *environments: str) -> Path:
    """The golden project; raw series of some environments have `env` and `zone`, what they record has `environment`."""
    shutil.copytree(EVERYTHING, root)
    spec = root / "avionics.yaml"
    text = spec.read_text("utf-8")
    for name in environments:
        assert MATCHERS[name] in text
        new = f"  matchers: {{env: raw-{name}, zone: yard}}\n  labels: {{environment: {name}}}\n"
        text = text.replace(MATCHERS[name], new)
    spec.write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """What the project compiles to with all environments changed."""
    folder = tmp_path_factory.mktemp("unlike")
    clean(unlike(folder / "root", *MATCHERS), folder / "out")
    return folder / "out"


def test_raw_series_are_selected_by_matchers_and_recorded_ones_by_labels(made):
    found = [rule for rule in rules(made) if rule.environment == "staging"]
    raw = [rule.expr for rule in found if "payments_total" in rule.expr or "till_paper_metres" in rule.expr]
    assert raw
    assert all('env="raw-staging",zone="yard"' in expr for expr in raw)
    reads = [(name, matchers) for rule in found for name, matchers in recorded_reads(rule.expr)]
    assert {"till:coins_counted:rate10m", "slo:sli_total:rate5m"} <= {name for name, _ in reads}
    for _, matchers in reads:
        assert ("environment", "=", "staging") in matchers
        assert {label for label, _, _ in matchers} <= OWN_LABELS


def test_panels_do_the_same(made):
    """With the variables that follow from both: what a reader chooses is found by raw and by recorded panels."""
    cockpit = cockpits(made)["cockpit-till"]
    exprs = [target["expr"] for panel in panels(cockpit) for target in panel.get("targets", ())]
    raw = [expr for expr in exprs if "queue_oldest_seconds" in expr]
    assert raw
    assert all('env="$env",zone="$zone"' in expr for expr in raw)
    for expr in exprs:
        for _, matchers in recorded_reads(expr):
            assert ("environment", "=", "$environment") in matchers
            assert {label for label, _, _ in matchers} <= OWN_LABELS | {"instance"}
    assert _offered(cockpit, "env") == ["raw-P", "raw-D-P", "raw-staging"]
    assert _offered(cockpit, "environment") == ["P", "D-P", "staging"]


def _offered(cockpit: Json, name: str) -> list[str]:
    (variable,) = [each for each in cockpit["templating"]["list"] if each["name"] == name]
    return [option["value"] for option in variable["options"]]


def test_names_that_only_one_environment_uses_are_refused(tmp_path):
    """One dashboard serves all environments: a matcher of one would leave the panels of the others empty."""
    done = rendered(unlike(tmp_path / "root", "staging"), tmp_path / "out")
    assert done.failed
    assert any(line.startswith("error environment-names avionics.yaml") for line in said(done))


def test_a_neighbour_without_objectives_has_no_empty_panel(made):
    recorded = {rule.labels["service"] for rule in rules(made) if rule.name == "slo:current_burn_rate:ratio"}
    assert "door" not in recorded
    read = {
        value
        for cockpit in cockpits(made).values()
        for panel in panels(cockpit)
        for target in panel.get("targets", ())
        for name, matchers in recorded_reads(target.get("expr", ""))
        for label, _, value in matchers
        if label == "service" and name.startswith("slo:")
    }
    assert read == recorded
