"""A unit is compiled again when what it reads of others changes: profiles, pages, parts, teams, time zones."""

from __future__ import annotations

from avionics.conventions import names
from system.rendering import checked, rendered, said


def test_a_neighbours_title_is_in_the_cockpits_of_those_that_need_it(twin):
    changed, _ = twin.step(twin.edit("services/cellar.yaml", "title: Cellar", "title: Vault"))
    assert {"grafana/functional/till.json", "grafana/functional/shelf.json"} <= changed
    assert "prometheus/P/till.yaml" not in changed


def test_a_consumers_title_is_in_the_cockpit_of_the_technical_service_it_needs(twin):
    changed, _ = twin.step(twin.edit("services/shelf.yaml", "title: Shelf", "title: Rack"))
    assert "grafana/technical/cellar.json" in changed


def test_a_new_consumer_and_one_that_leaves(twin):
    needs = "dependsOn: [{service: cellar, impact: hard}]\n"
    changed, _ = twin.step(twin.edit("services/shelf.yaml", needs, ""))
    assert "grafana/technical/cellar.json" in changed
    changed, _ = twin.step(twin.edit("services/shelf.yaml", "logs:", f"{needs}logs:"))
    assert "grafana/technical/cellar.json" in changed


def test_a_neighbours_objectives_come_and_go(twin):
    slos = twin.root / "slos" / "cellar.yaml"
    text = slos.read_text("utf-8")
    _, removed = twin.step(slos.unlink)
    assert {"prometheus/P/cellar.yaml", "prometheus/staging/cellar.yaml"} <= removed
    twin.step(lambda: slos.write_text(text, "utf-8"))
    twin.step(twin.edit("slos/cellar.yaml", "name: reachable", "name: reachable\n  title: Door opens"))


def test_a_service_that_is_removed_takes_its_output_along(twin):
    def remove() -> None:
        for file in (*twin.root.glob("*/shelf.yaml"), *twin.root.glob("playbooks/shelf/*")):
            file.unlink()
        twin.edit("services/till.yaml", "- {service: shelf, impact: hard}\n", "")()

    changed, removed = twin.step(remove)
    rules = {"prometheus/P/shelf.yaml", "prometheus/D-P/shelf.yaml", "kubernetes/D-P/shelf.yaml"}
    assert removed == rules | {"grafana/functional/shelf.json"}
    assert {"grafana/functional/till.json", "grafana/technical/cellar.json", "CODEOWNERS"} <= changed


def test_a_service_that_is_removed_while_others_need_it_is_found(twin):
    found = twin.fails(lambda: [file.unlink() for file in twin.root.glob("*/shelf.yaml")])
    assert any("unknown-service services/till.yaml" in line for line in found)


def test_a_heading_that_is_renamed_breaks_those_that_lead_to_it(twin):
    """In pages of the service itself, and in a page of another that nobody but it leads to."""
    twin.step(twin.edit("services/shelf.yaml", "logs:", "oncall: {drain: till/operate.md#drain}\nlogs:"))
    rename = twin.edit("playbooks/till/operate.md", "## Drain", "## Empty")
    found = twin.fails(rename)
    assert any("oncall-reference services/till.yaml" in line for line in found)
    assert any("oncall-reference services/shelf.yaml" in line for line in found)
    twin.step(twin.edit("playbooks/till/operate.md", "## Empty", "## Drain"))


def test_a_page_that_is_renamed_breaks_those_that_lead_to_it(twin):
    page = twin.root / "playbooks" / "till" / "payments.md"
    found = twin.fails(lambda: page.rename(page.with_name("paying.md")))
    assert any("playbook-missing slos/till.yaml" in line for line in found)
    twin.step(lambda: page.with_name("paying.md").rename(page))


def test_a_page_that_becomes_one_of_another_kind_is_found_where_others_name_it(twin):
    field = "  playbook: till/payments.md\n"
    twin.step(twin.edit("slos/shelf.yaml", "  impact:", f"{field}  impact:"))
    runbook = "kind: Runbook\nexpires: 2027-05-31\nexit: {type: bug, ref: BAZ-1}\n"
    found = twin.fails(twin.edit("playbooks/till/payments.md", "kind: Playbook\n", runbook))
    assert any("page-kind slos/shelf.yaml" in line for line in found), found
    twin.step(twin.edit("playbooks/till/payments.md", runbook, "kind: Playbook\n"))


def test_a_heading_that_is_renamed_breaks_links_to_it_in_pages_of_others(twin):
    twin.step(
        twin.edit("playbooks/shelf/found.md", "## Confirm", "See [drain](../till/operate.md#drain).\n\n## Confirm")
    )
    found = twin.fails(twin.edit("playbooks/till/operate.md", "## Drain", "## Empty"))
    assert any("broken-link playbooks/shelf/found.md" in line for line in found), found
    twin.step(twin.edit("playbooks/till/operate.md", "## Empty", "## Drain"))


def test_a_service_whose_cockpit_a_page_opens_is_missed_there(twin):
    """The shelf needs no door otherwise, nor the door a shelf."""
    address = "https://grafana.bazaar.example/d/cockpit-door"
    twin.step(twin.edit("playbooks/shelf/found.md", "## Confirm", f"See {address}.\n\n## Confirm"))
    found = twin.fails(lambda: [file.unlink() for file in twin.root.glob("*/door.yaml")])
    assert any("broken-cockpit-link playbooks/shelf/found.md" in line for line in found), found


DOOR = "https://grafana.bazaar.example/d/cockpit-door?viewPanel="


def test_a_panel_that_a_page_of_another_opens_is_missed_there(twin):
    """The shelf needs no door otherwise, nor the door a shelf; either of them changes, or both."""
    uid = names.cockpit_uid("door")
    opened = names.panel_id(uid, names.written_panel("Hinges", "Oil"))
    cockpit = twin.root / "cockpits" / "door.yaml"
    twin.step(lambda: cockpit.write_text(HINGES, "utf-8"))
    twin.step(twin.edit("playbooks/shelf/found.md", "## Confirm", f"See {DOOR}{opened}.\n\n## Confirm"))

    found = twin.fails(twin.edit("cockpits/door.yaml", "stat: Oil", "stat: Grease"))
    assert any("broken-panel-link playbooks/shelf/found.md" in one for one in found), found
    renamed = names.panel_id(uid, names.written_panel("Hinges", "Grease"))
    twin.step(twin.edit("playbooks/shelf/found.md", f"{DOOR}{opened}", f"{DOOR}{renamed}"))
    found = twin.fails(twin.edit("playbooks/shelf/found.md", f"{DOOR}{renamed}", f"{DOOR}1"))
    assert any("broken-panel-link playbooks/shelf/found.md" in one for one in found), found
    found = twin.fails(twin.edit("playbooks/shelf/found.md", "## Confirm", "More.\n\n## Confirm"))
    assert any("broken-panel-link playbooks/shelf/found.md" in one for one in found), found
    twin.step(twin.edit("playbooks/shelf/found.md", f"{DOOR}1", "it"))


def test_what_a_command_in_a_page_of_another_names_is_missed_there(twin):
    """The shelf needs no door otherwise, nor the door a shelf."""
    page, alerts = "playbooks/shelf/found.md", twin.root / "alerts" / "door.yaml"
    twin.step(lambda: alerts.write_text(STUCK, "utf-8"))
    twin.step(twin.edit(page, "## Confirm", "Type `avionics explain door/DoorStuck`.\n\n## Confirm"))
    assert outdated(twin, page) == [], "there is an alert of that name"
    twin.step(twin.edit("alerts/door.yaml", "DoorStuck", "DoorJammed"))
    assert len(outdated(twin, page)) == 1, "it is called otherwise"
    found = twin.fails(lambda: [file.unlink() for file in twin.root.glob("*/door.yaml")])
    assert any(f"command-outdated {page}" in line for line in found), found


def outdated(twin, page: str) -> list[str]:
    """What is said of commands in a page by a check that remembers."""
    found = said(checked(twin.root, twin.out, today=twin.today))
    return [line for line in found if f"command-outdated {page}" in line]


def test_teams_and_the_project_are_read_by_all(twin):
    twin.step(twin.edit("teams/traders.yaml", "title: 'Traders *of* [everything]'", "title: Merchants"))
    twin.step(twin.edit("avionics.yaml", "scrapeInterval: 15s", "scrapeInterval: 20s"))
    twin.step(twin.edit("alertmanager.base.yaml", "lost@bazaar.example", "found@bazaar.example"))
    changed, _ = twin.step(twin.edit("avionics.yaml", "audience: developer-customer", "audience: internal"))
    assert "prometheus/D-P/shelf.yaml" in changed, "its page is a ticket now"


def test_a_folder_of_pages_that_is_renamed_is_missed(twin):
    pages = twin.root / "playbooks" / "shelf"
    found = twin.fails(lambda: pages.rename(pages.with_name("shed")))
    assert any("playbook-missing slos/shelf.yaml" in line for line in found), found
    twin.step(lambda: pages.with_name("shed").rename(pages))


def test_a_page_in_a_new_folder_and_in_a_nested_one_is_seen(twin):
    nested = twin.root / "playbooks" / "shelf" / "deeper"
    page = nested.parent / "found.md"

    def move() -> None:
        nested.mkdir()
        page.rename(nested / "found.md")

    assert any("file-place" in line for line in twin.fails(move))
    twin.step(lambda: ((nested / "found.md").rename(page), nested.rmdir()))


HINGES = """\
apiVersion: avionics/v1
kind: Cockpit
service: door
rows:
- title: Hinges
  panels:
  - stat: Oil
    expr: min(hinge_oil)
"""

STUCK = """\
apiVersion: avionics/v1
kind: Alerts
service: door
alerts:
- name: DoorStuck
  expr: max(door_stuck{job="door"}) > 0
  for: 10m
  severity: ticket
  type: symptom
  stage: draft
  playbook: cellar/reachable.md
  impact: Nobody can leave
"""

COMPOSITE = """\
apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: door
slos:
- name: visit
  objective: 99
  playbook: shelf/found.md
  sli: {composite: {worst: [shelf/found, cellar/reachable]}}
"""


def test_a_composite_is_looked_at_again_when_what_it_is_made_of_changes(twin):
    """The door needs no shelf otherwise, nor the shelf a door."""
    twin.step(lambda: (twin.root / "slos" / "door.yaml").write_text(COMPOSITE, "utf-8"))
    found = twin.fails(twin.edit("slos/shelf.yaml", "name: found\n", "name: renamed\n  playbook: shelf/found.md\n"))
    assert any("shelf has no objective 'found'" in line for line in found), found


def test_who_reads_what_is_recorded_of_an_objective_is_looked_at_again_when_it_is_renamed(twin):
    """The door needs no shelf otherwise; its panel would stay empty from then on."""
    budget = HINGES.replace("hinge_oil", 'slo:period_error_budget_remaining:ratio{service="shelf",slo="found"}')
    twin.step(lambda: (twin.root / "cockpits" / "door.yaml").write_text(budget, "utf-8"))
    told = "warning recorded-of-none cockpits/door.yaml"
    assert not any(line.startswith(told) for line in said(checked(twin.root, twin.out)))
    twin.step(twin.edit("slos/shelf.yaml", "name: found\n", "name: renamed\n  playbook: shelf/found.md\n"))
    assert any(line.startswith(told) for line in said(checked(twin.root, twin.out)))
    twin.step(twin.edit("slos/shelf.yaml", "name: renamed\n", "name: found\n"))
    assert not any(line.startswith(told) for line in said(checked(twin.root, twin.out)))


def test_what_is_told_of_a_service_that_is_gone_does_not_hang_on_the_others(twin):
    """The help of a warning that is remembered would name services that came and went since."""
    asked = HINGES.replace("hinge_oil", 'slo:period_error_budget_remaining:ratio{service="cella"}')
    twin.step(lambda: (twin.root / "cockpits" / "door.yaml").write_text(asked, "utf-8"))
    assert any("nothing is recorded of 'cella'" in line for line in said(checked(twin.root, twin.out)))
    slos = twin.root / "slos" / "cellar.yaml"
    twin.step(slos.unlink)


TIMED = """
- name: {name}
  objective: 99
  playbook: shelf/found.md
  sli: {{raw: {{errorRatio: 'sum(rate(lost_total[$window])) / sum(rate(held_total[$window]))'}}}}
"""
OF_OTHERS = """
- name: {name}
  objective: 99
  alerting: {{minFailures: 13}}
  playbook: shelf/found.md
  sli: {{composite: {{worst: [{parts}]}}}}
"""


def test_a_composite_is_looked_at_again_when_the_parts_of_its_parts_change(twin):
    """Twelve failures an hour are all that timed parts can make, so that the door has no tier of an hour; then more."""

    def written() -> None:
        for service, slos in {
            "cellar": [TIMED.format(name="timed"), TIMED.format(name="again")],
            "shelf": [OF_OTHERS.format(name="both", parts="cellar/timed, cellar/again"), TIMED.format(name="own")],
            "door": [OF_OTHERS.format(name="visit", parts="shelf/both, shelf/own")],
        }.items():
            with (twin.root / "slos" / f"{service}.yaml").open("a", encoding="utf-8") as file:
                file.writelines(slos)

    def has_tier() -> bool:
        rules = (twin.out / "prometheus" / "P" / "door.yaml").read_text("utf-8")
        return "slo:sli_effective_failures:increase1h{" in rules

    (twin.root / "slos" / "door.yaml").write_text(COMPOSITE.partition("- name")[0], "utf-8")
    twin.step(written)
    assert not has_tier()
    ratio = "{errorRatio: 'sum(rate(lost_total[$window])) / sum(rate(held_total[$window]))'}"
    counted = ratio.replace("}", ", weight: 'sum(rate(held_total[$window]))'}")
    twin.step(twin.edit("slos/cellar.yaml", ratio, counted))
    assert has_tier(), "the parts of its part count each failure now"


def test_other_time_zones_are_other_rules(twin, monkeypatch):
    """Boundaries of calendars are written into rules; they come from the package of time zones, not from the specs."""
    twin.step()
    read = twin.reads(monkeypatch)
    monkeypatch.setattr("tzdata.IANA_VERSION", "2099z")
    rendered(twin.root, twin.out, today=twin.today)
    assert any(path.startswith("slos/") for path in read), "nothing that was remembered may be trusted"
