"""What two services watch is found, and forgotten, whichever of the two is edited: the finding is about the other."""

from __future__ import annotations

import pytest

from avionics.app import pipeline
from avionics.source.files import stamp
from system.rendering import clean, rendered, said
from system.twin import AT_ONCE

COPY = """\
apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: door
slos:
- name: opens
  objective: 99
  by: [instance]
  playbook: shelf/found.md
  sli: {probe: 'probe_success{ job="cellar-probe" }'}
"""
TOLD = "opens measures what reachable of cellar measures: in P one failure is told twice"


def told(twin) -> list[str]:
    """What is told twice, as a run says it that remembers: files, and messages."""
    found = rendered(twin.root, twin.out, today=twin.today).findings
    return sorted(f"{one.where.path}: {one.message}" for one in found if one.rule == "told-twice")


def copy(twin) -> None:
    """The door, which the cellar neither needs nor knows, measures what the cellar does."""
    (twin.root / "slos" / "door.yaml").write_text(COPY, "utf-8")


def test_a_copy_comes_and_goes(twin):
    twin.step(lambda: copy(twin))
    assert told(twin) == [f"slos/door.yaml: {TOLD}"]
    twin.step()
    assert told(twin) == [f"slos/door.yaml: {TOLD}"], "it is said again while nothing changes"
    twin.step((twin.root / "slos" / "door.yaml").unlink)
    assert told(twin) == []


def test_the_first_is_edited_and_the_finding_is_about_the_other(twin):
    twin.step(lambda: copy(twin))
    twin.step(twin.edit("slos/cellar.yaml", "cellar-probe", "probe-of-cellar"))
    assert told(twin) == []
    twin.step(twin.edit("slos/cellar.yaml", "probe-of-cellar", "cellar-probe"))
    assert len(told(twin)) == 1
    twin.step(twin.edit("slos/cellar.yaml", "objective: 99.9\n", "objective: 99.9\n  stage: shadow\n"))
    assert told(twin) == [], "it wakes nobody any more"
    twin.step(twin.edit("slos/cellar.yaml", "  stage: shadow\n", ""))
    assert len(told(twin)) == 1


def test_an_edit_of_a_third_service_leaves_it_as_it_is(twin):
    twin.step(lambda: copy(twin))
    twin.step(twin.edit("slos/shelf.yaml", "objective: 95", "objective: 96"))
    assert len(told(twin)) == 1
    twin.step(twin.edit("services/door.yaml", "environments: [P]", "environments: [D-P]"))
    assert told(twin) == [f"slos/door.yaml: {TOLD.replace('in P', 'in D-P')}"]


def test_a_service_that_comes_before_becomes_the_first(twin):
    """Alerts of two services, and then of a third whose name comes before theirs."""
    alert = (
        "apiVersion: avionics/v1\nkind: Alerts\nservice: {0}\nalerts:\n- name: {1}Empty\n"
        "  severity: ticket\n  type: cause\n  stage: ticket\n"
        "  expr: sum by (region) (shelf_items{{job='shelf'}})==0\n  by: [region]\n"
        "  impact: None yet\n  playbook: shelf/found.md\n"
    )
    path = twin.root / "alerts" / "{}.yaml"

    def add(name: str) -> None:
        path.with_name(f"{name}.yaml").write_text(alert.format(name, name.title()), "utf-8")

    twin.step(lambda: add("door"))
    (line,) = told(twin)
    assert line.startswith("alerts/shelf.yaml: ShelfEmpty fires on what DoorEmpty of door")
    twin.step(lambda: add("cellar"))
    assert [line.partition(" of ")[2].split()[0] for line in told(twin)] == ["cellar", "cellar"]
    twin.step(path.with_name("cellar.yaml").unlink)
    assert told(twin) == [line]


def test_an_edit_of_what_is_watched_compiles_no_neighbour(twin, monkeypatch):
    """The till needs the cellar, and everybody shares routes and owners: none of them reads what it watches."""
    monkeypatch.setattr(stamp, "YOUNG", AT_ONCE)
    twin.step(lambda: copy(twin))
    compiled = twin.compiles(monkeypatch)
    monkeypatch.setattr(pipeline, "of_all", lambda *_: pytest.fail("owners and routes were compiled again"))
    twin.edit("slos/cellar.yaml", "cellar-probe", "probe-of-cellar")()
    done = clean(twin.root, twin.out)
    assert compiled == ["cellar"]
    assert not [line for line in said(done) if "told-twice" in line], "and yet the door is alone with it now"
