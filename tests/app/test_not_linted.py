"""What nobody looked at, since a file cannot be used, is said: there may be more to find."""

from __future__ import annotations

from pathlib import Path

import pytest

from avionics.app.check import check
from avionics.app.init import init
from avionics.app.service import new
from edits import append, swap

TODAY = "2026-11-25"


def waiting(root: Path) -> list[tuple[str, str]]:
    findings = check(str(root), today=TODAY).findings
    return [(one.where.path, one.message) for one in findings if one.rule == "not-linted"]


def broken(root: Path, path: str) -> None:
    append(root / path, "nosuchkey: 1\n")


def test_the_service_of_a_file_with_a_schema_error_is_named(tmp_path: Path) -> None:
    init(str(tmp_path), today=TODAY)
    assert waiting(tmp_path) == []
    broken(tmp_path, "alerts/api.yaml")
    ((path, message),) = waiting(tmp_path)
    assert path == "alerts/api.yaml"
    assert message == "what was written for api is not linted yet: lint rules wait until its files can be used"


def test_promql_is_read_beside_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    """Both mistakes are told in one run; which series there are nobody knows yet, so that no other rule guesses."""
    init(str(tmp_path), today=TODAY)
    broken(tmp_path, "slos/api.yaml")
    swap(tmp_path / "alerts/api.yaml", "- time()", "- tine()")
    found = {(one.rule, one.where.path) for one in check(str(tmp_path), today=TODAY).findings if one.severity != "info"}
    assert found == {("promql-syntax", "alerts/api.yaml"), ("schema", "slos/api.yaml")}


def test_nothing_is_linted_without_the_project(tmp_path: Path) -> None:
    init(str(tmp_path), today=TODAY)
    broken(tmp_path, "alerts/api.yaml")
    broken(tmp_path, "avionics.yaml")
    ((path, message),) = waiting(tmp_path)
    assert path == "avionics.yaml"
    assert message == "no service is linted yet: lint rules wait until this file can be used"


@pytest.mark.parametrize("path", ["services/api.yaml", "slos/api.yaml"])
def test_what_a_broken_file_holds_is_not_said_to_be_missing(path: str, tmp_path: Path) -> None:
    """A journey through two services, of one of which a file cannot be used: the objective is there all the same."""
    init(str(tmp_path), today=TODAY)
    new(str(tmp_path), "shop", dev="team-api", sre="sre", kind="functional", today=TODAY)
    journey = "- {name: buying, objective: 99, sli: {composite: {worst: [api/availability, shop/availability]}}}\n"
    append(tmp_path / "slos" / "shop.yaml", journey)
    told = {one.rule for one in check(str(tmp_path), today=TODAY).findings if one.severity == "error"}
    assert "unknown-objective" not in told
    broken(tmp_path, path)
    errors = [one for one in check(str(tmp_path), today=TODAY).findings if one.severity == "error"]
    echoes = [one.message for one in errors if one.rule in ("unknown-objective", "unknown-service")]
    assert echoes == []
    assert "unknown key 'nosuchkey'" in {one.message for one in errors}
