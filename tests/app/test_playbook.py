"""New playbooks: what is filled in, what is left to write, and what is never touched."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from avionics.app.compile import compile_project
from avionics.app.explain.find import UnknownName
from avionics.app.playbook import missing, new
from avionics.failure import Failure
from avionics.write.failed import WriteFailed
from edits import append, swap

PROJECT = Path(__file__).parent / "project"
GOLDEN = Path(__file__).parent / "playbooks"
TODAY = "2026-11-23"
MARK = "> Write:"
HEADINGS = ["What users feel", "Confirm", "Stop the bleeding", "Find the cause", "Whom to call"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copy = tmp_path / "project"
    shutil.copytree(PROJECT, copy)
    return copy


def begun(project: Path, name: str, page: str) -> str:
    path = project / "playbooks" / page
    path.unlink(missing_ok=True)
    assert new(str(project), name, today=TODAY) == f"playbooks/{page}"
    return path.read_text()


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("shop/speed", "shop/speed.md"),
        ("ShopTillJammed", "shop/ShopTillJammed.md"),
        ("shop/ShopPaperLow.md", "shop/ShopPaperLow.md"),
        ("StockAvailabilityBudgetBurn", "shop/availability.md"),
    ],
)
def test_page(project, name, page, golden):
    text = begun(project, name, page)
    golden(GOLDEN / Path(page).name, text)
    parts = text.split("\n## ")[1:]
    assert [part.split("\n")[0] for part in parts] == HEADINGS
    assert all(f"\n{MARK}" in part for part in parts), "every section says what is to be written"


def test_of_an_objective_the_page_says_what_to_do_when_it_is_not_measured(project):
    """Vanished and NeverSeen lead to the page of what fails; an alert that somebody wrote has none of them."""
    confirm = begun(project, "shop/speed", "shop/speed.md").partition("## Confirm")[2].partition("\n## ")[0]
    assert (
        "ends in Vanished or NeverSeen does not say that anything fails but that this is no longer measured" in confirm
    )
    assert "Vanished" not in begun(project, "ShopPaperLow", "shop/ShopPaperLow.md")


def test_the_page_is_a_valid_one(project):
    begun(project, "ShopPaperLow", "shop/ShopPaperLow.md")
    findings = compile_project(str(project), today=TODAY).findings
    page = [finding for finding in findings if finding.where.path == "playbooks/shop/ShopPaperLow.md"]
    assert not [finding for finding in page if finding.rule in ("schema", "yaml", "playbook-sections")]
    assert not [finding for finding in findings if finding.rule == "playbook-missing"]


def test_its_addresses_open_what_there_is_until_that_changes(project):
    begun(project, "shop/speed", "shop/speed.md")
    links = ("broken-cockpit-link", "broken-panel-link", "broken-variable-link", "broken-logs-link", "stale-address")

    def stale() -> dict[str, int]:
        found = compile_project(str(project), today=TODAY).findings
        rules = [one.rule for one in found if one.rule in links and one.where.path == "playbooks/shop/speed.md"]
        return {rule: rules.count(rule) for rule in links if rule in rules}

    assert stale() == {}
    swap(project / "avionics.yaml", "grafana.corner.example", "metrics.corner.example")
    swap(project / "avionics.yaml", "live-app", "live-shop")
    assert stale() == {"broken-logs-link": 1, "stale-address": 3}, "a panel in each environment, and Stock's cockpit"


def test_check_refuses_it_until_it_is_written(project):
    text = begun(project, "ShopPaperLow", "shop/ShopPaperLow.md")
    path = project / "playbooks/shop/ShopPaperLow.md"

    def refused() -> set[str]:
        found = compile_project(str(project), today=TODAY).findings
        return {finding.severity for finding in found if finding.where.path.endswith("ShopPaperLow.md")}

    assert "error" in refused()
    path.write_text(
        "\n".join(f"Ask {n}." if line.startswith(MARK) else line for n, line in enumerate(text.split("\n")))
    )
    assert "error" not in refused()


def test_where_several_are_missing_one_command_begins_all(project):
    """One that is missing alone is named in its command: ShopPaperLow's, which the project lacks as it is."""
    helps = {one.help for one in compile_project(str(project), today=TODAY).findings if one.rule == "playbook-missing"}
    assert helps == {"write it: avionics new playbook shop/ShopPaperLow.md"}
    (project / "playbooks/shop/speed.md").unlink()
    found = [one for one in compile_project(str(project), today=TODAY).findings if one.rule == "playbook-missing"]
    by_all = {one.help for one in found if "avionics new playbook" in one.help}
    assert by_all == {"write it and the others: avionics new playbook --missing"}
    assert missing(str(project), today=TODAY)
    assert not [f for f in compile_project(str(project), today=TODAY).findings if f.rule == "playbook-missing"]


def test_a_heading_that_the_spec_names_is_there(project):
    begun(project, "ShopTillJammed", "shop/ShopTillJammed.md")
    findings = compile_project(str(project), today=TODAY).findings
    assert not [f for f in findings if f.rule == "playbook-missing" and "empty-the-tray" in f.message]


def test_figures_that_the_spec_may_change_are_not_on_it(project):
    before = begun(project, "shop/speed", "shop/speed.md")
    assert "`avionics explain shop/speed`" in before
    other = "objective: 97.5\n  window: 28d\n  stage: shadow\n"
    swap(project / "slos/shop.yaml", "objective: 99\n  window: 30d\n", other)
    assert begun(project, "shop/speed", "shop/speed.md") == before


def test_a_journey_leads_to_the_pages_of_its_steps(project):
    """Who is woken by it has to find out which step fails, and then needs that step's page."""
    journey = """- name: buying
  objective: 99
  sli:
    composite: {journey: [shop/speed, stock/availability]}
"""
    append(project / "slos/stock.yaml", journey)
    text = begun(project, "stock/buying", "stock/buying.md")
    cause = text.partition("## Find the cause")[2].partition("\n## ")[0]
    assert "- shop/speed: [its playbook](<../shop/speed.md>)\n" in cause
    assert "- stock/availability: [its playbook](<../shop/availability.md>)\n" in cause
    assert "its playbook" not in begun(project, "shop/speed", "shop/speed.md"), "it is made of nothing else"


def test_a_page_of_several_speaks_of_all(project):
    text = begun(project, "shop/availability", "shop/availability.md")
    assert "`ShopAvailabilityBudgetBurn`" in text
    assert "`StockAvailabilityBudgetBurn`" in text


def test_an_objective_without_an_alert_names_none(project):
    slos = project / "slos/shop.yaml"
    silent = "  alerting: {disable: [1h, 6h, 1d, 3d], absence: {vanished: none, neverSeen: none}}\n"
    old = "  objective: 99\n  window: 30d\n"
    assert old in slos.read_text()
    swap(slos, old, f"{old}  impact: Queues grow\n{silent}")
    text = begun(project, "shop/speed", "shop/speed.md")
    assert "``" not in text
    assert "- Queues grow\n" in text
    assert "Sales within a second has no alert: `avionics explain shop/speed` says what was promised.\n" in text
    assert "Where to look" not in text, "ways are those of alerts"


def test_a_file_is_never_overwritten(project):
    path = project / "playbooks/shop/speed.md"
    before = path.read_bytes()
    with pytest.raises(WriteFailed, match=r"playbooks/shop/speed\.md: exists already"):
        new(str(project), "shop/speed", today=TODAY)
    assert path.read_bytes() == before


def test_every_missing_one_and_no_other(project):
    before = {path: path.read_bytes() for path in project.rglob("*.md")}
    made = missing(str(project), today=TODAY)
    assert made == ["playbooks/shop/ShopPaperLow.md"]
    assert all(path.read_bytes() == content for path, content in before.items())
    assert missing(str(project), today=TODAY) == []


def test_what_a_service_that_cannot_be_read_lacks_is_not_known(project):
    spec = project / "services" / "shop.yaml"
    append(spec, "colour: red\n")
    with pytest.raises(Failure, match="shop cannot be read yet"):
        missing(str(project), today=TODAY)


def test_what_it_needs_and_nobody_describes_is_left_out(project):
    """`check` tells of it; a page can be begun before that service is there."""
    swap(project / "services/shop.yaml", "{service: stock, impact: hard}", "{service: later, impact: hard}")
    assert "later" not in begun(project, "ShopPaperLow", "shop/ShopPaperLow.md")


@pytest.mark.parametrize("spec", ["slos/shop.yaml", "alerts/shop.yaml"])
def test_what_names_playbooks_must_be_read(spec, project):
    (project / spec).write_bytes(b"\xff")
    with pytest.raises(Failure, match="shop cannot be read yet"):
        missing(str(project), today=TODAY)


@pytest.mark.parametrize("page", ["paper.md", "shop/till/paper.md"])
def test_no_page_is_begun_where_it_would_be_refused(project, page):
    append(project / "alerts" / "shop.yaml", f"  playbook: {page}\n")
    said = [one for one in compile_project(str(project), today=TODAY).findings if repr(page) in one.message]
    assert [(one.rule, one.help) for one in said] == [("playbook-missing", "write 'shop/paper.md'")]
    one = partial(new, name="ShopPaperLow")
    by_page = partial(new, name=page)
    for begin in (one, by_page, missing):
        with pytest.raises(Failure, match="in no service's folder"):
            begin(str(project), today=TODAY)
    assert not (project / "playbooks" / page).exists()


def test_a_page_that_cannot_be_read_is_not_missing(project):
    (project / "playbooks/shop/speed.md").write_bytes(b"\xff no page")
    assert "playbooks/shop/speed.md" not in missing(str(project), today=TODAY)


def test_a_service_has_no_playbook_of_its_own(project):
    with pytest.raises(UnknownName, match=r"'shop' is a service: name one of .*ShopPaperLow"):
        new(str(project), "shop", today=TODAY)
    with pytest.raises(UnknownName, match=r"'stock' is a service: name one of .*\(availability\)\Z"):
        new(str(project), "stock", today=TODAY)


def test_a_path_cannot_leave_the_project(project):
    alerts = project / "alerts/shop.yaml"
    alerts.write_text(
        alerts.read_text().replace("  impact: Nothing yet\n", "  impact: Nothing yet\n  playbook: a/../../../x.md\n")
    )
    with pytest.raises(Failure, match="in no service's folder"):
        new(str(project), "ShopPaperLow", today=TODAY)
    assert not (project.parent / "x.md").exists()


def test_a_link_cannot_lead_out_of_the_project(project, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.rmtree(project / "playbooks/shop")
    (project / "playbooks/shop").symlink_to(outside)
    with pytest.raises(WriteFailed, match="leads out of"):
        new(str(project), "ShopPaperLow", today=TODAY)
    assert not list(outside.iterdir())


def test_markup_of_others_stays_text(project):
    alerts = project / "alerts/shop.yaml"
    alerts.write_text(
        alerts.read_text().replace("impact: Nothing yet", "impact: '<img src=x> [a](b) {{ 7*7 }} # no heading'")
    )
    text = begun(project, "ShopPaperLow", "shop/ShopPaperLow.md")
    assert r"\<img src=x\> \[a\](b) \{\{ 7\*7 \}\} \# no heading" in text


@pytest.mark.parametrize("spec", ["slos/shop.yaml", "alerts/shop.yaml"])
@pytest.mark.parametrize(
    "content", [b"caf\xe9", b"", b"x" * (2 << 20), b"a: 1"], ids=["not UTF-8", "empty", "huge", "no spec"]
)
def test_what_a_file_that_cannot_be_read_asks_for_is_not_known(project, spec, content):
    """To say that no page is missing would be a guess."""
    (project / spec).write_bytes(content)
    with pytest.raises(Failure, match="shop cannot be read yet: run 'avionics check'"):
        missing(str(project), today=TODAY)


@pytest.mark.parametrize("content", [b"caf\xe9", b"", b"x" * (2 << 20)], ids=["not UTF-8", "empty", "huge"])
def test_a_project_that_cannot_be_read_is_named(project, content):
    (project / "avionics.yaml").write_bytes(content)
    for asked in (lambda: missing(str(project), today=TODAY), lambda: new(str(project), "speed", today=TODAY)):
        with pytest.raises(Failure, match=r"avionics\.yaml cannot be used yet: run 'avionics check'"):
            asked()
