"""Every compiled cockpit: accepted by Grafana's types, with ids of its own that survive edits."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from avionics.links.grafana import parse
from edits import swap
from grafana_oracle import violations
from system.output import Json, cockpits, panels
from system.rendering import artifacts
from tools import ROOT

PROJECT = ROOT / "tests" / "golden" / "everything" / "in"
CORNER = "grafana/functional/checkout.json"
NEW_ROW = """\
rows:
- title: New and first
  panels:
  - {text: Note, markdown: Read me}
"""


def test_grafana_accepts_every_cockpit(compiled):
    found = {uid: faults for uid, cockpit in cockpits(compiled).items() if (faults := violations(cockpit))}
    assert not found


def test_every_service_has_one_cockpit_and_no_other_is_there(compiled):
    services = {file.stem for file in ROOT.glob("services/*.yaml")}
    files = [file.stem for file in compiled.glob("grafana/*/*.json")]
    assert sorted(files) == sorted(services)
    assert len(cockpits(compiled)) == len(services)


def test_ids_are_unique_in_a_cockpit(compiled):
    for uid, cockpit in cockpits(compiled).items():
        ids = [panel["id"] for panel in panels(cockpit)]
        assert len(set(ids)) == len(ids), uid


def test_a_link_leads_to_each_environment_with_all_that_tells_it_apart(compiled):
    """Dynamo's environments have a data source each: to choose one of them takes two variables, or one link."""
    environments = {
        one["title"]: {**one["matchers"], "datasource": one["datasources"]["prometheus"]}
        for one in yaml.safe_load((ROOT / "avionics.yaml").read_text("utf-8"))["environments"]
    }
    assert len({one["datasource"] for one in environments.values()}) == len(environments)
    for uid, cockpit in cockpits(compiled).items():
        variables = {variable["name"]: variable for variable in cockpit["templating"]["list"]}
        spec = yaml.safe_load((ROOT / "services" / f"{uid.removeprefix('cockpit-')}.yaml").read_text("utf-8"))
        switches = [link for link in cockpit["links"] if f"/d/{uid}?" in link["url"]]
        assert len(switches) == len(spec["environments"]), uid
        for link in switches:
            opened = parse(link["url"])
            assert dict(opened.variables) == environments[link["title"]]
            assert opened.uid == uid
            assert dict(opened.variables).keys() <= variables.keys()
            assert (link["keepTime"], link["includeVars"], link["targetBlank"]) == (True, False, False)


def test_no_link_where_all_environments_ask_one_data_source():
    found = json.loads(artifacts(ROOT / "tests" / "golden" / "tiny" / "in", targets=("grafana",))[CORNER])
    assert [link for link in found["links"] if "var-datasource" in link["url"]] == []


def test_a_link_changes_all_that_tells_two_environments_of_one_data_source_apart(tmp_path: Path):
    """Who forgot the cluster would read raw series of one environment beside recorded ones of the other."""
    shutil.copytree(ROOT / "tests" / "golden" / "tiny" / "in", tmp_path, dirs_exist_ok=True)
    project = tmp_path / "avionics.yaml"
    swap(project, "{environment: P}", "{cluster: one}\n  labels: {environment: P}")
    given = yaml.safe_load(project.read_text("utf-8"))
    (first,) = given["environments"]
    other = {"name": "D", "title": "Other", "matchers": {"cluster": "two"}, "labels": {"environment": "D"}}
    project.write_text(json.dumps({**given, "environments": [first, {**first, **other}]}), "utf-8")
    swap(tmp_path / "services" / "checkout.yaml", "environments: [P]", "environments: [P, D]")
    found = json.loads(artifacts(tmp_path, targets=("grafana",))[CORNER])
    opened = [dict(parse(link["url"]).variables) for link in found["links"] if "var-datasource" in link["url"]]
    assert [(each["environment"], each["cluster"]) for each in opened] == [("P", "one"), ("D", "two")]


@pytest.mark.parametrize("before", ["rows:\n", "- title: Queue\n"])
def test_ids_survive_new_neighbours(tmp_path: Path, before: str):
    """A row put before all others moves every panel, and changes none of their ids."""
    shutil.copytree(PROJECT, tmp_path, dirs_exist_ok=True)
    was = _ids(tmp_path)
    spec = tmp_path / "cockpits" / "till.yaml"
    new = NEW_ROW if before == "rows:\n" else NEW_ROW.removeprefix("rows:\n") + before
    swap(spec, before, new)
    now = _ids(tmp_path)
    assert set(now) - set(was) == {"row New and first", "text Note"}
    assert {key: now[key] for key in was} == was


def _ids(root: Path) -> dict[str, int]:
    """The ids of the cockpit of the till, by kind and title."""
    made = artifacts(root, targets=("grafana",))
    cockpit: Json = json.loads(made["grafana/functional/till.json"])
    found = {f"{panel['type']} {panel['title']}": panel["id"] for panel in panels(cockpit)}
    assert len(found) == len(panels(cockpit)), "the panels of this project have titles of their own"
    return found
