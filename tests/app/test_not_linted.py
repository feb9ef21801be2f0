"""What nobody looked at, since a file cannot be used, is said: there may be more to find."""

from __future__ import annotations

from pathlib import Path

from avionics.app.check import check
from avionics.app.init import init

TODAY = "2026-11-25"


def waiting(root: Path) -> list[tuple[str, str]]:
    findings = check(str(root), today=TODAY).findings
    return [(one.where.path, one.message) for one in findings if one.rule == "not-linted"]


def broken(root: Path, path: str) -> None:
    with (root / path).open("a", encoding="utf-8") as file:
        file.write("nosuchkey: 1\n")


def test_the_service_of_a_file_with_a_schema_error_is_named(tmp_path: Path) -> None:
    init(str(tmp_path), today=TODAY)
    assert waiting(tmp_path) == []
    broken(tmp_path, "alerts/api.yaml")
    ((path, message),) = waiting(tmp_path)
    assert path == "alerts/api.yaml"
    assert message == "what was written for api is not linted yet: lint rules wait until its files can be used"


def test_nothing_is_linted_without_the_project(tmp_path: Path) -> None:
    init(str(tmp_path), today=TODAY)
    broken(tmp_path, "alerts/api.yaml")
    broken(tmp_path, "avionics.yaml")
    ((path, message),) = waiting(tmp_path)
    assert path == "avionics.yaml"
    assert message == "no service is linted yet: lint rules wait until this file can be used"
