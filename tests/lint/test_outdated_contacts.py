"""Contacts that a command copied into a page are held to where they came from: at night the old number is called."""

from __future__ import annotations

import pytest
from rule_pages import TODAY

from avionics.app import playbook
from avionics.app.compile import compile_project
from avionics.app.init import init


@pytest.fixture
def told(tmp_path):
    """What is told of a page that was begun while the team was reached as `before` says, and is so as `after` says."""

    def found(before: str, after: str) -> list[str]:
        root = tmp_path / "new"
        init(str(root), today=TODAY)
        team, page = root / "teams" / "team-api.yaml", root / "playbooks" / "api" / "availability.md"
        usual = "{name: API team in office hours, reach: '#team-api'}"
        shared = team.read_text("utf-8").replace(usual, "CONTACT")
        team.write_text(shared.replace("CONTACT", before), "utf-8")
        page.unlink()
        playbook.new(str(root), "api/availability", today=TODAY)
        page.write_text(page.read_text("utf-8").replace("> Write:", "Known:"), "utf-8")
        team.write_text(shared.replace("CONTACT", after), "utf-8")
        return [one.message for one in compile_project(str(root), today=TODAY).findings]

    return found


CONTACTS = {
    "a channel": "{name: On call, reach: '#api_help'}",
    "a number": "{name: 'Desk (nights): 2nd', reach: '+44 20 7946 0100'}",
    "blanks and markup": "{name: '*API*  desk', reach: '#api,  07:00-19:00'}",
    "a mail": "{name: On call, reach: api@example.com}",
    "words": "{name: On call, reach: ask at the desk}",
}


@pytest.mark.parametrize("contact", CONTACTS.values(), ids=CONTACTS)
def test_a_page_that_was_just_begun_is_right(told, contact):
    assert told(contact, contact) == []


@pytest.mark.parametrize("kind", ["a channel", "a number", "blanks and markup", "a mail"])
def test_who_is_reached_otherwise_now_is_told(told, kind):
    name, reach = CONTACTS[kind].split(", reach: ")
    (message,) = told(CONTACTS[kind], f"{name}, reach: '0800 555 0100'}}")
    assert message.endswith(f"is not reached by {' '.join(reach[:-1].split()).strip(chr(39))!r}"), message


def test_what_stands_behind_a_name_may_be_words(told):
    """`- On call: after ten minutes` is no number, and a contact of words cannot be told from it."""
    assert told(CONTACTS["words"], CONTACTS["a channel"]) == []


def test_another_team_is_nobody_of_the_service(told):
    assert told(CONTACTS["a channel"], "{name: Desk, reach: '#desk'}") == []
