"""A tier that is switched off in one environment is there in all others, and is proved there."""

from __future__ import annotations

from pathlib import Path

import yaml

from avionics.app.compile import compile_project
from avionics.app.explain import explain
from avionics.proof.suites.of_plan import suites
from rules.projects import TODAY, compiled, write
from rules.shapes import SLIS

SLO = {
    "name": "together",
    "objective": 99.9,
    "sli": SLIS["errors"],
    "alerting": {"disable": ["1d"]},
    "environments": {"D-P": {"disable": ["1h", "3d"]}},
}


def windows(environment: str) -> list[str]:
    rules = [rule for group in yaml.safe_load(compiled([SLO]).live[environment])["groups"] for rule in group["rules"]]
    return [rule["labels"]["window"] for rule in rules if "window" in rule.get("labels", {}) and "alert" in rule]


def test_it_is_left_out_there_beside_those_that_are_left_out_everywhere() -> None:
    assert windows("P") == ["1h", "6h", "3d"]
    assert windows("D-P") == ["6h"]
    assert windows("staging") == ["1h", "6h", "3d"]


def test_what_is_recorded_is_the_same() -> None:
    """So that a cockpit finds the same series in every environment."""

    def recorded(environment: str) -> set[str]:
        groups = yaml.safe_load(compiled([SLO]).live[environment])["groups"]
        return {rule["record"] for group in groups for rule in group["rules"] if "record" in rule}

    assert recorded("D-P") == recorded("P")


def test_both_are_proved(tmp_path: Path) -> None:
    """As a rule one of several environments with the same objective is."""
    write(tmp_path, [SLO], [], {})
    done = compile_project(str(tmp_path), today=TODAY, targets=("prometheus",))
    plan, catalog = done.outcomes["shop"].plan, done.catalog
    assert plan is not None
    assert catalog is not None
    assert {suite.environment for suite in suites(plan, catalog, [])} == {"P", "D-P"}


def test_it_is_explained_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, [SLO], [], {})
    told = explain(str(tmp_path), "shop/together", today=TODAY, environment="").explanation
    said = [remark.partition(" (")[0] for remark in told.remarks if "switched off" in remark]
    assert said == [
        "the 1h page tier is switched off in D-P",
        "the 1d ticket tier is switched off",
        "the 3d ticket tier is switched off in D-P",
    ]
    assert not [remark for remark in told.remarks if "left out" in remark], "each could fire"
    assert {field.name: field.value for field in told.fields}["environments.D-P.disable"] == "1h, 3d"
