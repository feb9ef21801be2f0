"""Which webhooks of chats and pagers take what they are sent, beside the examples on the page of the rule."""

from __future__ import annotations

import pytest
from rule_pages import BASE, checked

TEAM = "teams/team-shop.yaml"
TICKETS = "https://tickets.example.org/team-shop"


@pytest.mark.parametrize(
    ("url", "refused"),
    [
        ("https://events.pagerduty.com/v2/enqueue", True),
        ("https://events.pagerduty.com/integration/0000/enqueue", False),  # a Custom Event Transformer takes any JSON
        ("https://api.opsgenie.com/v2/alerts", True),
        ("https://api.opsgenie.com/v1/json/prometheus?apiKey=0000", False),  # an integration of Opsgenie's
        ("https://discord.com/api/webhooks/1/x", True),
        ("https://hooks.slack.com.example/services/T0/B0/X", False),
        ("https://relay.example/hooks.slack.com/services/T0", False),
    ],
)
def test_what_is_made_for_others_takes_their_form(tmp_path, url, refused):
    team = (BASE / TEAM).read_text()
    assert TICKETS in team, "the address takes the place of that of its ticket system"
    findings, _ = checked({TEAM: team.replace(TICKETS, url)}, tmp_path / "project")
    assert [one.rule for one in findings] == ["webhook-form"] * refused
