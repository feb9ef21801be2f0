"""Links of text panels: what is told to write can be opened, and what may be an address is left alone."""

from __future__ import annotations

import pytest
from rule_pages import checked

COCKPIT = """apiVersion: avionics/v1
kind: Cockpit
service: checkout
rows:
- title: Queue
  panels:
  - text: How to read this
    markdown: |
      See [there]({link}).
"""
PUBLISHED = "write where it is published: https://playbooks.example.org/checkout/availability"


@pytest.mark.parametrize(
    ("link", "help_"),
    [
        ("../playbooks/checkout/availability.md", [PUBLISHED]),
        ("playbooks/checkout/../checkout/availability.md#confirm", [f"{PUBLISHED}#confirm"]),
        ("../docs/capacity.md", ["write the address at which it can be read"]),  # published with the playbooks? Hardly
        ("README.md", ["write the address at which it can be read"]),
        ("${environment}/how.md", []),  # Grafana fills it in: perhaps with an address
        ("//git.example.org/how.md", []),
        ("/how.md", []),
    ],
)
def test_what_to_write_of_a_relative_link_is_known_of_playbooks_alone(tmp_path, link, help_):
    findings, _ = checked({"cockpits/checkout.yaml": COCKPIT.format(link=link)}, tmp_path / "project")
    assert [one.help for one in findings if one.rule == "text-link"] == help_
