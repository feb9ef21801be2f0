"""What is said of a cockpit before it is drawn is true of the one that is drawn."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from msgspec.structs import replace

from avionics.app.compile import compile_project
from avionics.model.cockpit import Cockpit
from avionics.model.service import Service
from avionics.place import Where
from avionics.plan.alerts.led_to import led_to
from avionics.plan.expand import expand

ROOT = Path(__file__).parents[2]
PROJECTS = (ROOT, ROOT / "tests/golden/everything/in", ROOT / "tests/app/project")
STANDARD = json.loads((ROOT / "schemas/cockpit.schema.json").read_text("utf-8"))["properties"]["hide"]["items"]["enum"]
HIDDEN = [hidden for count in range(len(STANDARD) + 1) for hidden in combinations(STANDARD, count)]


def hiding(service: Service, hidden: tuple[str, ...]) -> Service:
    cockpit = service.cockpit or Cockpit(Where("cockpits/none.yaml"), "", "", (), (), (), ())
    return replace(service, cockpit=replace(cockpit, hide=hidden))


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_links_of_alerts_lead_to_panels_that_are_drawn(project):
    compiled = compile_project(str(project), today="2026-11-30")
    services = [unit.service for unit in compiled.units.values() if unit.service]
    assert services, f"{project} has no services to look at"
    for service in services:
        for hidden in HIDDEN:
            plan = expand(hiding(service, hidden), compiled.catalog)
            keys = led_to(plan.service)
            drawn = {panel.key for panel in plan.cockpit.panels()}
            assert keys <= drawn, f"{service.name} without {hidden}: said to be there, and not drawn"
            opened = {alert.panel for alert in plan.alerts()}
            assert opened & drawn <= keys, f"{service.name} without {hidden}: drawn, and said to be missing"


def test_every_standard_row_may_be_left_out():
    """That of the consumers could not: a network that everything needs showed each of them before its own rows."""
    compiled = compile_project(str(ROOT), today="2026-11-30")
    for unit in compiled.units.values():
        plan = expand(hiding(unit.service, tuple(STANDARD)), compiled.catalog)
        assert [row.title for row in plan.cockpit.rows] == [row.title for row in unit.service.cockpit.rows]
