"""`check` names playbooks that nothing leads to, and leaves pages alone that are for readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from avionics.app.check import check
from avionics.app.init import init
from avionics.app.render import Options, render
from edits import append, swap

TODAY = "2026-11-25"
OLD = "playbooks/api/OldName.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new project with the playbook of an alert that has another name by now."""
    init(str(tmp_path), today=TODAY)
    (tmp_path / OLD).write_text((tmp_path / "playbooks/api/availability.md").read_text("utf-8"), "utf-8")
    return tmp_path


def said(root: Path) -> list[tuple[str, str]]:
    findings = check(str(root), today=TODAY).findings
    assert {one.rule for one in findings} <= {"page-unused"}, findings
    return [(one.where.path, one.message) for one in findings]


UNUSED = [(OLD, f"no objective, alert or page leads to {OLD}")]


def test_one_that_nothing_leads_to_is_a_warning(project: Path) -> None:
    (found,) = check(str(project), today=TODAY).findings
    assert (found.rule, found.severity, found.where.path, found.message) == ("page-unused", "warning", *UNUSED[0])
    assert found.help == (
        "write 'playbook: api/OldName.md' at the objective or alert that it is for, or remove the page"
    )


def test_so_it_is_after_a_render_and_when_it_is_led_to_by_then(project: Path) -> None:
    """Then nothing is compiled again, and later but one unit."""
    assert not render(str(project), Options(TODAY)).failed, "it is no error"
    assert said(project) == UNUSED
    append(project / "playbooks/api/ApiCertificateExpiring.md", "\nAs [before](OldName.md).\n")
    assert said(project) == []
    assert not render(str(project), Options(TODAY)).failed
    assert said(project) == []


def test_a_link_to_itself_is_no_way_to_it(project: Path) -> None:
    append(project / OLD, "\nSee [above](#confirm) and [here](OldName.md#confirm).\n")
    assert said(project) == UNUSED


def test_an_alert_a_runbook_or_the_checklist_leads_to_it(project: Path) -> None:
    swap(project / "services/api.yaml", "oncall:\n", "oncall:\n  architecture: api/OldName.md#confirm\n")
    assert said(project) == []


def test_pages_for_readers_and_shared_ones_may_be_led_to_by_nothing(project: Path) -> None:
    page = (project / OLD).read_text("utf-8")
    head = page[: page.index("\n## ")]
    (project / OLD).write_text(f"{head}\n## What it is made of\n\nA database.\n", "utf-8")
    (project / "playbooks/shared").mkdir()
    shared = "\n".join(line for line in page.splitlines() if not line.startswith("service:"))
    (project / "playbooks/shared/database.md").write_text(f"{shared}\n", "utf-8")
    assert said(project) == []


def test_nothing_is_said_while_a_spec_cannot_be_read(project: Path) -> None:
    """It may be the one that leads there."""
    append(project / "alerts/api.yaml", "nosuchkey: 1\n")
    findings = check(str(project), today=TODAY).findings
    assert "schema" in {one.rule for one in findings}
    assert "page-unused" not in {one.rule for one in findings}
