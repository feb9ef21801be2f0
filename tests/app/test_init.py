"""The starter repository: clean as it comes."""

from __future__ import annotations

import json

import pytest
import yaml

from avionics.app.check import check
from avionics.app.compile import compile_project
from avionics.app.init import init
from tools import ROOT

TODAY = "2026-11-23"


@pytest.fixture
def project(tmp_path):
    init(str(tmp_path / "new"), today=TODAY)
    return tmp_path / "new"


def test_nothing_is_found_in_it(project):
    assert compile_project(str(project), today=TODAY).findings == ()
    assert check(str(project), today=TODAY).findings == ()


def test_it_holds_what_a_reader_looks_for(project):
    compiled = compile_project(str(project), today=TODAY)
    (service,) = (unit.service for unit in compiled.units.values() if unit.service)
    assert len(service.slos) == 1
    assert len(service.alerts) == 1
    kinds = {artifact.path.split("/")[0] for artifact in compiled.artifacts}
    assert kinds >= {"prometheus", "grafana", "alertmanager", "CODEOWNERS"}
    ignored = (project / ".gitignore").read_text().splitlines()
    assert {"/build/", "/backfill/"} <= {*ignored}, "what render and backfill write is reviewed nowhere"
    assert yaml.safe_load((project / ".github/workflows/check.yml").read_text())["jobs"]


def test_every_spec_names_a_schema_that_is_there(project):
    specs = [path for path in project.rglob("*.yaml") if ".github" not in path.parts]
    assert specs
    for path in specs:
        first = path.read_text().split("\n")[0]
        assert first.startswith("# yaml-language-server: $schema="), path
        schema = json.loads((path.parent / first.partition("$schema=")[2]).read_text())
        assert schema["title"] == yaml.safe_load(path.read_text())["kind"], path


def test_schemas_are_the_ones_of_this_version(project):
    for path in (ROOT / "schemas").glob("*.json"):
        assert (project / "schemas" / path.name).read_bytes() == path.read_bytes()


def test_no_mark_of_the_template_is_left(project):
    assert not [path for path in project.rglob("*") if path.is_file() and "@TODAY@" in path.read_text()]
    assert not [path for path in project.rglob("*") if path.name.startswith("dot_")]


def test_a_fresh_clone_counts_as_empty(tmp_path):
    (tmp_path / ".git").mkdir()
    assert "avionics.yaml" in init(str(tmp_path), today=TODAY)
