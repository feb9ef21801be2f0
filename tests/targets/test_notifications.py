"""What people are told, by templates as amtool renders them: what fires first, then what is over."""

from __future__ import annotations

import json

import pytest
import yaml

from targets.routes import SAID, WAYS, amtool, emitted


def told(*over, **alerts):
    """Notifications of `alerts` as Alertmanager gives them to its templates; those named `over` are so since noon."""
    every = [
        {"labels": {"alertname": "Burn"}, "annotations": {"summary": summary, **more}}
        | ({"status": "resolved", "endsAt": "2026-11-26T13:00:00+01:00"} if summary in over else {"status": "firing"})
        for summary, more in alerts.items()
    ]
    status = "resolved" if len(over) == len(alerts) else "firing"
    return {"status": status, "alerts": every, "groupLabels": {"service": "checkout", "alertname": "Burn"}}


def rendered(template, data, folder, form="text"):
    (folder / "data.json").write_text(json.dumps(data))
    (folder / "none.tmpl").write_text("")
    return amtool(
        "template", "render", f"--template.glob={folder}/none.tmpl",
        f"--template.data={folder}/data.json", f"--template.text={template}", f"--template.type={form}",
    )  # fmt: skip


def of_kind(kind):
    """The settings of our own receivers of a kind: they stand behind the platform team's."""
    receivers = yaml.safe_load(emitted().content)["receivers"]
    return next(settings[0] for each in reversed(receivers) if (settings := each.get(f"{kind}_configs")))


def detailed(data, folder, form=str.strip):
    """The details of a page."""
    return {name: form(rendered(text, data, folder)) for name, text in of_kind("pagerduty")["details"].items()}


def test_slack_is_told_what_and_how_bad_and_where_to_go_on_in_four_lines(tmp_path):
    said = rendered(of_kind("slack")["text"], told(Burns=SAID), tmp_path)
    assert said.strip().splitlines() == [
        "*Burns*",
        "Customers cannot pay",
        "25% of events failed in the last 1h; allowed over 30d: 0.1%. &lt;!channel>",
        f"{' '.join(WAYS)} · Mission control: #incidents",
    ]


def test_a_phone_shows_what_happens_where_slack_shows_one_line(tmp_path):
    """It is the fallback of an attachment that a notification on a phone holds."""
    line = of_kind("slack")["fallback"]
    assert rendered(line, told(Burns=SAID), tmp_path).strip() == "[FIRING] Burns"
    assert rendered(line, told("Burns", Burns=SAID, Sinks=SAID), tmp_path).strip() == "[FIRING] Sinks"
    assert rendered(line, told(**{"<!channel> burns": SAID, "b": SAID}), tmp_path).strip() == (
        "[FIRING] &lt;!channel> burns (and 1 more)"
    )


def test_slack_is_told_of_the_first_five_and_how_many_more_there_are(tmp_path):
    """Twenty alerts are more than Slack takes in one message, and then nobody would hear of any."""
    burning = [f"Burns{number}" for number in range(20)]
    over = [f"Sank{number}" for number in range(7)]
    said = rendered(of_kind("slack")["text"], told(*over, **dict.fromkeys((*over, *burning), SAID)), tmp_path)
    lines = said.strip().splitlines()
    assert [line for line in lines if "*" in line] == [
        *(f"*Burns{number}*" for number in range(5)),
        *(f"{OVER}*Sank{number}*" for number in range(5)),
    ]
    assert [line for line in lines if line.startswith("and ")] == [
        "and 15 more, as the title's link tells", "and 2 more that are over",
    ]  # fmt: skip
    five = rendered(of_kind("slack")["text"], told(**dict.fromkeys(burning[:5], SAID)), tmp_path)
    assert "and" not in five.split(), "five are told in full"


OVER = "Alert ended at 2026-11-26 12:00 UTC: "


def test_slack_is_told_first_of_what_fires_and_of_the_others_that_they_are_over(tmp_path):
    said = rendered(of_kind("slack")["text"], told("Sank", Sank=SAID, Burns=SAID), tmp_path)
    assert said.strip().splitlines() == [
        "*Burns*",
        "Customers cannot pay",
        "25% of events failed in the last 1h; allowed over 30d: 0.1%. &lt;!channel>",
        f"{' '.join(WAYS)} · Mission control: #incidents",
        f"{OVER}*Sank*",
        " ".join(WAYS),
    ]


def test_a_chat_is_titled_with_the_environment_whatever_its_labels_are(tmp_path):
    """The names of its labels are the project's: what alerts are grouped by beside name, service and objective."""
    title, group = of_kind("slack")["title"], {"alertname": "Burn", "service": "checkout", "slo": "latency"}
    titles = [
        rendered(title, {**told(Burns=SAID), "groupLabels": {**group, **where}}, tmp_path).strip()
        for where in ({"environment": "D-P"}, {"cluster": "eu-1", "stack": "blue"}, {})
    ]
    assert titles == [
        "[FIRING] checkout: Burn in D-P", "[FIRING] checkout: Burn in eu-1 blue", "[FIRING] checkout: Burn",
    ]  # fmt: skip


def test_of_what_is_over_nobody_is_told_that_users_suffer(tmp_path):
    all_over = told("Sank", Sank=SAID)
    mail = of_kind("email")
    assert rendered(of_kind("slack")["text"], all_over, tmp_path).strip() == f"{OVER}*Sank*\n{' '.join(WAYS)}"
    assert detailed(all_over, tmp_path) == {
        "impact": "", "description": "", "mission_control": SAID["mission_control"],
        "firing": "", "resolved": "Sank: alertname=Burn",
    }  # fmt: skip
    assert rendered(mail["headers"]["Subject"], all_over, tmp_path).strip() == "[RESOLVED] Sank"
    html = rendered(mail["html"], all_over, tmp_path, "html").strip()
    assert html.startswith(f"<p>{OVER}<b>Sank</b><br><a href=")
    assert "Customers" not in html


def test_a_page_is_titled_with_what_happens(tmp_path):
    title = of_kind("pagerduty")["description"]
    assert rendered(title, told(Burns=SAID), tmp_path).strip() == "Burns"
    assert rendered(title, told(Burns=SAID, Sinks=SAID, Stops=SAID), tmp_path).strip() == "Burns (and 2 more)"


def test_an_alert_without_a_summary_is_told_by_its_name(tmp_path):
    """Of a rule that was not compiled here. PagerDuty refuses an event whose summary is empty: nobody would wake."""
    own = {"status": "firing", "labels": {"alertname": "Own"}, "annotations": {}}
    page, mail, data = of_kind("pagerduty"), of_kind("email"), {**told(), "status": "firing", "alerts": [own]}
    assert rendered(page["description"], data, tmp_path).strip() == "Own"
    assert rendered(of_kind("slack")["text"], data, tmp_path).startswith("*Own*\n")
    assert rendered(mail["headers"]["Subject"], data, tmp_path).strip() == "[FIRING] Own"
    assert rendered(mail["html"], data, tmp_path, "html").startswith("<p><b>Own</b>")
    over = {**data, "alerts": [own | {"status": "resolved", "endsAt": "2026-11-26T13:00:00+01:00"}]}
    assert rendered(of_kind("slack")["text"], over, tmp_path).startswith(f"{OVER}*Own*\n")


def test_a_page_is_about_what_fires_and_counts_nothing_else(tmp_path):
    page = of_kind("pagerduty")
    over = {**SAID, "impact": "None", "description": "Calm", "playbook_url": "https://p.example/over"}
    data = told("Sank", Sank=over, Burns=SAID)
    assert rendered(page["description"], data, tmp_path).strip() == "Burns"
    assert rendered(page["links"][0]["href"], data, tmp_path).strip() == "https://p.example/x"
    assert detailed(data, tmp_path) == {
        **{name: SAID[name] for name in ("impact", "description", "mission_control")},
        "firing": "Burns: alertname=Burn", "resolved": "Sank: alertname=Burn",
    }  # fmt: skip
    assert rendered(page["description"], told("Sank", "Stood", Sank=over, Stood=over), tmp_path).strip() == (
        "Sank (and 1 more)"
    )


def test_a_page_links_to_what_its_first_alert_names(tmp_path):
    page = of_kind("pagerduty")
    links = {
        link["text"]: rendered(link["href"], told(Burns=SAID, Sinks={}), tmp_path).strip() for link in page["links"]
    }
    assert links == {
        "Playbook": "https://p.example/x",
        "Runbook": "",  # which Alertmanager leaves out
        "Cockpit": "https://g.example/x",
        "Logs": "https://k.example/x",
    }


@pytest.mark.parametrize("text", ["Desk: #incidents", "Logins fail: no cookie", "- a\n- b", "5", "yes", "{a: b}"])
def test_details_of_a_page_stay_text(text, tmp_path):
    """Alertmanager 0.33 makes values of a detail that is YAML: of "Desk: #incidents" it sent {"Desk": null}."""
    said = {**SAID, "impact": text, "description": text, "mission_control": text}
    found = detailed(told(Burns=said), tmp_path, str)
    assert [found[name].strip() for name in ("impact", "description", "mission_control")] == [text] * 3
    for detail in found.values():
        with pytest.raises(yaml.YAMLError):
            yaml.safe_load(detail)


def test_a_mail_says_the_same_and_escapes_it(tmp_path):
    mail = of_kind("email")
    assert rendered(mail["headers"]["Subject"], told(Burns=SAID), tmp_path).strip() == "[FIRING] Burns"
    assert rendered(mail["html"], told(Burns=SAID), tmp_path, "html").strip() == (
        "<p><b>Burns</b><br>Customers cannot pay<br>"
        "25% of events failed in the last 1h; allowed over 30d: 0.1%. &lt;!channel&gt;<br>"
        '<a href="https://p.example/x">Playbook</a> <a href="https://g.example/x">Cockpit</a> '
        '<a href="https://k.example/x">Logs</a> · Mission control: #incidents</p>'
    )
