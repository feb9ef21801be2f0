"""Values that are odd and valid, or odd and a finding; never a fault of ours."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
import yaml

from avionics.app.check import check
from avionics.app.render import Options, render
from avionics.finding import fails
from avionics.report import github, text
from avionics.report import json as json_report
from edits import append, swap

OK = Path(__file__).parent / "ok"
TODAY = "2026-11-23"
COCKPIT = "cockpits/checkout.yaml"
OUT = "build/"


@pytest.fixture
def project(tmp_path):
    return Path(shutil.copytree(OK, tmp_path / "project"))


def with_panel(project, panel):
    """The project with one more panel."""
    with (project / COCKPIT).open("a") as file:
        file.write(f"  - {panel}\n")
    checked = check(str(project), today=TODAY)
    rendered = render(str(project), Options(today=TODAY))
    assert rendered.failed == fails(checked.findings)
    return checked


def raw(**fields):
    return json.dumps({"raw": "Mine", "json": {"type": "news", **fields}})


@pytest.mark.parametrize(
    "targets", [5, "abc", ["abc"], [["a"]], {}, [{"refId": ["a"]}, {"refId": "B"}], [{"refId": {}}], [{"refId": 1}]]
)
def test_targets_that_are_none_are_a_finding(project, targets):
    checked = with_panel(project, raw(targets=targets))
    assert {finding.rule for finding in checked.findings} == {"schema", "not-linted"}
    assert all(finding.where.path == COCKPIT for finding in checked.findings)


@pytest.mark.parametrize("targets", [[], [{"refId": "B", "expr": "up"}]])
def test_targets_of_other_kinds_are_taken(project, targets):
    assert not fails(with_panel(project, raw(targets=targets)).findings)


@pytest.mark.parametrize(
    "target",
    [
        {"refId": "A", "datasource": {"type": "elasticsearch", "uid": "es"}, "query": "service:shop"},
        {"refId": "A", "datasource": {"type": "cloudwatch", "uid": "cw"}, "namespace": "AWS/SQS", "metricName": "Age"},
        {},
    ],
    ids=["elasticsearch", "cloudwatch", "nothing"],
)
def test_a_target_that_asks_another_data_source_is_a_finding(project, target):
    """It was taken and sent to Prometheus, which has no query to answer: a panel without a word stayed empty."""
    found = next(one for one in with_panel(project, raw(targets=[target])).findings if one.rule == "schema")
    assert "'expr' is missing" in found.message
    assert "asks Prometheus only" in found.help


@pytest.mark.parametrize("number", ["0xffffffffffffffffffff", "99999999999999999999", "-0o7", "0x1" + "0" * 300])
def test_numbers_of_any_length_are_written(project, number):
    checked = with_panel(project, f"{{raw: Mine, json: {{type: news, options: {{n: {number}}}}}}}")
    assert checked.findings == ()


@pytest.mark.parametrize("threshold", ["1e20", "100000000000000000000000", "-1e300", "9007199254740993", "1e-300"])
def test_thresholds_of_any_length_are_drawn(project, threshold):
    swap(project / "alerts/checkout.yaml", " > 600", f"\n  above: {threshold}")
    assert not render(str(project), Options(today=TODAY)).failed
    drawn = (project / OUT / "grafana/functional/checkout.json").read_text("utf-8")
    steps = [
        step["value"]
        for panel in json.loads(drawn)["panels"]
        for step in panel.get("fieldConfig", {}).get("defaults", {}).get("thresholds", {}).get("steps", ())
    ]
    assert float(threshold) in steps


@pytest.mark.parametrize(
    "panel",
    ["text: A, markdown: b", "stat: A, expr: 'up{job=\"checkout\"}'", "raw: A, json: {type: news}"],
)
def test_integers_may_be_written_as_floats(project, panel):
    assert with_panel(project, f"{{{panel}, width: 12.0, height: 1e1}}").findings == ()
    dashboards = [json.loads(path.read_text()) for path in project.glob(OUT + "**/*.json") if "rafana" in str(path)]
    places = [each["gridPos"] for board in dashboards for each in board.get("panels", ()) if each["title"] == "A"]
    assert places
    assert all((place["w"], place["h"]) == (12, 10) and type(place["w"]) is int for place in places)


@pytest.mark.parametrize("odd", ["fieldConfig: 7", "options: [1]", "transformations: {a: b}"])
def test_a_panel_that_grafana_could_not_read_is_a_finding(project, odd):
    """It takes the whole cockpit down with it."""
    found = with_panel(project, f"{{raw: A, json: {{type: news, {odd}}}}}").findings
    assert [one.rule for one in found if one.severity == "error"] == ["schema"]
    assert found[0].message.startswith(odd.partition(":")[0])


@pytest.mark.parametrize("name", [b"ch\xffckout.yaml", b"\xff.txt", b"\xff"])
def test_a_file_name_that_is_no_text_is_a_finding(project, name):
    path = os.fsencode(project / "services") + b"/" + name
    if name == b"\xff":
        os.mkdir(path)
    else:
        shutil.copy(os.fsencode(project / "services/ledger.yaml"), path)
    for found in (check(str(project), today=TODAY), render(str(project), Options(today=TODAY))):
        assert [finding.rule for finding in found.findings] == ["file-name-encoding"]
        assert fails(found.findings)
        assert "\\xff" in text.render(found.findings, found.files)
        text.render(found.findings, found.files).encode()
        github.render(found.findings, found.files).encode()
        json_report.render(found.findings, found.files).encode()


HIDDEN = ["\\x1b[31m", "\\x85", "\\u200b", "\\u2028", "\\u202e", "\\u2066", "\\u2062", "\\ufeff"]
"""A terminal's colour, line breaks of Unicode, no width, and what turns the direction of text (CVE-2021-42574)."""


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("services/checkout.yaml", "title: Checkout", 'title: "Check{0}out"'),
        ("services/checkout.yaml", "title: Checkout", 'title: Checkout\ndescription: "one\\ntwo{0}"'),
        ("alerts/checkout.yaml", "severity: page", 'severity: page\n  unit: "s{0}"'),
        ("services/checkout.yaml", "title: Checkout", 'title: Checkout\noncall: {drain: "https://shop.example/{0}"}'),
        ("cockpits/checkout.yaml", "    alert: ", '    unit: "s{0}"\n    alert: '),
        ("teams/team-shop.yaml", "webhook: {url: https://tickets.shop.example/team-shop}", 'email: {to: "a{0}@b"}'),
        ("avionics.yaml", "https://kibana.shop.example", '"https://kibana.shop.example/{0}"'),
        ("avionics.yaml", "matchers: {environment: P}", 'matchers: {environment: "P{0}"}'),
        ("avionics.yaml", "environment: P}", 'environment: P}\n  labels: {environment: "P{0}"}'),
    ],
)
def test_what_nobody_sees_is_refused(project, path, old, new, hidden):
    text = (project / path).read_text("utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new.replace("{0}", hidden), 1), "utf-8")
    found = [finding for finding in check(str(project), today=TODAY).findings if finding.severity == "error"]
    assert [(finding.rule, finding.where.path) for finding in found] == [("schema", path)]
    character = yaml.safe_load(f'"{hidden}"')[0]
    assert f"U+{ord(character):04X} cannot be seen" in found[0].message, "a pattern says nothing to who cannot see it"


@pytest.mark.parametrize(
    ("label", "refused"), [("NaN", True), ("inf", True), ("nano", False), ("info", False), ("on", False)]
)
def test_a_label_to_keep_apart_is_none_that_promql_reads_as_a_number(project, label, refused):
    """`sum by (nan) (x)` is refused by Prometheus, `{nan="x"}` is not."""
    swap(project / "slos/checkout.yaml", "  objective:", f"  by: [{label}]\n  objective:")
    found = {finding.rule for finding in check(str(project), today=TODAY).findings if finding.severity == "error"}
    assert found == ({"schema"} if refused else set())


def test_a_title_of_blanks_is_none(project):
    swap(project / "services/checkout.yaml", "title: Checkout", "title: '  '")
    assert {f.rule for f in check(str(project), today=TODAY).findings if f.severity == "error"} == {"schema"}


KHMER = "អ្នកប្រើ\u200bមិន\u200bអាច"
"""Khmer has no blanks between words: a character without a width says where a line may break (Unicode, chapter 16)."""


@pytest.mark.parametrize(
    "title",
    ["Ce qui coûte", "שלום עולם", "تسجيل الدخول", "می‌خواهم", "👩‍🚒 fire", " indented", KHMER, "\u1780\u200b\u1781"],
)
def test_every_script_has_titles(project, title):
    """Hebrew and Arabic turn by themselves; Persian and emoji join and part letters by characters without a width."""
    swap(project / "services/checkout.yaml", "title: Checkout", f'title: "{title}"\ndescription: "{title}"')
    append(project / "playbooks/checkout/availability.md", f"\n{title}\n")
    assert not fails(check(str(project), today=TODAY).findings)


def test_a_team_is_called_as_code_hosts_and_chats_allow(project):
    """GitLab has groups in groups, Slack channels of any language without capitals and blanks."""
    team = project / "teams/team-shop.yaml"
    swap(team, "@shop/team-shop", "@shop/web/team-shop")
    swap(team, "  page: {", "  page: {slack: {channel: '#störungen-支払い', urlFile: /etc/slack}, ")
    append(project / "avionics.yaml", "codeOwners: {default: team-shop}\n")
    assert not render(str(project), Options(today=TODAY)).failed
    assert "@shop/web/team-shop" in (project / OUT / "CODEOWNERS").read_text("utf-8")
    compiled = yaml.safe_load((project / OUT / "alertmanager/alertmanager.yml").read_text("utf-8"))
    channels = [slack["channel"] for one in compiled["receivers"] for slack in one.get("slack_configs", ())]
    assert channels == ["#störungen-支払い"]


@pytest.mark.parametrize("channel", ["#Störungen", "#two words", "#two\u3000words", "#"])
def test_no_channel_is_called_otherwise(project, channel):
    swap(project / "teams/team-shop.yaml", "  page: {", f"  page: {{slack: {{channel: '{channel}', urlFile: /etc/s}}, ")
    assert [one.rule for one in check(str(project), today=TODAY).findings if one.severity == "error"] == ["schema"]
