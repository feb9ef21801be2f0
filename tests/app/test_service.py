"""New services: what is filled in, what is left to do, and what is never touched."""

from __future__ import annotations

import re

import pytest
import yaml

from avionics.app.check import check
from avionics.app.compile import compile_project
from avionics.app.init import init
from avionics.app.service import new
from avionics.failure import Failure
from avionics.write.failed import WriteFailed

TODAY = "2026-11-23"
FILES = ("services/{}.yaml", "slos/{}.yaml", "cockpits/{}.yaml", "playbooks/{}/availability.md")


@pytest.fixture
def project(tmp_path):
    init(str(tmp_path / "new"), today=TODAY)
    return tmp_path / "new"


def begun(project, name, dev="", sre="", kind="functional"):
    return new(str(project), name, dev=dev, sre=sre, kind=kind, today=TODAY)


@pytest.mark.parametrize("name", ["web-orders", "null", "on", "a"])
def test_only_the_playbook_asks_to_be_written(project, name):
    assert begun(project, name) == tuple(path.format(name) for path in FILES)
    (found,) = compile_project(str(project), today=TODAY).findings
    assert (found.rule, found.where.path) == ("section-empty", f"playbooks/{name}/availability.md")


@pytest.mark.parametrize(("kind", "measured"), [("functional", "ratio"), ("technical", "probe")])
def test_what_is_measured_suits_its_type(project, kind, measured):
    """Of what others are built on nobody knows requests, and whether it is up is told of all."""
    begun(project, "broker", kind=kind)
    (slo,) = yaml.safe_load((project / "slos" / "broker.yaml").read_text("utf-8"))["slos"]
    assert list(slo["sli"]) == [measured]
    assert yaml.safe_load((project / "services" / "broker.yaml").read_text("utf-8"))["type"] == kind
    errors = [one.rule for one in compile_project(str(project), today=TODAY).findings if one.severity == "error"]
    assert errors == ["section-empty"], "but for the playbook it is all right"


def test_with_its_playbook_written_nothing_is_found_but_owners_to_copy(project):
    *_, page = begun(project, "orders")
    text = (project / page).read_text("utf-8")
    (project / page).write_text(re.sub(r"^> Write:.*$", "Look, then decide.", text, flags=re.MULTILINE), "utf-8")
    assert [found.rule for found in check(str(project), today=TODAY).findings] == ["codeowners-stale"]
    compiled = compile_project(str(project), today=TODAY)
    alerts = [alert for alert in compiled.outcomes["orders"].plan.alerts() if alert.slo == "availability"]
    assert {alert.severity for alert in alerts} == {"none"}, "it wakes nobody yet"


def test_what_the_project_tells_is_filled_in(project):
    begun(project, "orders")
    service = yaml.safe_load((project / "services" / "orders.yaml").read_text("utf-8"))
    assert service["owners"] == {"dev": "team-api", "sre": "sre"}
    assert service["environments"] == ["production", "staging"]
    assert service["logs"] == {"dataView": "logs", "query": 'service.name: "orders"'}
    assert "@" not in "".join((project / path.format("orders")).read_text("utf-8") for path in FILES[:3])


def test_owners_are_named_where_nobody_can_tell(project):
    team = (project / "teams" / "team-api.yaml").read_text("utf-8")
    (project / "teams" / "team-web.yaml").write_text(team.replace("team-api", "team-web"), "utf-8")
    with pytest.raises(Failure, match="Say --dev TEAM: team-api, team-web"):
        begun(project, "orders")
    with pytest.raises(Failure, match="no team 'team-wbe'; did you mean 'team-web'"):
        begun(project, "orders", dev="team-wbe")
    assert not (project / "services" / "orders.yaml").exists()
    begun(project, "orders", dev="team-web", sre="team-api")
    service = yaml.safe_load((project / "services" / "orders.yaml").read_text("utf-8"))
    assert service["owners"] == {"dev": "team-web", "sre": "team-api"}


def test_a_lone_team_that_carries_the_services_is_named(project):
    (project / "teams" / "team-api.yaml").unlink()
    with pytest.raises(Failure) as failure:
        begun(project, "orders")
    assert str(failure.value) == (
        "whose is it? Say --dev TEAM: teams/ holds only sre, which carries it. "
        "Write teams/TEAM.yaml first, or say --dev sre if it builds it"
    )
    begun(project, "orders", dev="sre")
    service = yaml.safe_load((project / "services" / "orders.yaml").read_text("utf-8"))
    assert service["owners"] == {"dev": "sre", "sre": "sre"}, "what is advised works"


def test_without_teams_the_first_is_asked_for(project):
    for spec in [*(project / "teams").iterdir(), *(project / "services").iterdir()]:
        spec.unlink()
    with pytest.raises(Failure, match=r"Say --sre TEAM: there is none in teams/ yet$"):
        begun(project, "orders")


@pytest.mark.parametrize("there", FILES)
def test_nothing_is_written_where_a_file_is(project, there):
    path = project / there.format("orders")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine\n", "utf-8")
    with pytest.raises(WriteFailed, match="exists already"):
        begun(project, "orders")
    assert path.read_text("utf-8") == "mine\n"
    assert [one for one in FILES if (project / one.format("orders")).exists()] == [there]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Orders", "at most 32; write orders"),
        ("WebShop", "at most 32; write web-shop"),
        ("web_shop.v2", "at most 32; write web-shop-v2"),
        ("../orders", "at most 32"),  # not a name that was meant, but a path
        ("2fast", "at most 32"),
        ("", "at most 32"),
        ("a" * 33, "at most 32"),
    ],
)
def test_a_name_of_other_manners_is_told_in_ours(project, name, says):
    with pytest.raises(Failure) as failure:
        begun(project, name)
    assert str(failure.value).endswith(says)
