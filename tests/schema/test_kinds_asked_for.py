"""`avionics schema` prints that of a kind, and knows which is meant."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from avionics.cli.schema import command


def test_the_schema_of_a_kind():
    assert json.loads(CliRunner().invoke(command, ["Team"]).stdout)["title"] == "Team"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("slos", "ServiceLevelObjectives"), ("service", "Service"), ("Alert", "Alerts"), ("team", "Team")],
)
def test_a_kind_by_the_name_of_its_folder_or_file(asked, meant):
    done = CliRunner().invoke(command, [asked])
    assert (done.exit_code, f"did you mean {meant!r}?" in done.output) == (2, True), done.output


def test_who_names_none_is_told_all():
    done = CliRunner().invoke(command, [])
    assert done.exit_code == 2
    assert "name a KIND: Project, Team, Service, ServiceLevelObjectives, Alerts, Cockpit" in done.output
