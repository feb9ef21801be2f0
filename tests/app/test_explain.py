"""What `explain` says: whole pages as golden files, and the statements a reader relies on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from avionics.app.compile import compile_project
from avionics.app.explain import described, explain
from avionics.app.explain.find import UnknownName, find, subjects
from avionics.app.explain.scope import scope
from avionics.report import whole as machines
from avionics.report.explanation import text as people
from avionics.report.explanation.values import Explanation, Field
from edits import swap
from tools import ROOT

PROJECT = Path(__file__).parent / "project"
GOLDEN = Path(__file__).parent / "explained"
TODAY = "2026-11-23"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The project, to be edited."""
    return Path(shutil.copytree(PROJECT, tmp_path / "project"))


def explained(name: str, environment: str = "", project: Path = PROJECT) -> Explanation:
    return explain(str(project), name, today=TODAY, environment=environment).explanation


def fields(explanation: Explanation) -> dict[str, Field]:
    return {field.name: field for field in explanation.fields}


@pytest.mark.parametrize(
    "name", ["shop", "shop/availability", "shop/speed", "ShopTillJammed", "ShopPaperLow", "stock", "stock/availability"]
)
def test_text(name, golden):
    golden(GOLDEN / f"{name.replace('/', '-')}.txt", people.render(explained(name)))


@pytest.mark.parametrize("name", ["shop/availability", "ShopTillJammed"])
def test_json(name, golden):
    text = machines.render(explained(name, "live"))
    assert json.loads(text)["version"] == 1
    golden(GOLDEN / f"{name.replace('/', '-')}.json", text)


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("shop", "shop"),
        ("shop/availability", "shop/availability"),
        ("speed", "shop/speed"),
        ("ShopAvailabilityBudgetBurn", "shop/availability"),
        ("StockAvailabilityBudgetBurn", "stock/availability"),
        ("ShopAvailabilityVanished", "shop/availability"),
        ("StockAvailabilityNeverSeen", "stock/availability"),
        ("ShopPaperLow", "ShopPaperLow"),
        ("shop/ShopPaperLow", "ShopPaperLow"),
    ],
)
def test_every_name_a_thing_has(name, means):
    assert explained(name).name == means


def test_every_alert_that_wakes_somebody_can_be_asked_for():
    compiled = compile_project(str(PROJECT), today=TODAY)
    alerts = {alert.name for outcome in compiled.outcomes.values() if outcome.plan for alert in outcome.plan.alerts()}
    assert len(alerts) > 8, "burn rates, what vanished, what was never seen, and two of the shop's own"
    assert {find(alert, compiled).service.name for alert in alerts} == {"shop", "stock"}


def test_an_unknown_name_has_a_near_one():
    with pytest.raises(UnknownName, match=r"did you mean 'ShopPaperLow'\?\Z"):
        explained("ShopPaperLaw")


def test_a_text_of_several_lines_is_read_as_one(copied):
    objective = "- name: availability\n"
    swap(copied / "slos/shop.yaml", objective, f"{objective}  description: |\n    Every sale.\n\n    Also at night.\n")
    assert "Every sale. Also at night." in people.render(explained("shop/availability", project=copied))


def test_an_expression_can_be_copied(copied):
    """On one line a comment would hide what followed it."""
    swap(copied / "alerts/shop.yaml", "  expr: sum(till_paper_rolls) < 2\n",
         "  expr: |\n    # rolls left\n    sum(till_paper_rolls) < 2\n")  # fmt: skip
    text = people.render(explained("ShopPaperLow", project=copied))
    assert "rolls left" not in text
    assert "sum(till_paper_rolls) < 2" in text


@pytest.mark.parametrize(("name", "says"), [("tills", "a team"), ("live", "an environment")])
def test_of_what_is_known_it_is_told_that_nothing_was_compiled_from_it(name, says):
    with pytest.raises(UnknownName, match=f"'{name}' is {says}: name a service, an objective or an alert"):
        explained(name)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("shop/availabilty", "did you mean 'shop/availability'"),
        ("shopp/availability", "there is no service 'shopp'; did you mean 'shop'"),
        ("slos/stock.yaml", "there is no service 'slos'; did you mean 'stock'"),
        ("checkout/availability", "there is no service 'checkout'; expected one of: shop, stock"),
    ],
)
def test_an_unknown_name_with_a_service_has_a_near_one_there(name, says):
    with pytest.raises(UnknownName, match=f"nothing here is called '{name}'.* {says}"):
        explained(name)


def test_a_name_of_several_lists_them():
    with pytest.raises(UnknownName, match="several: shop/availability, stock/availability"):
        explained("availability")


def test_an_environment_it_does_not_run_in():
    with pytest.raises(UnknownName, match="stock does not run in 'trial'"):
        explained("stock", "trial")


def test_one_environment_is_all_that_is_said():
    only = explained("shop/availability", "trial")
    assert {condition.environment for condition in only.conditions} == {"trial"}
    assert {line.environment for line in only.told} == {"trial"}
    assert {group.environment for group in only.groups} == {"trial"}


def test_thresholds_are_those_of_the_workbook():
    """SRE Workbook, chapter 5: 14.4 times the budget over 1 h and 5 m pages, gone in 30 d / 14.4 = 50 h."""
    first = explained("shop/speed", "live").conditions[0]
    assert (first.windows, first.burn_rate, first.threshold) == (("1h", "5m"), "14.4", "0.144")
    assert first.exhaustion == "2d2h"
    assert (
        first.words
        == "when more than 14.4 % of events in the last 1h and 5m were slower than 1s, and at least 3 slow events in 1h"
    )


def test_tiers_that_are_not_there_are_accounted_for():
    remarks = explained("shop/availability").remarks
    assert any(remark.startswith("the 3d ticket tier is switched off (slos/shop.yaml:11)") for remark in remarks)
    assert any(remark.startswith("the 1h page tier is left out in trial") for remark in remarks)  # 14.4 * 0.08 > 1


def test_what_was_never_seen_has_no_till_and_so_no_burning_till_silences_it():
    """Alertmanager compares all labels of `equal`: one alert has a till, the other none. Other objectives have none."""

    def silent(name: str) -> list[str]:
        return [one.partition(": ")[2] for one in explained(name).remarks if "page fires these stay silent" in one]

    assert silent("shop/availability") == [
        "6h page, 1d ticket, ShopAvailabilityVanished ticket",
        "1d ticket, ShopAvailabilityVanished ticket",
    ]
    assert all(each.endswith("ShopSpeedNeverSeen ticket") for each in silent("shop/speed"))
    assert len(silent("shop/speed")) == 2, "one for each tier that pages"


def test_maintenance_is_told_of_the_environment_that_was_asked_for():
    def told(environment: str) -> list[str]:
        return [one for one in explained("shop/availability", environment).remarks if "nothing counts" in one]

    assert len(told("")) == len(told("trial")) == 1, "it is planned in trial"
    assert told("live") == [], "in live nothing is planned"


def test_who_is_woken():
    lines = {(line.environment, line.severity): line for line in explained("ShopTillJammed").told}
    live, trial = lines["live", "page"], lines["trial", "page"]
    assert (live.compiled, live.team, live.receiver) == ("page", "SRE", "sre/page")
    assert live.reached_by == ("pagerduty", "slack #sre")
    assert (trial.compiled, trial.team, trial.receiver) == ("ticket", "Tills", "tills/ticket")
    assert trial.why == "internal environments never page"


def test_a_service_that_is_not_onboarded_wakes_its_dev_team():
    line = explained("stock/availability").told[0]
    assert (line.compiled, line.team, line.receiver) == ("page", "Tills", "tills/page")
    assert line.why == "the dev team is paged: support is transition"


def test_nobody_is_woken_in_shadow_and_by_drafts():
    (shadow, *_) = explained("ShopPaperLow").told
    assert (shadow.team, shadow.receiver) == ("", "shadow")
    draft = explained("shop/speed", "trial")
    assert {line.receiver for line in draft.told} == {""}
    assert {group.file for group in draft.groups if group.alerts} == {"drafts/trial/shop.yaml"}


def test_a_default_is_what_was_not_written_even_when_the_values_agree():
    """`window: 30d` is written for one objective and left out for the other."""
    written, left_out = fields(explained("shop/speed"))["window"], fields(explained("shop/availability"))["window"]
    assert (written.value, written.default, written.place) == ("30d", False, "slos/shop.yaml:17")
    assert (left_out.value, left_out.default, left_out.place) == ("30d", True, "")


def test_a_default_that_is_taken_over_names_the_line():
    logs = fields(explained("ShopPaperLow"))["logs"]
    assert (logs.default, logs.place) == (True, "services/shop.yaml:11")


def test_pages_that_are_missing_are_said(copied):
    page = copied / "playbooks/shop/ShopTillJammed.md"
    swap(page, "### Empty the tray", "### Empty it")
    (page,) = (page for page in explained("ShopTillJammed", project=copied).guide.pages if page.kind == "playbook")
    assert page.missing
    assert "empty-the-tray" in page.note
    (absent,) = explained("ShopPaperLow", project=copied).guide.pages
    assert absent.missing


def test_what_users_wrote_cannot_steer_the_terminal():
    """Schemas refuse such a title; what is printed does not rely on them."""
    text = people.render(replace(explained("shop"), title="\x1b[2Jgone"))
    assert "\x1b" not in text
    assert r"\x1b[2Jgone" in text


def test_colour_changes_no_letter():
    explanation = explained("shop/availability")
    painted = people.render(explanation, color=True)
    assert painted != people.render(explanation)
    for code in ("1", "2", "0", "31;1", "33;1"):
        painted = painted.replace(f"\x1b[{code}m", "")
    assert [line.rstrip() for line in painted.split("\n")] == people.render(explanation).split("\n")


def test_every_name_of_this_repository():
    compiled = compile_project(str(ROOT), today=TODAY)
    for _, full, subject in subjects(compiled):
        explanation = described(find(full, compiled), scope(subject, compiled, ""))
        assert explanation.name == full
        for form in (people, machines):
            assert form.render(explanation), f"{full} by {form.__name__}"


def test_a_tier_that_waits_for_more_events_than_there_are(copied):
    spec = copied / "slos" / "shop.yaml"
    spec.write_text(
        spec.read_text("utf-8").replace("  impact: Nobody can pay\n", "  impact: x\n  traffic: 2/h\n"), "utf-8"
    )
    remarks = explained("shop/availability", project=copied).remarks
    said = "tier is left out in live, trial: it waits for more than its long window can hold; "
    assert [one for one in remarks if said in one] == [f"the 1h page {said}'avionics check' says how many"]


def test_what_is_said_of_a_tier_has_its_line(copied):
    shaped = "alerting: {disable: [3d], tiers: {6h: {severity: ticket, for: 5m, minFailures: 7}}}"
    swap(copied / "slos" / "shop.yaml", "alerting: {disable: [3d]}", shaped)
    found = fields(explained("shop/availability", project=copied))
    told = {name: (field.value, field.place) for name, field in found.items() if name.startswith("alerting.tiers")}
    line = "slos/shop.yaml:11"
    assert told == {
        "alerting.tiers.6h.severity": ("ticket", line),
        "alerting.tiers.6h.for": ("5m", line),
        "alerting.tiers.6h.minFailures": ("7", line),
    }


def test_a_calendar_month_says_how_long_it_is_counted(copied):
    """1 % of 30 days are 7 hours and 12 minutes; no month is as long as any other."""
    spec = copied / "slos" / "shop.yaml"
    swap(spec, "  window: 30d\n", "  window: {every: month, timeZone: UTC}\n")
    (first, *_) = explained("shop/speed", project=copied).promises
    assert first.value.endswith("as many as in 7h12m of full outage, a month counted as 30d")


def test_seconds_of_a_small_budget_are_said(copied):
    """A thousandth of a day are 86 seconds, and not a minute. One failure is no plural."""
    spec = copied / "slos" / "shop.yaml"
    swap(spec, "  window: 30d\n", "  window: 1d\n  alerting: {minFailures: 1, minEvents: 1}\n")
    swap(spec, "  objective: 99\n", "  objective: 99.9\n")
    found = explained("shop/speed", project=copied)
    assert found.promises[0].value.endswith("as many as in 1m26s of full outage"), found.promises
    assert found.conditions[0].words.endswith("and at least 1 slow event among at least 1 event in 1h")


def test_rules_that_an_operator_hands_over_are_in_two_files(copied):
    """The group is the same in both, and in both environments: it stands once below the files."""
    swap(copied / "avionics.yaml", "- name: live\n", "- name: live\n  kubernetes: {namespace: watch}\n")
    found = explained("ShopTillJammed", project=copied)
    files = [group.file for group in found.groups]
    assert files == ["prometheus/live/shop.yaml", "kubernetes/live/shop.yaml", "prometheus/trial/shop.yaml"], files
    assert "group shop/alerts, every 30s\n" in people.render(found), "said once, of all environments"


def test_its_teams_are_called_too_and_nobody_twice(copied):
    """Whom the service names itself is called as it says."""
    swap(copied / "teams/tills.yaml", "contacts: [", "contacts: [{name: The counter, reach: '#counter'}, ")
    told = [(one.name, one.place.partition(":")[0]) for one in explained("shop", project=copied).guide.contacts]
    assert told == [
        ("Shop keeper", "services/shop.yaml"),
        ("SRE on call", "teams/sre.yaml"),
        ("Tills by day", "teams/tills.yaml"),
        ("Mission control", "avionics.yaml"),
    ]
